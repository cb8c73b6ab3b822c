// Node's modules, as far as exercises use them.

import { Buffer } from "buffer";
import EventEmitter from "events";
import path from "path-browserify";
import * as inspecting from "node-inspect-extracted";
import { NotAvailable, THREADS, PROCESSES, NETWORK } from "./errors.js";
import { makeFs } from "./fs.js";
import { makeProcess } from "./process.js";
import { makeReadline } from "./readline.js";
import { makeAssert } from "./assert.js";
import { makeConsole } from "./console.js";

const NODE_VERSION = "v22.0.0";

const REFUSED = {
  worker_threads: THREADS,
  child_process: PROCESSES,
  cluster: PROCESSES,
  dgram: NETWORK,
  dns: NETWORK,
  http: NETWORK,
  http2: NETWORK,
  https: NETWORK,
  net: NETWORK,
  tls: NETWORK,
};

export function makeBuiltins(host, loop, errors) {
  errors.inspect = inspecting.inspect;
  Object.defineProperty(Error.prototype, inspecting.inspect.custom, {
    value() {
      return errors.refresh(this);
    },
    writable: true,
    configurable: true,
  });
  // The formatter cannot look into a promise; the engine can.
  Object.defineProperty(Promise.prototype, inspecting.inspect.custom, {
    value(depth, options, inspect) {
      const [state, value] = host.promise(this);
      const name = this.constructor?.name ?? "Promise";
      if (state === "pending") {
        return `${name} { <pending> }`;
      }
      const mark = state === "rejected" ? "<rejected> " : "";
      const text = mark + inspect(value, { ...options, depth: options.depth === null ? null : options.depth - 1 });
      return text.includes("\n") || text.length > 70
        ? `${name} {\n  ${text.replaceAll("\n", "\n  ")}\n}`
        : `${name} { ${text} }`;
    },
    writable: true,
    configurable: true,
  });
  const fs = makeFs(host, Buffer);
  const process = makeProcess(host, loop, errors, EventEmitter, Buffer, NODE_VERSION);
  const readline = makeReadline(process, EventEmitter, loop);
  const assert = makeAssert(inspecting);
  const console = makeConsole(host, inspecting);

  const util = {
    inspect: inspecting.inspect,
    format: inspecting.format,
    formatWithOptions: inspecting.formatWithOptions,
    stripVTControlCharacters: inspecting.stripVTControlCharacters,
    isDeepStrictEqual: assert.isDeepStrictEqual,
    promisify(original) {
      if (original[util.promisify.custom]) {
        return original[util.promisify.custom];
      }
      return function (...args) {
        return new Promise((resolve, reject) => {
          Reflect.apply(original, this, [
            ...args,
            (error, value) => (error ? reject(error) : resolve(value)),
          ]);
        });
      };
    },
    callbackify(original) {
      return function (...args) {
        const callback = args.pop();
        Reflect.apply(original, this, args).then(
          (value) => loop.nextTick(callback, null, value),
          (error) => loop.nextTick(callback, error),
        );
      };
    },
    inherits(derived, base) {
      Object.defineProperty(derived, "super_", { value: base, writable: true, configurable: true });
      Object.setPrototypeOf(derived.prototype, base.prototype);
    },
    deprecate: (method) => method,
    types: {
      isDate: (value) => value instanceof Date,
      isRegExp: (value) => value instanceof RegExp,
      isMap: (value) => value instanceof Map,
      isSet: (value) => value instanceof Set,
      isPromise: (value) => value instanceof Promise,
      isNativeError: (value) => value instanceof Error,
      isTypedArray: (value) => ArrayBuffer.isView(value) && !(value instanceof DataView),
      isUint8Array: (value) => value instanceof Uint8Array,
    },
    isArray: Array.isArray,
    TextEncoder,
    TextDecoder,
  };
  util.promisify.custom = Symbol.for("nodejs.util.promisify.custom");
  Object.defineProperty(loop.setTimeout, util.promisify.custom, {
    value: (delay, value) => new Promise((resolve) => loop.setTimeout(resolve, delay, value)),
  });

  const timers = {
    setTimeout: loop.setTimeout,
    clearTimeout: loop.clearTimeout,
    setInterval: loop.setInterval,
    clearInterval: loop.clearInterval,
    setImmediate: loop.setImmediate,
    clearImmediate: loop.clearImmediate,
  };
  timers.promises = {
    setTimeout: (delay, value) => new Promise((done) => loop.setTimeout(done, delay, value)),
    setImmediate: (value) => new Promise((done) => loop.setImmediate(done, value)),
    async *setInterval(delay, value) {
      for (;;) {
        yield await timers.promises.setTimeout(delay, value);
      }
    },
  };

  EventEmitter.EventEmitter = EventEmitter;
  path.posix ??= path;

  class AsyncLocalStorage {
    run(store, callback, ...args) {
      const before = this._store;
      this._store = store;
      try {
        return callback(...args);
      } finally {
        this._store = before;
      }
    }
    getStore() {
      return this._store;
    }
  }

  const table = {
    assert,
    "assert/strict": assert.strict,
    async_hooks: { AsyncLocalStorage },
    buffer: { Buffer },
    console,
    constants: {},
    events: EventEmitter,
    fs,
    "fs/promises": fs.promises,
    module: { createRequire: () => process.getBuiltinModule, builtinModules: [] },
    os: {
      EOL: "\n",
      platform: () => "linux",
      type: () => "Linux",
      arch: () => "wasm32",
      cpus: () => [],
      totalmem: () => 268435456,
      freemem: () => 134217728,
      homedir: () => "/",
      tmpdir: () => "/tmp",
      hostname: () => "weaverse",
      endianness: () => "LE",
      uptime: () => host.now() / 1000,
    },
    path,
    "path/posix": path,
    perf_hooks: { performance },
    process,
    readline,
    "readline/promises": readline.promises,
    string_decoder: {
      StringDecoder: class {
        write(bytes) {
          return Buffer.from(bytes).toString();
        }
        end(bytes) {
          return bytes ? this.write(bytes) : "";
        }
      },
    },
    timers,
    url: { URL, URLSearchParams, fileURLToPath: (url) => decodeURIComponent(new URL(url).pathname), pathToFileURL: (file) => new URL(`file://${file}`) },
    "timers/promises": timers.promises,
    util,
  };
  table.module.builtinModules = Object.keys(table);
  process.getBuiltinModule = (name) => {
    const plain = String(name).replace(/^node:/, "");
    return Object.hasOwn(table, plain) ? table[plain] : undefined;
  };

  return {
    process,
    console,
    Buffer,
    timers,
    url: { URL, URLSearchParams, fileURLToPath: (url) => decodeURIComponent(new URL(url).pathname), pathToFileURL: (file) => new URL(`file://${file}`) },
    // Modules that only test files have.
    add(name, module) {
      table[name] = module;
    },
    has: (name) => Object.hasOwn(table, name) || Object.hasOwn(REFUSED, name),
    get(name) {
      if (Object.hasOwn(REFUSED, name)) {
        throw new NotAvailable(REFUSED[name]);
      }
      return table[name];
    },
  };
}
