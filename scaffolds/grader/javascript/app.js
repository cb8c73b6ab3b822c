// A grader: runs the learner's program once and compares the words of its output.
//
// Functions are synchronous; the engine (QuickJS) has no console, timers or
// TextDecoder. An error that is not caught is in the plugin's runs (`weaverse
// plugin logs`); learners never see it.
import runner from "weaverse:plugin/runner@0.1.0";
import { decode, encode } from "./utf8.js";

const SCHEMA = {
  type: "object",
  required: ["expect"],
  properties: { input: { type: "string" }, expect: { type: "string" } },
};

const words = (text) => text.split(/\s+/).filter(Boolean).join(" ");

export const grader = {
  describe() {
    return { id: "{{id}}", version: "0.1.0", configSchema: JSON.stringify(SCHEMA), extra: null };
  },

  // Says what is wrong with a configuration (throws the list), or what it comes to.
  check(config) {
    const { input = "", expect } = JSON.parse(config);
    if (typeof expect !== "string") {
      throw [{ pointer: "/expect", message: "a text is needed" }];
    }
    return { maxPoints: 1000, samples: [{ name: "1", input, expected: expect, note: null }], extra: null };
  },

  grade(submission, config) {
    const { input = "", expect } = JSON.parse(config);
    const [outcome] = runner.run([
      {
        language: submission.language,
        files: submission.files,
        entry: submission.entry,
        invocation: { tag: "program", val: [] },
        stdin: encode(input),
        extra: null,
      },
    ]);
    const printed = decode(outcome.stdout);
    const right = outcome.status === "completed" && words(printed) === words(expect);
    const item = {
      name: "output",
      verdict: right ? "accepted" : "wrong-answer",
      points: right ? 1000 : 0,
      maxPoints: 1000,
      message: right ? "" : "The output is not what is expected.",
      details: [{ kind: "actual", text: printed.slice(0, 1000), visibility: "learner" }],
      visibility: "learner",
      fuel: outcome.fuel,
      extra: null,
    };
    return { items: [item], message: null, extra: null };
  },
};
