// The JavaScript half of the runtime: evaluated at build time, kept in the
// snapshot with a window that no page has seen. The engine calls what this
// function returns.
import "../../javascript/js/atomics.js";
import { makeBuiltins } from "../../javascript/js/builtins.js";
import { makeErrors } from "../../javascript/js/errors.js";
import { install as installGlobals } from "../../javascript/js/globals.js";
import { installLocale } from "../../javascript/js/locale.js";
import { makeLoop } from "../../javascript/js/loop.js";
import { installText } from "../../javascript/js/text.js";
import { installUrl } from "../../javascript/js/url.js";
import { writeInParts } from "../../javascript/js/write.js";
import { bind } from "./node/globals.js";

// A function that no page can define: its argument is a plan of steps.
const VISIT = "weaverse:page";
// What passes after each step, as it does for people: timers of no time and
// frames of animations happen.
const SETTLE = 20;
// How long a page that is only opened may go on.
const LINGER = 60_000;
const LINES = 1000;

export function setup(host) {
  host.write = writeInParts(host.write);
  installText(host);
  installUrl();
  installLocale();
  const errors = makeErrors(host);
  const loop = makeLoop(host, errors);
  const builtins = makeBuiltins(host, loop, errors);
  installGlobals(host, loop, builtins, errors);
  bind(host, loop);
  // Evaluated only here: they take the globals that are installed above.
  const { beginScripts, moduleHooks } = require("./scripts.js");
  const { makeList, makeObserve } = require("./observe.js");
  const record = makeRecord(host, errors, makeList);
  const window = require("./window.js").makeWindow(host, builtins, record);
  const document = window._document;
  const storage = window._currentOriginData.localStorageArea;
  const act = require("./user.js").makeUser(window, loop);
  const observe = makeObserve(window);
  const { parseURL } = require("whatwg-url");
  const { parse } = JSON;
  // Parsed here and not in each run: the stylesheet that every browser has.
  window.getComputedStyle(window.document.createElement("p")).display;
  loop.onUnhandled((reason) => {
    record.error(reason);
    return true;
  });
  require("./lock.js").lockAll([
    require("jsdom/lib/jsdom/living/nodes/Document-impl.js"),
    require("jsdom/lib/jsdom/living/nodes/HTMLInputElement-impl.js"),
    require("jsdom/lib/jsdom/living/nodes/HTMLTextAreaElement-impl.js"),
    require("jsdom/lib/jsdom/living/nodes/HTMLSelectElement-impl.js"),
    require("jsdom/lib/jsdom/living/nodes/HTMLOptionElement-impl.js"),
    require("jsdom/lib/jsdom/living/nodes/HTMLFormElement-impl.js"),
    require("jsdom/lib/jsdom/living/nodes/Text-impl.js"),
  ]);

  function open(path, address) {
    errors.begin(host.files());
    const url = parseURL(`http://localhost/${path}${address}`);
    document._URL = url;
    window._sessionHistory.currentEntry.url = url;
    beginScripts(path);
    document._startParsingSession().parse(host.readText(path) ?? "");
    loop.advance(SETTLE);
  }

  function visit(path, plan) {
    record.begin(plan.answers);
    for (let i = 0; i < plan.storage.length; i++) {
      storage.set(plan.storage[i][0], plan.storage[i][1]);
    }
    open(path, plan.address);
    let moments = plan.look ? observe(0, record) : "";
    for (let i = 0; i < plan.steps.length; i++) {
      const step = plan.steps[i];
      if (!record.hasLeft() && !act(step)) {
        const on = JSON.stringify(step.on);
        return `{"moments":[${moments}],"stuck":{"step":${i + 1},"on":${on}}}`;
      }
      loop.advance(SETTLE);
      if (step.look) {
        moments += `${moments ? "," : ""}${observe(i + 1, record)}`;
      }
    }
    return `{"moments":[${moments}],"stuck":null}`;
  }

  function guarded(action) {
    try {
      return { end: "completed", exitCode: 0, value: action() ?? null, raised: null };
    } catch (error) {
      const raised = errors.describe(error);
      host.write(2, raised.report);
      return { end: "runtime-error", exitCode: 1, value: null, raised };
    }
  }

  return {
    // A page that is only opened; what its console says is the output.
    program(path) {
      return guarded(() => {
        open(path, "");
        loop.advance(LINGER);
      });
    },

    call(path, name, args) {
      return guarded(() => {
        if (name !== VISIT) {
          throw new TypeError(`a page is not called: ${name}`);
        }
        return visit(path, parse(args)[0]);
      });
    },

    resolve: moduleHooks.resolve,
    load: moduleHooks.load,
    trackRejection: loop.trackRejection,
  };
}

// What the page says: to its console, in errors and in dialogs.
function makeRecord(host, errors, makeList) {
  const console = makeList(LINES);
  const raised = makeList(LINES);
  const dialogs = makeList(LINES);
  const emit = host.write;
  let answers = [];
  let asked = 0;
  let left = false;
  // The console writes through here, a line or more at a time.
  host.write = (fd, text) => {
    emit(fd, text);
    const lines = `${text}`.replace(/\n$/, "").split("\n");
    for (let i = 0; i < lines.length; i++) {
      console.add(lines[i]);
    }
  };
  const record = {
    begin(given) {
      answers = given;
    },
    error(error) {
      const { kind, message, report } = errors.describe(error);
      const place = /[^\s()]+:\d+:\d+/.exec(report)?.[0];
      raised.add(`${kind}: ${message}${place ? ` (${place})` : ""}`);
      emit(2, report);
    },
    warn(message) {
      raised.add(message);
      emit(2, `${message}\n`);
    },
    leave() {
      left = true;
      record.warn("The page was left, and with it everything that was on it.");
    },
    // The next answer that the plan has; otherwise yes, or what is suggested.
    ask(kind, message) {
      dialogs.add(message);
      if (kind === "alert") {
        return undefined;
      }
      return asked < answers.length ? answers[asked++] : undefined;
    },
    hasLeft: () => left,
    console: console.json,
    errors: raised.json,
    dialogs: dialogs.json,
  };
  return record;
}
