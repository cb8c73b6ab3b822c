// The global object of a program.

import { CustomEvent, Event, EventTarget } from "./event_target.js";
import { NotAvailable, NETWORK, THREADS } from "./errors.js";

export function install(host, loop, builtins, errors) {
  const define = (name, value) =>
    Object.defineProperty(globalThis, name, {
      value,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  const { timers, process, console, Buffer } = builtins;

  for (const name of ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "setImmediate", "clearImmediate"]) {
    define(name, timers[name]);
  }
  define("global", globalThis);
  define("process", process);
  define("console", console);
  define("Buffer", Buffer);

  Object.defineProperty(Math, "random", {
    value: function random() {
      return host.random();
    },
    writable: true,
    configurable: true,
  });

  define("Event", Event);
  define("CustomEvent", CustomEvent);
  define("EventTarget", EventTarget);

  define("crypto", {
    getRandomValues(array) {
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      for (let i = 0; i < bytes.length; i++) {
        bytes[i] = host.random() * 256;
      }
      return array;
    },
    randomUUID() {
      const hex = (count) =>
        Array.from({ length: count }, () => Math.trunc(host.random() * 16).toString(16)).join("");
      return `${hex(8)}-${hex(4)}-4${hex(3)}-${"89ab"[Math.trunc(host.random() * 4)]}${hex(3)}-${hex(12)}`;
    },
  });

  define("structuredClone", (value) => clone(value, new Map()));

  for (const [name, message] of [
    ["WebSocket", NETWORK],
    ["XMLHttpRequest", NETWORK],
    ["EventSource", NETWORK],
    ["Worker", THREADS],
  ]) {
    define(
      name,
      class {
        constructor() {
          throw new NotAvailable(message);
        }
      },
    );
    Object.defineProperty(globalThis[name], "name", { value: name });
  }
  define("fetch", async () => {
    throw new NotAvailable(NETWORK);
  });

  define(
    "AbortController",
    class AbortController {
      constructor() {
        const listeners = [];
        this.signal = {
          aborted: false,
          reason: undefined,
          onabort: null,
          addEventListener: (_, listener) => listeners.push(listener),
          removeEventListener: (_, listener) => listeners.splice(listeners.indexOf(listener) >>> 0, 1),
          throwIfAborted() {
            if (this.aborted) {
              throw this.reason;
            }
          },
        };
        this.abort = (reason = new DOMException("This operation was aborted", "AbortError")) => {
          if (!this.signal.aborted) {
            this.signal.aborted = true;
            this.signal.reason = reason;
            this.signal.onabort?.({ type: "abort" });
            listeners.forEach((listener) => listener({ type: "abort" }));
          }
        };
      }
    },
  );
}

function notCloneable(what) {
  throw new DOMException(`${what} could not be cloned.`, "DataCloneError");
}

function clone(value, seen) {
  if (typeof value === "function" || typeof value === "symbol") {
    notCloneable(String(value));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (seen.has(value)) {
    return seen.get(value);
  }
  const keep = (copy) => {
    seen.set(value, copy);
    return copy;
  };
  if (Array.isArray(value)) {
    const copy = keep(new Array(value.length));
    for (const key of Object.keys(value)) {
      copy[key] = clone(value[key], seen);
    }
    return copy;
  }
  if (value instanceof Date) {
    return keep(new Date(value.getTime()));
  }
  if (value instanceof RegExp) {
    return keep(new RegExp(value.source, value.flags));
  }
  if (value instanceof Map) {
    const copy = keep(new Map());
    value.forEach((item, key) => copy.set(clone(key, seen), clone(item, seen)));
    return copy;
  }
  if (value instanceof Set) {
    const copy = keep(new Set());
    value.forEach((item) => copy.add(clone(item, seen)));
    return copy;
  }
  if (value instanceof ArrayBuffer) {
    return keep(value.slice(0));
  }
  if (ArrayBuffer.isView(value)) {
    const buffer = clone(value.buffer, seen);
    return keep(new value.constructor(buffer, value.byteOffset, value.length ?? value.byteLength));
  }
  if (value instanceof Error) {
    const copy = keep(Object.create(Object.getPrototypeOf(value)));
    for (const key of ["message", "stack", "cause"]) {
      if (Object.hasOwn(value, key)) {
        Object.defineProperty(copy, key, {
          value: clone(value[key], seen),
          writable: true,
          configurable: true,
        });
      }
    }
    return copy;
  }
  if (value instanceof WeakMap || value instanceof WeakSet || value instanceof Promise) {
    notCloneable(`#<${value.constructor.name}>`);
  }
  if (value instanceof Number || value instanceof String || value instanceof Boolean) {
    return keep(Object(value.valueOf()));
  }
  const copy = keep({});
  for (const key of Object.keys(value)) {
    copy[key] = clone(value[key], seen);
  }
  return copy;
}
