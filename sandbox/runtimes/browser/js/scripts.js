// The scripts of a page: classic ones, and modules, which jsdom leaves out.

import { URL } from "whatwg-url";

const ORIGIN = "http://localhost/";

let host = null;
let pages = null; // path of the page
let report = null;
let inline = 0;

export function bindScripts(theHost, onError) {
  host = theHost;
  report = onError;
}

export function beginScripts(path) {
  pages = path;
}

// The file that an address is; null for those of other hosts.
export function fileOf(url) {
  const text = String(url);
  if (!text.startsWith(ORIGIN)) {
    return null;
  }
  const path = text.slice(ORIGIN.length).replace(/[?#].*$/, "");
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

// Lines are counted from where the script begins in its page.
export function runScript(code, { filename, lineOffset }) {
  return host.script(fileOf(filename) ?? pages, "\n".repeat(lineOffset ?? 0) + code);
}

function resolve(base, name) {
  if (!/^(?:\.{0,2}\/|http:\/\/localhost\/)/.test(name)) {
    throw new TypeError(
      `Failed to resolve module specifier "${name}". Relative references must start with either "/", "./", or "../".`,
    );
  }
  const path = fileOf(new URL(name, ORIGIN + base).href);
  if (path === null || host.size(path) < 0) {
    throw new TypeError(`Failed to fetch dynamically imported module: ${ORIGIN}${path}`);
  }
  return path;
}

export const moduleHooks = {
  resolve,
  load: (path) => ({ source: host.readText(path) }),
};

function runModule(element, document) {
  let path;
  let source;
  if (element.hasAttributeNS(null, "src")) {
    path = fileOf(new URL(element.getAttributeNS(null, "src"), document.URL).href);
    source = path === null ? null : host.readText(path);
  } else {
    const folder = pages.includes("/") ? pages.slice(0, pages.lastIndexOf("/") + 1) : "";
    path = `${folder}inline-module-${++inline}`;
    source = element.text;
  }
  if (source === null || source === undefined) {
    report(new Error(`Could not load script: "${element.getAttributeNS(null, "src")}"`));
    return undefined;
  }
  try {
    const [promise] = host.module(path, source);
    return promise.then(undefined, report);
  } catch (error) {
    report(error);
    return undefined;
  }
}

// Modules run behind the parser, in their order; those that a script adds, at once.
export function prepareModule(element, parserDocument) {
  const document = element._ownerDocument;
  element._markAsAlreadyStarted();
  const execute = () => runModule(element, document);
  if (parserDocument === null) {
    Promise.resolve().then(execute);
  } else {
    document._scriptsToExecuteAfterParsing.push({ ready: Promise.resolve(), execute });
  }
  return undefined;
}
