// Makes what jsdom and the observer rest on unchangeable for the page's
// scripts, which run in the same realm: what they replace stays as it was.
// Adding methods works, except to `Object.prototype`.

import { guard } from "../../javascript/js/testing/guard.js";

const { getOwnPropertyNames, getOwnPropertyDescriptor, getPrototypeOf, defineProperty } = Object;
const { ownKeys } = Reflect;

function lock(owner) {
  for (const key of ownKeys(owner)) {
    const property = getOwnPropertyDescriptor(owner, key);
    // An own `constructor` or a static name may be anybody's to set.
    if (property.configurable && key !== "constructor") {
      defineProperty(owner, key, "value" in property ? { writable: false, configurable: false } : { configurable: false });
    }
  }
}

export function lockAll(implementations) {
  guard({ globals: {}, keys: [], locked: [], frozen: [] });
  for (const name of getOwnPropertyNames(globalThis)) {
    const property = getOwnPropertyDescriptor(globalThis, name);
    const value = property.value;
    // Classes of the document; the page's own functions come later.
    if (typeof value === "function" && /^[A-Z]/.test(name) && value.prototype && name !== "Error" && !/Error$/.test(name)) {
      lock(value);
      if (!["Object", "Function"].includes(name)) {
        lock(value.prototype);
      }
    }
  }
  for (const file of implementations) {
    let prototype = file.implementation.prototype;
    while (prototype !== null && prototype !== Object.prototype) {
      lock(prototype);
      prototype = getPrototypeOf(prototype);
    }
  }
}
