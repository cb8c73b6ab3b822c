// process: arguments, streams, the way out.

export function makeProcess(host, loop, errors, EventEmitter, Buffer, version) {
  class Writable extends EventEmitter {
    constructor(fd) {
      super();
      hide(this, { fd, writable: true, isTTY: undefined });
    }
    write(data, encoding, callback) {
      if (typeof data === "string") {
        host.write(this.fd, data);
      } else if (data instanceof Uint8Array) {
        host.writeBytes(this.fd, data);
      } else {
        const error = new TypeError(
          'The "chunk" argument must be of type string or an instance of Buffer, TypedArray, or DataView.' +
            ` Received ${received(data)}`,
        );
        error.code = "ERR_INVALID_ARG_TYPE";
        throw error;
      }
      const done = typeof encoding === "function" ? encoding : callback;
      if (done) {
        loop.nextTick(done);
      }
      return true;
    }
    end(data, encoding, callback) {
      if (data !== undefined && typeof data !== "function") {
        this.write(data, encoding);
      }
      const done = [data, encoding, callback].find((value) => typeof value === "function");
      if (done) {
        loop.nextTick(done);
      }
      return this;
    }
    cork() {}
    uncork() {}
  }

  function received(value) {
    if (value === null || value === undefined) {
      return `${value}`;
    }
    if (typeof value === "object") {
      return `an instance of ${value.constructor?.name ?? "Object"}`;
    }
    return `type ${typeof value} (${errors.inspect(value)})`;
  }

  function hide(object, values) {
    for (const [key, value] of Object.entries(values)) {
      Object.defineProperty(object, key, {
        value,
        writable: true,
        configurable: true,
        enumerable: false,
      });
    }
  }

  class Stdin extends EventEmitter {
    constructor() {
      super();
      hide(this, {
        fd: 0,
        isTTY: undefined,
        readable: true,
        _encoding: null,
        _flowing: false,
        _scheduled: false,
        _ended: false,
        _chunk: undefined,
      });
    }
    setEncoding(encoding) {
      this._encoding = encoding || "utf8";
      return this;
    }
    _take() {
      const parts = [];
      for (;;) {
        const part = host.readStdin(65536);
        if (part.length === 0) {
          break;
        }
        parts.push(part);
      }
      const all = Buffer.concat(parts);
      if (all.length === 0) {
        return null;
      }
      return this._encoding ? all.toString(this._encoding) : all;
    }
    _schedule() {
      if (!this._scheduled && !this._ended) {
        this._scheduled = true;
        loop.soon(() => this._pump());
      }
    }
    _pump() {
      this._scheduled = false;
      if (this._ended || (!this._flowing && this.listenerCount("readable") === 0)) {
        return;
      }
      const chunk = this._take();
      if (chunk !== null) {
        if (this._flowing) {
          this.emit("data", chunk);
        } else {
          this._chunk = chunk;
          this.emit("readable");
        }
        this._schedule();
        return;
      }
      this._ended = true;
      this.readable = false;
      if (!this._flowing) {
        this.emit("readable");
      }
      this.emit("end");
      this.emit("close");
    }
    read() {
      const chunk = this._chunk === undefined ? this._take() : this._chunk;
      this._chunk = undefined;
      return chunk ?? null;
    }
    on(event, listener) {
      super.on(event, listener);
      if (event === "data") {
        this.resume();
      } else if (event === "readable") {
        this._schedule();
      }
      return this;
    }
    addListener(event, listener) {
      return this.on(event, listener);
    }
    resume() {
      this._flowing = true;
      this._schedule();
      return this;
    }
    pause() {
      this._flowing = false;
      return this;
    }
    pipe(target) {
      this.on("data", (chunk) => target.write(chunk));
      return target;
    }
    ref() {
      return this;
    }
    unref() {
      return this;
    }
    setRawMode() {
      return this;
    }
    async *[Symbol.asyncIterator]() {
      const chunk = this._take();
      if (chunk !== null) {
        yield chunk;
      }
    }
  }

  const process = new EventEmitter();
  let finished = false;

  Object.assign(process, {
    title: "node",
    version,
    versions: { node: version.slice(1), quickjs: "ng" },
    arch: "wasm32",
    platform: "linux",
    release: { name: "node" },
    argv: [],
    execArgv: [],
    execPath: "/usr/bin/node",
    env: {},
    pid: 1,
    ppid: 0,
    exitCode: undefined,
    features: {},
    stdin: new Stdin(),
    stdout: new Writable(1),
    stderr: new Writable(2),
    nextTick: loop.nextTick,
    cwd: () => "/",
    chdir() {},
    umask: () => 18,
    uptime: () => host.now() / 1000,
    hrtime: Object.assign(
      (since) => {
        const nanos = BigInt(Math.round(performance.now() * 1e6));
        let seconds = Number(nanos / 1000000000n);
        let rest = Number(nanos % 1000000000n);
        if (since) {
          seconds -= since[0];
          rest -= since[1];
          if (rest < 0) {
            seconds -= 1;
            rest += 1e9;
          }
        }
        return [seconds, rest];
      },
      { bigint: () => BigInt(Math.round(performance.now() * 1e6)) },
    ),
    memoryUsage: Object.assign(
      () => ({ rss: 33554432, heapTotal: 16777216, heapUsed: 8388608, external: 0, arrayBuffers: 0 }),
      { rss: () => 33554432 },
    ),
    cpuUsage: () => ({ user: 0, system: 0 }),
    emitWarning(warning) {
      host.write(2, `(node:1) ${warning?.name ?? "Warning"}: ${warning?.message ?? warning}\n`);
    },
    exit(code) {
      if (code !== undefined) {
        process.exitCode = code;
      }
      process.finish("exit");
      host.exit(process.code());
    },
    abort() {
      host.exit(134);
    },
    reallyExit(code) {
      host.exit(Number(code) & 0xff);
    },
  });

  hide(process, {
    begin(entry, args) {
      process.argv = [process.execPath, `/${entry}`, ...args];
    },
    code() {
      return (Math.trunc(Number(process.exitCode ?? 0)) || 0) & 0xff;
    },
    // The events at the end; once.
    finish() {
      if (!finished) {
        if (process.listenerCount("beforeExit") > 0) {
          process.emit("beforeExit", process.code());
          loop.run();
        }
        finished = true;
        process.emit("exit", process.code());
      }
    },
    uncaught(error) {
      if (process.listenerCount("uncaughtException") === 0) {
        return false;
      }
      process.emit("uncaughtException", error, "uncaughtException");
      return true;
    },
    getBuiltinModule: undefined,
  });
  loop.onUnhandled((reason, promise) => {
    if (process.listenerCount("unhandledRejection") === 0) {
      return false;
    }
    process.emit("unhandledRejection", reason, promise);
    return true;
  });
  return process;
}
