// The window: the engine's own global object, made a browser's by jsdom.

import { CookieJar } from "tough-cookie";
import { NETWORK, NotAvailable } from "../../javascript/js/errors.js";
import { addMissing } from "./missing.js";
import { onRandom } from "./node/crypto.js";
import { onLoad } from "./node/dispatcher.js";
import { onScript } from "./node/vm.js";
import { bindScripts, fileOf, runScript } from "./scripts.js";

// What jsdom says when a page would go to another one.
const LEAVES = /navigation to another|HTMLFormElement's|traversing/;
// What the globals of programs have and those of pages do not.
const NOT_OF_PAGES = ["process", "global", "Buffer", "setImmediate", "clearImmediate"];
const ADDRESS = "http://localhost/index.html";

export function makeWindow(host, builtins, record) {
  const { createWindow } = require("jsdom/lib/jsdom/browser/Window.js");
  const VirtualConsole = require("jsdom/lib/jsdom/virtual-console.js");
  const virtualConsole = new VirtualConsole();
  virtualConsole.on("jsdomError", (error) => {
    if (error.type === "unhandled-exception") {
      record.error(error.cause);
    } else if (LEAVES.test(error.message)) {
      record.leave();
    } else if (error.type === "not-implemented") {
      host.write(2, `${error.message}\n`);
    } else if (error.type !== "css-parsing") {
      record.warn(error.message);
    }
  });
  onRandom(() => host.random());
  onScript(runScript);
  onLoad((url) => {
    const path = fileOf(url);
    return path === null ? null : host.readFile(path);
  });
  bindScripts(host, (error) => record.error(error));
  for (const name of NOT_OF_PAGES) {
    delete globalThis[name];
  }
  const window = createWindow({
    settings: {
      runScripts: "dangerously",
      pretendToBeVisual: true,
      storageQuota: 5_000_000,
      cookieJar: new CookieJar(),
      virtualConsole,
      userAgent: "Mozilla/5.0 (Weaverse) jsdom",
      dispatcher: null,
      loadSubresources: true,
    },
    documentOptions: {
      url: ADDRESS,
      referrer: "",
      contentType: "text/html",
      parsingMode: "html",
      encoding: "UTF-8",
      parseOptions: { sourceCodeLocationInfo: true },
    },
  });
  // Elements as globals by their ids: a proxy behind the global object, with which
  // names that nobody defined would be no `ReferenceError` on this engine.
  Object.setPrototypeOf(window.Window.prototype, window.EventTarget.prototype);
  nameControls(window);
  const define = (name, value) =>
    Object.defineProperty(window, name, { value, writable: true, configurable: true });
  define("console", builtins.console);
  define("fetch", async function fetch() {
    throw new NotAvailable(NETWORK);
  });
  define("alert", function alert(message = "") {
    record.ask("alert", `${message}`);
  });
  define("confirm", function confirm(message = "") {
    return record.ask("confirm", `${message}`) !== false;
  });
  define("prompt", function prompt(message = "", preset = "") {
    const answer = record.ask("prompt", `${message}`);
    return answer === false ? null : typeof answer === "string" ? answer : `${preset}`;
  });
  addMissing(window);
  return window;
}

// `form.name` for `form.elements.name`, which jsdom does not have.
function nameControls({ HTMLFormElement }) {
  const { prototype } = HTMLFormElement;
  const elements = Object.getOwnPropertyDescriptor(prototype, "elements").get;
  const { apply, get } = Reflect;
  Object.setPrototypeOf(
    prototype,
    new Proxy(Object.getPrototypeOf(prototype), {
      get(target, key, form) {
        if (typeof key !== "string" || key in target || form === prototype) {
          return get(target, key, form);
        }
        return apply(elements, form, []).namedItem(key) ?? undefined;
      },
    }),
  );
}
