// The globals of node that jsdom's own code uses. A page has none of them: its
// globals are those of a browser, which jsdom makes.

import { Buffer as NodeBuffer } from "buffer";

let loop = null;
let host = null;

// The runtime's own event loop, before jsdom is loaded.
export function bind(theHost, theLoop) {
  host = theHost;
  loop = theLoop;
}

const microtask = globalThis.queueMicrotask;
const root = globalThis;

export const setTimeout = (...args) => loop.setTimeout(...args);
export const clearTimeout = (timer) => loop.clearTimeout(timer);
export const setInterval = (...args) => loop.setInterval(...args);
export const clearInterval = (timer) => loop.clearTimeout(timer);
export const setImmediate = (...args) => loop.setImmediate(...args);
export const clearImmediate = (immediate) => loop.clearImmediate(immediate);
export const queueMicrotask = (callback) => microtask(callback);
export const Buffer = NodeBuffer;
export const performance = { now: () => host.now(), timeOrigin: 1767225600000 };
export const process = {
  version: "v24.0.0",
  versions: { node: "24.0.0" },
  env: {},
  platform: "linux",
  nextTick: (callback, ...args) => microtask(() => callback(...args)),
  emitWarning() {},
};
export { root as global };

class Signal {
  #listeners = [];
  aborted = false;
  reason = undefined;
  addEventListener(_, listener) {
    this.#listeners.push(listener);
  }
  removeEventListener(_, listener) {
    this.#listeners = this.#listeners.filter((known) => known !== listener);
  }
  throwIfAborted() {
    if (this.aborted) {
      throw this.reason;
    }
  }
  abort(reason) {
    if (!this.aborted) {
      this.aborted = true;
      this.reason = reason;
      this.#listeners.splice(0).forEach((listener) => listener({ type: "abort" }));
    }
  }
}

export class AbortController {
  signal = new Signal();
  abort(reason = new Error("aborted")) {
    this.signal.abort(reason);
  }
}

// jsdom's own functions of these names call node's.
export function btoa(text) {
  const binary = `${text}`;
  if (/[^\0-\xff]/.test(binary)) {
    throw new RangeError("a character is no byte");
  }
  return NodeBuffer.from(binary, "latin1").toString("base64");
}

export function atob(text) {
  const plain = `${text}`.replace(/[\t\n\f\r ]/g, "").replace(/={1,2}$/, "");
  if (/[^A-Za-z0-9+/]/.test(plain) || plain.length % 4 === 1) {
    throw new RangeError("this is not base64");
  }
  return NodeBuffer.from(plain, "base64").toString("latin1");
}
