// readline over stdin.

export function makeReadline(process, EventEmitter, loop) {
  class Interface extends EventEmitter {
    constructor(options = {}, output) {
      super();
      const input = options.input ?? (options.on ? options : process.stdin);
      const hidden = {
        _input: input,
        _output: output ?? options.output,
        _prompt: options.prompt ?? "> ",
        _lines: null,
        _question: null,
        _paused: false,
        _scheduled: false,
        closed: false,
      };
      for (const [key, value] of Object.entries(hidden)) {
        Object.defineProperty(this, key, { value, writable: true, configurable: true });
      }
      this.terminal = false;
      this.line = "";
      this._schedule();
    }

    _load() {
      if (this._lines === null) {
        let text = this._input.read?.() ?? "";
        if (typeof text !== "string") {
          text = text.toString();
        }
        this._lines = text.split(/\r\n|\n|\r/);
        if (this._lines.at(-1) === "") {
          this._lines.pop();
        }
      }
      return this._lines;
    }

    _schedule() {
      if (!this._scheduled && !this.closed) {
        this._scheduled = true;
        loop.soon(() => this._pump());
      }
    }

    _pump() {
      this._scheduled = false;
      if (this.closed || this._paused) {
        return;
      }
      const lines = this._load();
      while (lines.length > 0 && !this.closed && !this._paused) {
        if (this._question) {
          const answer = this._question;
          this._question = null;
          answer(lines.shift());
          // The next question may come from a promise.
          this._schedule();
          return;
        }
        if (this.listenerCount("line") === 0) {
          return;
        }
        this.emit("line", lines.shift());
      }
      if (lines.length === 0 && !this.closed && !this._paused) {
        this.close();
      }
    }

    on(event, listener) {
      super.on(event, listener);
      if (event === "line" || event === "close") {
        this._schedule();
      }
      return this;
    }
    addListener(event, listener) {
      return this.on(event, listener);
    }

    question(query, options, callback) {
      const done = callback ?? options;
      if (this.closed) {
        const error = new Error("readline was closed");
        error.code = "ERR_USE_AFTER_CLOSE";
        throw error;
      }
      this._output?.write(query);
      this._question = done;
      this._schedule();
    }

    setPrompt(prompt) {
      this._prompt = prompt;
    }
    getPrompt() {
      return this._prompt;
    }
    prompt() {
      this._output?.write(this._prompt);
      this._paused = false;
      this._schedule();
    }
    write() {}
    pause() {
      this._paused = true;
      this.emit("pause");
      return this;
    }
    resume() {
      this._paused = false;
      this.emit("resume");
      this._schedule();
      return this;
    }
    close() {
      if (!this.closed) {
        this.closed = true;
        this.emit("close");
      }
    }
    [Symbol.dispose]() {
      this.close();
    }

    async *[Symbol.asyncIterator]() {
      const lines = this._load();
      while (lines.length > 0) {
        yield lines.shift();
      }
      this.close();
    }
  }

  class PromiseInterface extends Interface {
    question(query) {
      return new Promise((resolve) => super.question(query, resolve));
    }
  }

  const create = (Kind) => (options, output) => new Kind(options, output);
  return {
    Interface,
    createInterface: create(Interface),
    clearLine: () => true,
    cursorTo: () => true,
    moveCursor: () => true,
    emitKeypressEvents() {},
    promises: { Interface: PromiseInterface, createInterface: create(PromiseInterface) },
  };
}
