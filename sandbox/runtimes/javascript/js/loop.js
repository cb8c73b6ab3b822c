// The event loop, on virtual time: timers fire in order, and no wait takes time.

const { apply } = Reflect;

export function makeLoop(host, errors) {
  const ticks = [];
  const immediates = [];
  const timers = new Map(); // id -> timer
  const rejected = new Map(); // promise -> reason
  let order = 0;
  let onUnhandled = null;

  class Timeout {
    constructor(callback, delay, repeat, args) {
      delay = Number(delay);
      if (!(delay >= 1 && delay <= 2147483647)) {
        delay = 1;
      }
      this._callback = callback;
      this._delay = Math.trunc(delay);
      this._repeat = repeat;
      this._args = args;
      this._id = ++order;
      this._ref = true;
      this._at = host.now() + this._delay;
      this._order = this._id;
      timers.set(this._id, this);
    }
    ref() {
      this._ref = true;
      return this;
    }
    unref() {
      this._ref = false;
      return this;
    }
    hasRef() {
      return this._ref;
    }
    refresh() {
      this._at = host.now() + this._delay;
      this._order = ++order;
      timers.set(this._id, this);
      return this;
    }
    close() {
      timers.delete(this._id);
      return this;
    }
    [Symbol.toPrimitive]() {
      return this._id;
    }
  }
  for (const key of ["_callback", "_delay", "_repeat", "_args", "_id", "_ref", "_at", "_order"]) {
    // Shown by console.log otherwise.
    Object.defineProperty(Timeout.prototype, key, {
      set(value) {
        Object.defineProperty(this, key, { value, writable: true, configurable: true });
      },
      configurable: true,
    });
  }

  function check(callback) {
    if (typeof callback !== "function") {
      const error = new TypeError(
        `The "callback" argument must be of type function. Received ${errors.inspect(callback)}`,
      );
      error.code = "ERR_INVALID_ARG_TYPE";
      throw error;
    }
  }

  function clear(timer) {
    const id = typeof timer === "object" && timer !== null ? timer._id : Number(timer);
    timers.delete(id);
  }

  // All that is to happen before the next turn.
  function drain() {
    do {
      while (ticks.length > 0) {
        const [callback, args] = ticks.shift();
        callback(...args);
      }
      host.drain();
    } while (ticks.length > 0);
    for (const [promise, reason] of rejected) {
      rejected.delete(promise);
      if (!(onUnhandled && onUnhandled(reason, promise))) {
        throw reason;
      }
    }
  }

  function nextTimer(unreferenced = false) {
    let next = null;
    let alive = unreferenced;
    for (const timer of timers.values()) {
      alive ||= timer._ref;
      if (
        next === null ||
        timer._at < next._at ||
        (timer._at === next._at && timer._order < next._order)
      ) {
        next = timer;
      }
    }
    return alive ? next : null;
  }

  // One turn; false when nothing is left to do, or nothing that keeps a program
  // alive.
  function turn(unreferenced = false) {
    if (immediates.length > 0) {
      // A timer of 0 or 1 ms is due before: node takes that long to start.
      for (let due = nextTimer(); due !== null && due._at <= host.now() + 1; due = nextTimer()) {
        fire(due);
        drain();
      }
      for (const immediate of immediates.splice(0)) {
        if (!immediate.cancelled) {
          apply(immediate.callback, undefined, immediate.args);
          drain();
        }
      }
      return true;
    }
    const timer = nextTimer(unreferenced);
    if (timer === null) {
      return false;
    }
    fire(timer);
    return true;
  }

  function fire(timer) {
    host.sleepUntil(timer._at);
    if (timer._repeat) {
      timer._at += timer._delay;
      timer._order = ++order;
    } else {
      timers.delete(timer._id);
    }
    apply(timer._callback, timer, timer._args);
  }

  const loop = {
    drain,

    run() {
      do {
        drain();
      } while (turn());
    },

    // Lets time pass: what is due by then happens, in order.
    advance(time) {
      const end = host.now() + time;
      for (;;) {
        drain();
        if (immediates.length > 0) {
          turn(true);
          continue;
        }
        const timer = nextTimer(true);
        if (timer === null || timer._at > end) {
          break;
        }
        fire(timer);
      }
      host.sleepUntil(end);
    },

    // Runs until a promise is settled, whatever timers are left then; errors
    // that nobody caught go to `onError`.
    until(promise, onError) {
      const attempt = (step) => {
        try {
          return step();
        } catch (error) {
          onError(error);
          return true;
        }
      };
      do {
        attempt(drain);
      } while (host.promise(promise)[0] === "pending" && attempt(() => turn(true)));
      ticks.length = immediates.length = 0;
      timers.clear();
      return loop.settle(promise);
    },

    // The value of what may be a promise, once the loop has run.
    settle(outcome) {
      if (!(outcome instanceof Promise)) {
        return outcome;
      }
      let state = "pending";
      let result;
      apply(Promise.prototype.then, outcome, [
        (value) => {
          state = "fulfilled";
          result = value;
        },
        (reason) => {
          state = "rejected";
          result = reason;
        },
      ]);
      host.drain();
      if (state === "rejected") {
        throw result;
      }
      if (state === "pending") {
        throw new Error("the program waits for a promise that is never settled");
      }
      return result;
    },

    trackRejection(promise, reason, handled) {
      if (handled) {
        rejected.delete(promise);
      } else {
        rejected.set(promise, reason);
      }
    },

    onUnhandled(handler) {
      onUnhandled = handler;
    },

    // A turn of the loop that keeps the program alive.
    soon(callback) {
      immediates.push({ callback, args: [], cancelled: false });
    },

    nextTick(callback, ...args) {
      check(callback);
      ticks.push([callback, args]);
    },

    setTimeout(callback, delay, ...args) {
      check(callback);
      return new Timeout(callback, delay, false, args);
    },

    setInterval(callback, delay, ...args) {
      check(callback);
      return new Timeout(callback, delay, true, args);
    },

    setImmediate(callback, ...args) {
      check(callback);
      const immediate = { callback, args, cancelled: false };
      immediates.push(immediate);
      return immediate;
    },

    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate(immediate) {
      if (immediate) {
        immediate.cancelled = true;
      }
    },
  };
  return loop;
}
