// A language runtime: a small stack language.
//
// `3 4 + .` prints 7. `read` pushes the next number of the input. Everything
// at the top level happens at build time; `run` happens once in a fresh
// instance.
import stdio from "weaverse:plugin/stdio@0.1.0";
import { decode, encode } from "./utf8.js";

const OPERATORS = { "+": (a, b) => a + b, "-": (a, b) => a - b, "*": (a, b) => a * b };

// How a program ends early.
class Failed extends Error {
  constructor(end, kind, message) {
    super(message);
    Object.assign(this, { end, kind });
  }
}

function words(source) {
  const found = [];
  source.split("\n").forEach((line, index) => {
    for (const word of line.split("#")[0].split(/\s+/).filter(Boolean)) {
      if (!(word in OPERATORS) && word !== "read" && word !== "." && !/^-?\d+$/.test(word)) {
        throw new Failed("compile-error", "SyntaxError", `line ${index + 1}: '${word}' is unknown`);
      }
      found.push([index + 1, word]);
    }
  });
  return found;
}

function input() {
  const bytes = [];
  for (let chunk = stdio.readStdin(65536); chunk.length > 0; chunk = stdio.readStdin(65536)) {
    for (const byte of chunk) bytes.push(byte);
  }
  return decode(bytes).split(/\s+/).filter(Boolean);
}

function runProgram(source) {
  const program = words(source); // Everything is read before anything is run.
  const [stack, numbers] = [[], input()];
  for (const [line, word] of program) {
    const pop = () => {
      if (stack.length === 0) {
        throw new Failed("runtime-error", "StackError", `line ${line}: too few numbers for ${word}`);
      }
      return stack.pop();
    };
    if (word in OPERATORS) {
      const [b, a] = [pop(), pop()];
      stack.push(OPERATORS[word](a, b));
    } else if (word === "read") {
      const number = numbers.shift();
      if (!/^-?\d+$/.test(number ?? "")) {
        throw new Failed("runtime-error", "InputError", `line ${line}: no number to read`);
      }
      stack.push(BigInt(number));
    } else if (word === ".") {
      stdio.writeStdout(encode(`${pop()}\n`));
    } else {
      stack.push(BigInt(word));
    }
  }
}

export const runtime = {
  describe() {
    return {
      id: "{{id}}",
      version: "0.1.0",
      name: "{{name}}",
      extensions: ["{{extension}}"],
      defaultEntry: "main.{{extension}}",
      extra: null,
    };
  },

  run(request) {
    try {
      if (request.invocation.tag !== "program") {
        throw new Failed("refused", "NotAvailable", "this language has no functions to call");
      }
      const file = request.files.find(({ path }) => path === request.entry);
      if (!file) throw new Failed("compile-error", "SyntaxError", `there is no file ${request.entry}`);
      runProgram(decode(file.content));
    } catch (failed) {
      if (!(failed instanceof Failed)) throw failed;
      stdio.writeStderr(encode(`${failed.kind}: ${failed.message}\n`));
      const raised = { kind: failed.kind, message: failed.message, traceback: "" };
      return { end: failed.end, exitCode: 1, value: null, raised, extra: null };
    }
    return { end: "completed", exitCode: 0, value: null, raised: null, extra: null };
  },
};
