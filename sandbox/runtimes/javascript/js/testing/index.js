// A tutor's test files against a learner's files: the function
// `weaverse:tests`. The tests run in vitest's runner with its `expect`; both
// are in the snapshot. The plan is as the Python runtime's.

import * as vitest from "@vitest/runner";
import { chai, checkAssertions, makeExpect, makeMocks, parts, startAssertions } from "./expect.js";
import { guard } from "./guard.js";
import { importedNames, stub } from "./stubs.js";

const OUTPUT = 500;
const TEXT = 2000;
const ENDED = '{"ended":true}';

const quote = JSON.stringify;
const slice = (text, end) => Reflect.apply(String.prototype.slice, text, [0, end]);
const cut = (text, size) => (text.length <= size ? text : `${slice(text, size)}…`);

// By hand: nothing that a program adds to objects takes part.
function json(fields) {
  let text = "";
  for (const key of Object.keys(fields)) {
    const value = fields[key];
    if (value === undefined) {
      continue;
    }
    let shown;
    if (Array.isArray(value)) {
      shown = "[";
      for (let i = 0; i < value.length; i++) {
        shown += (i ? "," : "") + quote(value[i]);
      }
      shown += "]";
    } else {
      shown = value === null ? "null" : quote(value);
    }
    text += `${text ? "," : ""}${quote(key)}:${shown}`;
  }
  return `{${text}}`;
}

// A first parameter that is taken apart is vitest's context, not `done`.
function wantsDone(callback) {
  return (
    callback.length > 0 &&
    !/^\s*(?:async\s*)?(?:function\s*\*?\s*[\w$]*\s*)?\(?\s*(?:\{|\[|context\b|ctx\b|_\b)/.test(
      Function.prototype.toString.call(callback),
    )
  );
}

function withDone(callback) {
  if (typeof callback !== "function" || !wantsDone(callback)) {
    return callback;
  }
  return () =>
    new Promise((resolve, reject) => {
      const done = (error) => (error ? reject(error instanceof Error ? error : new Error(String(error))) : resolve());
      done.fail = (error) => reject(error instanceof Error ? error : new Error(String(error ?? "failed")));
      try {
        const result = callback(done);
        result?.then?.(undefined, reject);
      } catch (error) {
        reject(error);
      }
    });
}

const CHAIN = new Set(["only", "skip", "todo", "concurrent", "sequential", "fails", "failing"]);

// Texts of test functions by the test's name, in order.
const sources = new Map();

function chained(test) {
  return new Proxy(test, {
    apply(target, self, args) {
      const source = args.find((arg) => typeof arg === "function");
      if (typeof args[0] === "string" && source) {
        sources.set(args[0], [...(sources.get(args[0]) ?? []), Function.prototype.toString.call(source)]);
      }
      return Reflect.apply(target, self, args.map(withDone));
    },
    get(target, key) {
      if (key === "failing") {
        return chained(target.fails);
      }
      const value = Reflect.get(target, key);
      return CHAIN.has(key) ? chained(value) : value;
    },
    set: () => false,
    defineProperty: () => false,
    deleteProperty: () => false,
    setPrototypeOf: () => false,
  });
}

function makeApi(expect, mocks) {
  const test = chained(vitest.test);
  const { describe, beforeAll, afterAll } = vitest;
  const beforeEach = (hook, timeout) => vitest.beforeEach(withDone(hook), timeout);
  const afterEach = (hook, timeout) => vitest.afterEach(withDone(hook), timeout);
  const around = {
    beforeAll: (hook, timeout) => beforeAll(withDone(hook), timeout),
    afterAll: (hook, timeout) => afterAll(withDone(hook), timeout),
  };
  const api = {
    test, it: test, describe, suite: describe, expect, beforeEach, afterEach, ...around,
    fit: test.only, fdescribe: describe.only,
    jest: mocks, vi: mocks, assert: chai.assert,
    onTestFailed: vitest.onTestFailed, onTestFinished: vitest.onTestFinished,
  };
  return { api, skipped: { xit: test, xtest: test, xdescribe: describe } };
}

export function makeTesting(host, { modules, builtins, errors, loop }) {
  let current;
  const expect = makeExpect(() => current);
  const mocks = makeMocks();
  const { api, skipped } = makeApi(expect, mocks);
  const emit = host.write;

  return function run(plan, own) {
    const { nonce } = plan;
    delete plan.nonce;
    const tell = (fields) => emit(1, `\n${nonce}${json(fields)}\n`);
    let printed = "";
    let more = 0;
    const keep = (text) => {
      const room = OUTPUT - printed.length;
      printed += slice(text, Math.max(room, 0));
      more += Math.max(text.length - Math.max(room, 0), 0);
    };
    host.write = (_, text) => keep(`${text}`);
    host.writeBytes = (_, bytes) => keep(host.decode(bytes));
    const output = () => {
      const text = more > 0 ? `${printed}… (${more} more characters)` : printed;
      printed = "";
      more = 0;
      return text;
    };
    loop.onUnhandled(() => true);

    const globals = { ...api };
    for (const [name, value] of Object.entries(skipped)) {
      globals[name] = plan.run_skipped === "none" ? value.skip : value;
    }
    const everything = plan.run_skipped === "all";
    const { vi, jest, assert, suite, fit, fdescribe, onTestFailed, onTestFinished, ...shown } = globals;
    builtins.add("vitest", { ...shown, suite, vi, assert, chai, onTestFailed, onTestFinished });
    builtins.add("@jest/globals", { ...shown, jest, fit, fdescribe });
    builtins.add("chai", { ...chai });
    builtins.add("test", nodeTest(globals));
    guard({
      ...parts(expect),
      globals: { ...shown, fit, fdescribe, jest, vi, suite },
    });
    Object.freeze(mocks);
    modules.hide(plan.tests, plan.list ? { stub, names: importedNames(Object.values(plan.tests)) } : null);

    const broken = [];
    const tests = [];
    const told = new Set();
    const uncaught = [];
    let compileError = null;
    let size = TEXT;

    const fieldsOf = (error) => {
      let message = "";
      let kind = "Error";
      let trace = "";
      try {
        kind = String(error?.name ?? "Error");
        message = String(error?.message ?? error);
        const stack = String(error?.stack ?? "");
        const at = stack.indexOf("\n    at ");
        trace = at < 0 ? "" : stack.slice(at + 1);
      } catch {
        // A strange object: the kind must do.
      }
      return { kind: cut(kind, 200), message: cut(message.replace(" // Object.is equality", ""), size), trace: cut(trace, size) };
    };
    const isFailure = (error) => {
      const name = String(error?.name ?? "");
      return name === "AssertionError" || name.startsWith("AssertionError") || error?.code === "ERR_ASSERTION" ||
        /^expected (?:any )?number of assertions|^Expect test to fail/.test(String(error?.message));
    };

    const end = (test, fields) => {
      told.add(test);
      tell({ test: test.key, ...fields, printed: output() });
    };
    const failed = (test, found, status) => {
      const [first] = found;
      end(test, { status: status ?? (isFailure(first) ? "fail" : "error"), ...fieldsOf(first) });
    };

    const walk = (task, names, visit) => {
      for (const child of task.tasks ?? []) {
        const path = [...names, child.name];
        if (child.type === "suite") {
          walk(child, path, visit);
        } else {
          visit(child, path);
        }
      }
    };

    const list = (files) => {
      files.forEach((file, index) => {
        const counts = new Map();
        walk(file, [], (test, path) => {
          const name = path.join(" > ");
          const count = counts.get(name) ?? 0;
          counts.set(name, count + 1);
          test.key = `${index}::${name}#${count}`;
          test.title = name;
          test.number = tests.length;
          if (everything && test.mode === "skip" && vitest.getFn(test)) {
            test.mode = "run";
          }
          tests.push(test);
        });
        if (everything) {
          const wake = (task) => {
            if (task.mode === "skip") {
              task.mode = "run";
            }
            (task.tasks ?? []).filter((child) => child.type === "suite").forEach(wake);
          };
          wake(file);
        }
        if (file.result?.state === "fail") {
          broken.push({ file: plan.collect[index], ...file.failure, printed: output() });
        }
      });
      size = Math.max(80, Math.min(TEXT, Math.trunc((plan.bytes ?? 40000) / Math.max(1, tests.length) / 3)));
    };

    const runner = {
      config: {
        root: "/", name: "", setupFiles: [], passWithNoTests: true, testNamePattern: undefined,
        allowOnly: true, sequence: { shuffle: false, concurrent: false, seed: 1, hooks: "stack", setupFiles: "list" },
        chaiConfig: {}, maxConcurrency: 1, testTimeout: plan.timeout ?? 5000, hookTimeout: 10000, retry: 0,
        includeTaskLocation: false, diffOptions: undefined, tags: [], tagsFilter: undefined, strictTags: false,
      },
      extendTaskContext(context) {
        context.expect = expect;
        return context;
      },
      onCollectStart(file) {
        runner.file = file;
      },
      async importFile(path) {
        try {
          await modules.importTest(path.slice(1));
        } catch (error) {
          if (errors.isCompileError(error) && own.has(errors.compileFile(error))) {
            compileError ??= error;
          }
          runner.file.failure = fieldsOf(error);
          const missing = error?.code?.endsWith?.("MODULE_NOT_FOUND") && /'([^']*)'/.exec(error.message);
          if (missing) {
            runner.file.failure.missing = missing[1];
          }
          throw error;
        }
      },
      onCollected(files) {
        list(files);
        if (compileError !== null) {
          throw compileError;
        }
        if (plan.list) {
          for (const test of tests) {
            tell({
              test: test.key,
              name: test.title,
              skip: test.mode === "skip" || test.mode === "todo" ? test.mode : undefined,
              code: plan.code ? cut(sources.get(test.name)?.shift() ?? "", size) : undefined,
            });
          }
          tests.forEach((test) => {
            test.mode = "skip";
          });
          for (const fields of broken) {
            tell(fields);
          }
          return;
        }
        tell({ count: tests.length, keys: tests.map((test) => test.key) });
        for (const fields of broken) {
          tell(fields);
        }
        for (const test of tests) {
          if (test.number < (plan.from ?? 0)) {
            test.mode = "skip";
            told.add(test);
          }
        }
      },
      onBeforeRunTask(test) {
        if (test.mode === "run" || test.mode === "queued") {
          tell({ begin: test.key });
          current = test;
        }
      },
      onBeforeTryTask() {
        uncaught.length = 0;
        startAssertions(expect);
      },
      onAfterTryTask() {
        if (uncaught.length > 0) {
          throw uncaught.shift();
        }
        checkAssertions(expect);
      },
      onAfterRunTask(test) {
        current = undefined;
        if (test.result.state === "fail") {
          failed(test, test.result.errors ?? [new Error("failed")]);
        } else {
          end(test, { status: test.result.state === "pass" ? "pass" : "skipped" });
        }
      },
    };

    // A hook of a suite that failed: tests that did not run, or those that did.
    const finish = (files) => {
      const upward = (suite, found) => {
        const all = suite.result?.errors ?? found;
        let last = null;
        for (const child of suite.tasks ?? []) {
          if (child.type === "suite") {
            last = upward(child, all) ?? last;
          } else if (told.has(child)) {
            last = child.number < (plan.from ?? 0) ? last : child;
          } else if (all && child.result) {
            failed(child, all, "error");
          } else if (child.result?.state === "skip") {
            end(child, { status: "skipped", message: String(child.result.note ?? "") });
          }
        }
        if (last !== null && suite.result?.errors) {
          // What comes after all tests of a suite failed.
          failed(last, suite.result.errors, "error");
        }
        return last;
      };
      files.forEach((file) => {
        if (!file.failure) {
          upward(file, null);
        }
      });
      tell({ end: tests.length });
    };

    const ended = vitest
      .startTests(plan.collect.map((path) => `/${path}`), runner)
      .then((files) => {
        if (!plan.list) {
          finish(files);
        }
        return ENDED;
      });
    return loop.until(ended, (error) => uncaught.push(error));
  };
}

function nodeTest(globals) {
  const { test, describe, beforeAll, afterAll, beforeEach, afterEach } = globals;
  return { default: test, test, it: test, describe, suite: describe, before: beforeAll, after: afterAll, beforeEach, afterEach };
}
