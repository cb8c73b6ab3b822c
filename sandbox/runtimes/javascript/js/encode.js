// What a called function returned, as JSON. Everything used here is taken
// before the learner's code runs.

const { apply, ownKeys } = Reflect;
const { isArray } = Array;
const { isFinite } = Number;
const { getOwnPropertyDescriptor } = Object;
const stringify = JSON.stringify;
const isWellFormed = String.prototype.isWellFormed;
const { isView } = ArrayBuffer;
const setEach = Set.prototype.forEach;
const setHas = Set.prototype.has;
const setAdd = Set.prototype.add;
const setDelete = Set.prototype.delete;
const mapEach = Map.prototype.forEach;
const tagOf = Object.prototype.toString;
const primitives = {
  __proto__: null,
  "[object Number]": Number.prototype.valueOf,
  "[object String]": String.prototype.valueOf,
  "[object Boolean]": Boolean.prototype.valueOf,
  "[object BigInt]": BigInt.prototype.valueOf,
};

const Open = Set;
const MAX_DEPTH = 1000;

class NotJson extends TypeError {}
Object.defineProperty(NotJson.prototype, "name", { value: "TypeError" });
Object.defineProperty(NotJson, "name", { value: "TypeError" });

function fail(what) {
  throw new NotJson(`the returned value ${what}`);
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
  if (apply(setHas, open, [value])) {
    fail("contains itself");
  }
  const toJson = value.toJSON;
  if (typeof toJson === "function") {
    return write(apply(toJson, value, [key]), open, depth + 1, key);
  }
  const tag = apply(tagOf, value, []);
  if (primitives[tag] !== undefined) {
    return write(apply(primitives[tag], value, []), open, depth + 1, key);
  }
  apply(setAdd, open, [value]);
  let out;
  if (isArray(value) || (isView(value) && tag !== "[object DataView]")) {
    out = "[";
    const length = value.length;
    for (let i = 0; i < length; i++) {
      out += (i > 0 ? "," : "") + write(value[i], open, depth + 1, `${i}`);
    }
    out += "]";
  } else if (tag === "[object Set]") {
    out = "";
    apply(setEach, value, [
      (item) => {
        out += (out ? "," : "") + write(item, open, depth + 1, "");
      },
    ]);
    out = `[${out}]`;
  } else if (tag === "[object Map]") {
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
  apply(setDelete, open, [value]);
  return out;
}

export function encode(value) {
  try {
    return write(value, new Open(), 0, "");
  } catch (error) {
    if (error instanceof RangeError) {
      fail("is nested too deeply for JSON");
    }
    throw error;
  }
}
