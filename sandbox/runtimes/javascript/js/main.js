// The JavaScript half of the runtime: evaluated at build time, kept in the
// snapshot. The engine calls what this function returns.
import "./atomics.js";
import { install as installGlobals } from "./globals.js";
import { makeErrors } from "./errors.js";
import { makeModules } from "./modules.js";
import { makeLoop } from "./loop.js";
import { makeBuiltins } from "./builtins.js";
import { encode } from "./encode.js";
import { installText } from "./text.js";
import { installUrl } from "./url.js";
import { installLocale } from "./locale.js";
import { writeInParts } from "./write.js";

// A function that no program can define: its argument is a plan of tests.
const TESTS = "weaverse:tests";

export function setup(host) {
  host.write = writeInParts(host.write);
  installText(host);
  installUrl();
  installLocale();
  const errors = makeErrors(host);
  const loop = makeLoop(host, errors);
  const builtins = makeBuiltins(host, loop, errors);
  const modules = makeModules(host, builtins, errors, loop);
  const process = builtins.process;
  installGlobals(host, loop, builtins, errors);
  const parse = JSON.parse;
  // Evaluated only here: its libraries take the globals that are installed above.
  const { makeTesting } = require("./testing/index.js");
  const runTests = makeTesting(host, { modules, builtins, errors, loop });

  // Runs the learner's code to its end; `action` gives a promise for modules
  // with top-level await and for async functions.
  function guarded(action) {
    let value = null;
    try {
      const outcome = action();
      loop.run();
      value = loop.settle(outcome);
      process.finish("exit");
    } catch (error) {
      return failed(error);
    }
    return { end: "completed", exitCode: process.code(), value, raised: null };
  }

  function failed(error) {
    if (process.uncaught(error)) {
      return guarded(() => undefined);
    }
    const raised = errors.describe(error);
    host.write(2, raised.report);
    try {
      process.exitCode ??= 1;
      process.finish("exit");
    } catch {
      // A handler of `exit` that throws changes nothing any more.
    }
    const end = errors.isRefusal(error)
      ? "refused"
      : errors.isCompileError(error)
        ? "compile-error"
        : "runtime-error";
    return { end, exitCode: 1, value: null, raised };
  }

  return {
    program(entry, args) {
      modules.begin(entry);
      process.begin(entry, args);
      return guarded(() => modules.runEntry(entry, null).done);
    },

    call(entry, name, args) {
      modules.begin(entry);
      process.begin(entry, []);
      const values = parse(args);
      if (name === TESTS) {
        return guarded(() => runTests(values[0], new Set(host.files())));
      }
      const result = guarded(() => {
        const loaded = modules.runEntry(entry, name);
        loop.run();
        loop.settle(loaded.done);
        const [target, owner] = loaded.find();
        const outcome = Reflect.apply(target, owner, values);
        loop.run();
        return { value: encode(loop.settle(outcome)) };
      });
      result.value &&= result.value.value;
      return result;
    },

    resolve: modules.resolve,
    load: modules.load,
    trackRejection: loop.trackRejection,
  };
}
