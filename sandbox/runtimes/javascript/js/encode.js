// What a called function returned, as JSON. Everything used here is taken
// before the learner's code runs.

const { apply, ownKeys } = Reflect;
const { isArray } = Array;
const { isFinite } = Number;
const { getOwnPropertyDescriptor } = Object;
const stringify = JSON.stringify;
const isWellFormed = String.prototype.isWellFormed;
const TypedArray = Object.getPrototypeOf(Uint8Array);
const lengthOf = Object.getOwnPropertyDescriptor(TypedArray.prototype, "length").get;
const setSize = Object.getOwnPropertyDescriptor(Set.prototype, "size").get;
const mapSize = Object.getOwnPropertyDescriptor(Map.prototype, "size").get;
const setEach = Set.prototype.forEach;
const mapEach = Map.prototype.forEach;
const primitives = [
  Number.prototype.valueOf,
  String.prototype.valueOf,
  Boolean.prototype.valueOf,
  BigInt.prototype.valueOf,
];

const MAX_DEPTH = 1000;

class NotJson extends TypeError {}
Object.defineProperty(NotJson.prototype, "name", { value: "TypeError" });
Object.defineProperty(NotJson, "name", { value: "TypeError" });

function fail(what) {
  throw new NotJson(`the returned value ${what}`);
}

function brand(method, value) {
  try {
    apply(method, value, []);
    return true;
  } catch {
    return false;
  }
}

function text(value) {
  if (!apply(isWellFormed, value, [])) {
    fail("has text with a lone surrogate, which JSON cannot express");
  }
  return stringify(value);
}

function write(value, open, depth, key) {
  switch (typeof value) {
    case "string":
      return text(value);
    case "number":
      if (!isFinite(value)) {
        fail(`has ${value}, which JSON lacks`);
      }
      return `${value === 0 ? 0 : value}`;
    case "boolean":
      return value ? "true" : "false";
    case "undefined":
      return "null";
    case "bigint":
      fail("has a BigInt, which JSON lacks");
      break;
    case "symbol":
    case "function":
      fail(`has a ${typeof value}, which JSON cannot express`);
  }
  if (value === null) {
    return "null";
  }
  if (depth > MAX_DEPTH) {
    fail("is nested too deeply for JSON");
  }
  for (let i = 0; i < open.length; i++) {
    if (open[i] === value) {
      fail("contains itself");
    }
  }
  const toJson = value.toJSON;
  if (typeof toJson === "function") {
    return write(apply(toJson, value, [key]), open, depth + 1, key);
  }
  for (let i = 0; i < primitives.length; i++) {
    if (brand(primitives[i], value)) {
      return write(apply(primitives[i], value, []), open, depth + 1, key);
    }
  }
  open[open.length] = value;
  let out;
  if (isArray(value) || brand(lengthOf, value)) {
    out = "[";
    const length = value.length;
    for (let i = 0; i < length; i++) {
      out += (i > 0 ? "," : "") + write(value[i], open, depth + 1, `${i}`);
    }
    out += "]";
  } else if (brand(setSize, value)) {
    out = "";
    apply(setEach, value, [
      (item) => {
        out += (out ? "," : "") + write(item, open, depth + 1, "");
      },
    ]);
    out = `[${out}]`;
  } else if (brand(mapSize, value)) {
    out = "";
    apply(mapEach, value, [
      (item, name) => {
        if (typeof name !== "string" && typeof name !== "number") {
          fail("has a Map with keys that are not text");
        }
        out += `${out ? "," : ""}${text(`${name}`)}:${write(item, open, depth + 1, name)}`;
      },
    ]);
    out = `{${out}}`;
  } else {
    out = "";
    const keys = ownKeys(value);
    for (let i = 0; i < keys.length; i++) {
      const name = keys[i];
      if (typeof name !== "string" || !getOwnPropertyDescriptor(value, name)?.enumerable) {
        continue;
      }
      const item = value[name];
      if (item === undefined || typeof item === "function" || typeof item === "symbol") {
        continue;
      }
      out += `${out ? "," : ""}${text(name)}:${write(item, open, depth + 1, name)}`;
    }
    out = `{${out}}`;
  }
  open.length -= 1;
  return out;
}

export function encode(value) {
  try {
    return write(value, [], 0, "");
  } catch (error) {
    if (error instanceof RangeError) {
      fail("is nested too deeply for JSON");
    }
    throw error;
  }
}
