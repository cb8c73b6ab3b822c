// Errors: what a program gets for what it cannot have, stack traces with the
// learner's frames only, and the report of an error that nobody caught.

import { translate } from "./messages.js";

const { apply } = Reflect;
const split = (text, by) => apply(String.prototype.split, text, [by]);
const SyntaxErrorPrototype = SyntaxError.prototype;

// Before the learner's text on the first line of a CommonJS file.
export const PREFIX = "(function (exports, require, module, __filename, __dirname) {";

export class NotAvailable extends Error {
  constructor(message) {
    super(message);
    this.code = "ERR_NOT_AVAILABLE";
  }
}
Object.defineProperty(NotAvailable.prototype, "name", {
  value: "NotAvailable",
  writable: true,
  configurable: true,
});

export const THREADS = "threads are not available in missions";
export const PROCESSES = "other processes are not available in missions";
export const NETWORK = "the network is not available in missions";

// A text that is longer is cut: stderr shares its cap with stdout.
function cut(text, size) {
  return text.length <= size
    ? text
    : `${text.slice(0, size / 2)}\n[... ${text.length - size} characters left out ...]\n${text.slice(-size / 2)}`;
}

export function makeErrors(host) {
  const own = new Set();
  const wrapped = new Map(); // path -> length of the wrapper's head
  const compileErrors = new WeakMap();

  // "at f (main.js:3:5)" with the column as the learner counts it.
  function frame(name, file, line, column) {
    if (line === 1) {
      column -= wrapped.get(file) ?? 0;
    }
    column = Math.max(column, 1);
    const place = `${file}:${line}:${column}`;
    return name && name !== "<anonymous>" ? `    at ${name} (${place})` : `    at ${place}`;
  }

  // The engine's own errors have no message of the learner's; what it would be
  // a coincidence to say in the same words.
  function reword(error, sites) {
    const better = translate(error.message, () => {
      const site = sites[0];
      const file = site?.getFileName();
      const line = own.has(file) ? site.getLineNumber() : 0;
      const text = line > 0 ? split(host.readText(file) ?? "", "\n")[line - 1] : undefined;
      const column = site?.getColumnNumber() - (line === 1 ? (wrapped.get(file) ?? 0) : 0);
      return text === undefined ? null : [text, Math.max(column, 1)];
    });
    if (better !== null) {
      error.message = better;
    }
  }

  // The names of the error's own classes.
  function makersOf(error) {
    const names = [];
    try {
      for (
        let prototype = Object.getPrototypeOf(error);
        prototype !== null && prototype !== Error.prototype && names.length < 10;
        prototype = Object.getPrototypeOf(prototype)
      ) {
        names.push(prototype.constructor?.name);
      }
    } catch {
      // A strange object: all its frames are shown.
    }
    return names;
  }

  Error.prepareStackTrace = (error, sites) => {
    let head;
    try {
      reword(error, sites);
      head = apply(Error.prototype.toString, error, []);
    } catch {
      head = "Error";
    }
    let text = head;
    // As in V8, the stack begins where the error is made, not in its class.
    let first = 0;
    const makers = makersOf(error);
    while (first < sites.length && makers.includes(sites[first].getFunctionName())) {
      first++;
    }
    for (let i = first; i < sites.length; i++) {
      const site = sites[i];
      const file = site.getFileName();
      if (own.has(file)) {
        text += "\n" + frame(site.getFunctionName(), file, site.getLineNumber(), site.getColumnNumber());
      }
    }
    return text;
  };

  function isError(value) {
    return typeof value === "object" && value !== null && value instanceof Error;
  }

  function read(value, key) {
    try {
      return value[key];
    } catch {
      return undefined;
    }
  }

  function kindOf(error) {
    if (!isError(error)) {
      return error === null ? "null" : typeof error;
    }
    const name = read(error, "name");
    const made = read(read(error, "constructor"), "name");
    if (typeof name === "string" && name && name !== "Error") {
      return name;
    }
    return typeof made === "string" && made ? made : "Error";
  }

  function messageOf(error) {
    try {
      return isError(error) ? String(error.message) : errors.inspect(error);
    } catch {
      return "";
    }
  }

  function firstPlace(stack) {
    const match = /^ {4}at (?:.*\()?(.+?):(\d+):(\d+)\)?$/m.exec(stack);
    return match && own.has(match[1])
      ? { file: match[1], line: Number(match[2]), column: Number(match[3]) }
      : null;
  }

  // The line that the error points at, as node prints it.
  function excerpt(place) {
    const source = host.readText(place.file);
    const line = source === null || source === undefined ? undefined : split(source, "\n")[place.line - 1];
    if (line === undefined || line.length > 500) {
      return `${place.file}:${place.line}\n`;
    }
    const indent = line.slice(0, Math.max(0, place.column - 1)).replace(/[^\t]/g, " ");
    return `${place.file}:${place.line}\n${line}\n${indent}^\n`;
  }

  const errors = {
    inspect: String,

    // The files of the run.
    begin(paths) {
      for (const path of paths) {
        own.add(path);
      }
    },

    wrapped,

    // V8 writes the head of a stack when it is first read: with the name that
    // a constructor has given the error by then.
    refresh(error) {
      const stack = read(error, "stack");
      const name = read(error, "name");
      if (typeof stack === "string" && typeof name === "string" && name) {
        const head = /^[A-Z]\w*(?=: |\n|$)/.exec(stack)?.[0];
        if (head && head !== name && !stack.startsWith(name)) {
          Object.defineProperty(error, "stack", {
            value: name + stack.slice(head.length),
            writable: true,
            configurable: true,
          });
        }
      }
      return error;
    },

    // Marks an error of the compiler, which stands at `file`.
    compileError(error, file) {
      if (isError(error) && Object.getPrototypeOf(error) === SyntaxErrorPrototype) {
        const stack = String(read(error, "stack"));
        const match = new RegExp(`at (?:.*\\()?${file.replace(/[^\w]/g, "\\$&")}:(\\d+):(\\d+)`).exec(stack);
        let place = null;
        if (match) {
          let line = Number(match[1]);
          let column = Number(match[2]);
          const last = split((host.readText(file) ?? "").trimEnd(), "\n");
          if (line > last.length) {
            line = last.length;
            column = last[line - 1].length + 1;
            if (!/^Could not find export/.test(error.message)) {
              error.message = "Unexpected end of input";
            }
          }
          const head = wrapped.get(file) ?? 0;
          if (line === 1 && column > head) {
            column -= head;
          }
          place = { file, line, column };
        }
        compileErrors.set(error, place ?? { file, line: 0, column: 0 });
      }
      return error;
    },

    isCompileError(error) {
      return isError(error) && compileErrors.has(error);
    },

    // The file that did not compile.
    compileFile(error) {
      return compileErrors.get(error)?.file;
    },

    isRefusal(error) {
      return isError(error) && (error instanceof NotAvailable || read(error, "cause") instanceof NotAvailable);
    },

    // The error for the outcome, and the text for stderr.
    describe(error) {
      const kind = cut(kindOf(error), 200);
      const message = cut(messageOf(error), 4096);
      let report;
      let traceback;
      if (errors.isCompileError(error)) {
        const place = compileErrors.get(error);
        traceback = `${place.line ? excerpt(place) : place.file + "\n"}\n${kind}: ${message}\n`;
        report = traceback;
      } else if (isError(error)) {
        errors.refresh(error);
        const stack = read(error, "stack");
        const title = message ? `${kind}: ${message}` : kind;
        traceback = typeof stack === "string" && stack.includes("\n    at ") ? `${stack}\n` : `${title}\n`;
        if (traceback.startsWith(`Error: ${message}`)) {
          traceback = title + traceback.slice(message ? message.length + 7 : 5);
        }
        const place = firstPlace(traceback);
        let shown = traceback;
        if (place !== null) {
          try {
            // As node shows it: with the error's own properties.
            shown = errors.inspect(error) + "\n";
            if (shown.startsWith(`Error: ${message}\n`)) {
              shown = title + shown.slice(message.length + 7);
            }
          } catch {
            // The error's own code threw: the stack will do.
          }
        }
        report = (place ? excerpt(place) + "\n" : "") + shown;
      } else {
        traceback = `Uncaught ${message}\n`;
        report = traceback;
      }
      return { kind, message, traceback: cut(traceback, 16384), report: cut(report, 16384) };
    },
  };
  return errors;
}
