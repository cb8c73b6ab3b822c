// Makes what the tests rest on unchangeable for the learner's code, which runs
// in the same realm: the built-in functions, and the tools of the tests.

const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, freeze, preventExtensions } = Object;
const { ownKeys } = Reflect;

// Existing properties cannot be changed any more; new ones can be added.
function lock(owner, except = []) {
  for (const key of ownKeys(owner)) {
    const property = getOwnPropertyDescriptor(owner, key);
    if (!property.configurable || except.includes(key)) {
      continue;
    }
    defineProperty(owner, key, "value" in property ? { writable: false, configurable: false } : { configurable: false });
  }
}

// As `lock`, but objects that inherit can be given a property of their own by
// assignment, as programs do with `toString` or `constructor`.
function lockInherited(owner) {
  for (const key of ownKeys(owner)) {
    const property = getOwnPropertyDescriptor(owner, key);
    if (!property.configurable || !("value" in property)) {
      continue;
    }
    const { value, enumerable } = property;
    defineProperty(owner, key, {
      get: () => value,
      set(next) {
        if (this === owner) {
          throw new TypeError(`Cannot assign to read only property '${String(key)}' of object`);
        }
        defineProperty(this, key, { value: next, writable: true, enumerable: true, configurable: true });
      },
      enumerable,
      configurable: false,
    });
  }
}

const NAMES = [
  "Object", "Reflect", "JSON", "Promise", "Symbol", "Array", "Map", "Set", "WeakMap", "WeakSet",
  "String", "Number", "Boolean", "BigInt", "RegExp", "Proxy", "Function", "isNaN", "isFinite",
  "parseInt", "parseFloat",
];

export function guard(parts) {
  for (const name of NAMES) {
    const value = globalThis[name];
    defineProperty(globalThis, name, { value, writable: false, configurable: false });
    if (name !== "Function") {
      lock(value);
    }
    if (typeof value === "function" && value.prototype && name !== "Object" && name !== "Function") {
      lock(value.prototype);
    }
  }
  lock(Math, ["random"]);
  const generator = getPrototypeOf(function* () {});
  const asyncGenerator = getPrototypeOf(async function* () {});
  for (const value of [
    getPrototypeOf([][Symbol.iterator]()),
    getPrototypeOf(new Map()[Symbol.iterator]()),
    getPrototypeOf(new Set()[Symbol.iterator]()),
    getPrototypeOf(""[Symbol.iterator]()),
    getPrototypeOf(getPrototypeOf([][Symbol.iterator]())),
    generator.prototype,
    asyncGenerator.prototype,
  ]) {
    lock(value, ["constructor", Symbol.toStringTag]);
  }
  for (const key of ["call", "apply", "bind", Symbol.hasInstance]) {
    const property = getOwnPropertyDescriptor(Function.prototype, key);
    if (property?.configurable) {
      defineProperty(Function.prototype, key, { writable: false, configurable: false });
    }
  }
  lockInherited(Object.prototype);
  preventExtensions(Object.prototype);
  parts.locked.forEach((owner) => lock(owner));
  parts.frozen.forEach((owner) => freeze(owner));
  for (const key of [...parts.keys, ...Object.keys(parts.globals)]) {
    if (key in parts.globals) {
      defineProperty(globalThis, key, {
        value: parts.globals[key],
        writable: false,
        enumerable: false,
        configurable: false,
      });
    } else if (getOwnPropertyDescriptor(globalThis, key)?.configurable) {
      defineProperty(globalThis, key, { configurable: false });
    }
  }
}
