// The modules of a submission: ES modules and CommonJS, told apart by their
// text as node does: what does not compile as CommonJS is tried as a module.

import { PREFIX } from "./errors.js";

const MODULE_SYNTAX = /^[ \t]*(?:import|export)\b|\bimport\s*\.\s*meta\b|\bawait\b|[;}][ \t]*(?:import|export)\b/m;
const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;
const STRICT = /^(?:\s|\/\/.*|\/\*[^]*?\*\/)*(["'])use strict\1/;
const HOOK = "__weaverse_find";
const STUB = "weaverse:stub";

export function makeModules(host, builtins, errors, loop) {
  const cache = Object.create(null); // path -> CommonJS module
  const kinds = new Map(); // path -> { kind, compiled, source }
  const hidden = new Map(); // path -> text of a tutor's test file, which no program can open
  let stubs = null; // what stands for modules that are not there, when tests are listed
  let paths = new Set();
  let mainModule = null;

  function dirname(path) {
    const slash = path.lastIndexOf("/");
    return slash < 0 ? "" : path.slice(0, slash);
  }

  function join(folder, name) {
    const parts = name.startsWith("/") ? [] : folder.split("/").filter(Boolean);
    for (const part of name.split("/")) {
      if (part === "..") {
        parts.pop();
      } else if (part !== "." && part !== "") {
        parts.push(part);
      }
    }
    return parts.join("/");
  }

  function notFound(name, base, code) {
    const error = new Error(
      code === "MODULE_NOT_FOUND"
        ? `Cannot find module '${name}'`
        : `Cannot find ${/^[./]/.test(name) ? "module" : "package"} '${name}' imported from ${base}`,
    );
    error.code = code;
    return error;
  }

  function find(name, base, code) {
    const plain = name.startsWith("node:") ? name.slice(5) : name;
    if (builtins.has(plain)) {
      return `node:${plain}`;
    }
    if (!name.startsWith("node:")) {
      const stem = join(/^[./]/.test(name) ? dirname(base) : "", name.replace(/^file:\/\//, ""));
      if (/^(?:\.{0,2}\/|\.{1,2}$|file:)/.test(name)) {
        for (const path of [
          stem,
          `${stem}.js`,
          `${stem}.mjs`,
          `${stem}.cjs`,
          `${stem}.json`,
          stem ? `${stem}/index.js` : "index.js",
        ]) {
          if (hidden.has(path) || host.size(path) >= 0) {
            return path;
          }
        }
      }
    }
    if (stubs !== null) {
      return STUB;
    }
    throw notFound(name, base, code);
  }

  function clean(text) {
    if (text.charCodeAt(0) === 0xfeff) {
      text = text.slice(1);
    }
    return text.startsWith("#!") ? `//${text.slice(2)}` : text;
  }

  // Compiles a file one way or the other; nothing of it runs.
  function compile(path, hook) {
    const known = kinds.get(path);
    if (known) {
      return known;
    }
    const source = clean(hidden.get(path) ?? host.readText(path));
    let result;
    if (path.endsWith(".json")) {
      result = { kind: "json", source };
    } else if (path.endsWith(".mjs")) {
      result = { kind: "module", source };
    } else {
      try {
        const head = hook
          ? PREFIX.replace("__dirname)", `__dirname, ${HOOK})`) +
            (STRICT.test(source) ? '"use strict";' : "") +
            hook
          : PREFIX;
        errors.wrapped.set(path, head.length);
        const compiled = host.script(path, `${head}${source}\n})`);
        result = { kind: "commonjs", compiled, source };
      } catch (error) {
        if (path.endsWith(".cjs") || !MODULE_SYNTAX.test(source)) {
          throw errors.compileError(closing(error, path, source), path);
        }
        errors.wrapped.delete(path);
        result = { kind: "module", source };
      }
    }
    kinds.set(path, result);
    return result;
  }

  // An error in what stands behind the text: there is a bracket too few or too
  // many, and the text alone says which.
  function closing(error, path, source) {
    const line = Number(/:(\d+):\d+\)?$/m.exec(String(error?.stack))?.[1] ?? 0);
    if (line > source.trimEnd().split("\n").length) {
      try {
        host.check(path, source);
      } catch (better) {
        errors.wrapped.delete(path);
        return better;
      }
    }
    return error;
  }

  function declareModule(path, source) {
    try {
      return host.module(path, source);
    } catch (error) {
      throw mark(error, path);
    }
  }

  // Whose text does not compile: the file itself or one that it imports.
  function mark(error, path) {
    const stack = String(error?.stack);
    const found = /at (?:.*\()?([^()\s]+?):\d+:\d+/.exec(stack);
    return errors.compileError(error, found && paths.has(found[1]) ? found[1] : path);
  }

  class Module {
    constructor(path) {
      this.id = path;
      this.path = `/${dirname(path)}`;
      this.exports = {};
      this.filename = `/${path}`;
      this.loaded = false;
      this.children = [];
    }
  }

  function makeRequire(base) {
    const require = (name) => {
      if (typeof name !== "string") {
        const error = new TypeError('The "id" argument must be of type string.');
        error.code = "ERR_INVALID_ARG_TYPE";
        throw error;
      }
      const path = find(name, base, "MODULE_NOT_FOUND");
      if (path === STUB) {
        return stubs.stub;
      }
      return path.startsWith("node:") ? builtins.get(path.slice(5)) : requirePath(path);
    };
    require.resolve = (name) => {
      const path = find(name, base, "MODULE_NOT_FOUND");
      return path.startsWith("node:") ? name : `/${path}`;
    };
    require.cache = cache;
    require.main = mainModule;
    return require;
  }

  function requirePath(path) {
    const loaded = cache[path];
    if (loaded) {
      return loaded.exports;
    }
    const file = compile(path);
    const module = new Module(path);
    cache[path] = module;
    try {
      if (file.kind === "json") {
        module.exports = JSON.parse(file.source);
      } else if (file.kind === "commonjs") {
        runCommon(module, file.compiled, path, undefined);
      } else {
        const [done, namespace] = declareModule(path, file.source);
        loop.settle(done);
        module.exports = namespace;
      }
    } catch (error) {
      delete cache[path];
      throw error;
    }
    module.loaded = true;
    return module.exports;
  }

  function runCommon(module, compiled, path, hook) {
    const folder = dirname(path);
    Reflect.apply(compiled, module.exports, [
      module.exports,
      makeRequire(path),
      module,
      `/${path}`,
      folder ? `/${folder}` : "/",
      hook,
    ]);
    module.loaded = true;
  }

  // Finds `f` or `f.attribute` among what the entry file exports or declares.
  function finder(name, sources) {
    const [first, ...rest] = name.split(".");
    return () => {
      for (const source of sources) {
        let owner;
        let target = source(first);
        for (const key of rest) {
          owner = target;
          target = target === undefined || target === null ? undefined : target[key];
        }
        if (typeof target === "function") {
          return [target, owner];
        }
      }
      const error = new ReferenceError(`${mainModule.id} defines no function '${name}'`);
      error.stack = `${error.name}: ${error.message}`;
      throw error;
    };
  }

  return {
    begin(entry) {
      paths = new Set(host.files());
      errors.begin(paths);
      mainModule = new Module(entry);
      mainModule.id = entry;
    },

    // Runs the entry file; `done` is a promise when it is a module.
    runEntry(entry, name) {
      if (host.size(entry) < 0) {
        throw notFound(`/${entry}`, "", "MODULE_NOT_FOUND");
      }
      const first = name?.split(".")[0];
      const hookable = name !== null && NAME.test(first);
      let declared = null;
      let hook = null;
      if (hookable) {
        hook = `${HOOK}(() => typeof ${first} === "undefined" ? undefined : ${first});`;
        try {
          host.script(entry, `(() => { let ${first}; })`);
        } catch {
          hook = null;
        }
      }
      const file = compile(entry, hook);
      if (file.kind === "module") {
        let loaded = null;
        if (hook) {
          try {
            loaded = declareModule(entry, `${file.source}\n;export { ${first} as ${HOOK} };`);
          } catch (error) {
            if (Object.getPrototypeOf(error) !== SyntaxError.prototype) {
              throw error;
            }
          }
        }
        loaded ??= declareModule(entry, file.source);
        const [done, namespace] = loaded;
        const sources = [
          (key) => namespace[key],
          () => namespace[HOOK],
          (key) => namespace.default?.[key],
        ];
        return { done, find: name === null ? null : finder(name, sources) };
      }
      cache[entry] = mainModule;
      runCommon(mainModule, file.compiled, entry, (getter) => {
        declared = getter;
      });
      const sources = [
        (key) => mainModule.exports?.[key],
        () => declared?.(),
        (key) => (typeof mainModule.exports === "function" && mainModule.exports.name === key ? mainModule.exports : undefined),
        (key) => globalThis[key],
      ];
      return { done: undefined, find: name === null ? null : finder(name, sources) };
    },

    // Makes a tutor's files importable, but not files; `instead` stands for
    // the learner's modules.
    hide(files, instead) {
      for (const path of Object.keys(files)) {
        hidden.set(path, files[path]);
      }
      stubs = instead;
    },

    // Runs a test file.
    importTest(path) {
      const file = compile(path);
      if (file.kind !== "module") {
        return requirePath(path);
      }
      return declareModule(path, file.source)[0];
    },

    // The engine's: an ES module imports `name`.
    resolve(base, name) {
      return find(name, base, "ERR_MODULE_NOT_FOUND");
    },

    // The engine's: the text of a module, and the value behind it.
    load(path) {
      let value;
      if (path === STUB) {
        const names = stubs.names.map((name) => `export const ${name} = stub;`).join("");
        return { source: `const stub = import.meta.value; export default stub; ${names}`, value: stubs.stub };
      }
      if (path.startsWith("node:")) {
        value = builtins.get(path.slice(5));
      } else {
        const file = compile(path);
        if (file.kind === "module") {
          return { source: file.source };
        }
        value = requirePath(path);
      }
      let source = "const value = import.meta.value; export default value;";
      if (value !== null && (typeof value === "object" || typeof value === "function")) {
        const names = Object.keys(value).filter((key) => key !== "default" && NAME.test(key));
        source += `const {${names.map((key) => `${key}: $${key}`)}} = value;`;
        source += `export {${names.map((key) => `$${key} as ${key}`)}};`;
      }
      return { source, value };
    },
  };
}
