// What stands for the learner's modules when the tests are only listed.

function make() {
  const target = function () {};
  return new Proxy(target, {
    get(_, key) {
      if (key === "then" || key === "asymmetricMatch") {
        return undefined;
      }
      if (key === Symbol.toPrimitive) {
        return () => 0;
      }
      if (key === Symbol.iterator) {
        return function* () {};
      }
      if (key === "prototype" || key === "length" || key === "name") {
        return target[key];
      }
      if (key === "map" || key === "filter" || key === "flatMap") {
        return () => [];
      }
      return make();
    },
    apply: () => make(),
    construct: () => make(),
    has: () => true,
  });
}

export const stub = make();

// The names that the test files import from modules.
export function importedNames(texts) {
  const names = new Set();
  for (const text of texts) {
    for (const [, list] of text.matchAll(/\bimport\s+(?:[\w$]+\s*,\s*)?\{([^}]*)\}\s*from\b/g)) {
      for (const part of list.replace(/\/\*[^]*?\*\/|\/\/.*$/gm, "").split(",")) {
        const name = part.trim().split(/\s+as\s+/)[0].trim();
        if (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) && name !== "default") {
          names.add(name);
        }
      }
    }
  }
  return [...names];
}
