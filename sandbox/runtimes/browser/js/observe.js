// What the document is at a moment, written down for the grader: all nodes in
// order, each with its depth. Everything used here is taken before the page's
// scripts run, and the text is put together by hand: nothing that they replace
// takes part.

const { apply } = Reflect;
const stringify = JSON.stringify;
const toWellFormed = String.prototype.toWellFormed;
const mapEach = Map.prototype.forEach;
const { getOwnPropertyDescriptor } = Object;

const HTML = "http://www.w3.org/1999/xhtml";
const ELEMENT = 1;
const TEXT = 3;
const DOCTYPE = 10;

const quote = (text) => stringify(apply(toWellFormed, `${text}`, []));

// The getter of an implementation's class, for objects of it.
function getter(file, name) {
  let prototype = file.implementation.prototype;
  while (prototype !== null) {
    const found = getOwnPropertyDescriptor(prototype, name)?.get;
    if (found) {
      return (impl) => apply(found, impl, []);
    }
    prototype = Object.getPrototypeOf(prototype);
  }
  throw new Error(`jsdom has no ${name} any more`);
}

export function makeObserve(window) {
  const node = require("jsdom/lib/jsdom/living/nodes/Node-impl.js");
  const input = require("jsdom/lib/jsdom/living/nodes/HTMLInputElement-impl.js");
  const area = require("jsdom/lib/jsdom/living/nodes/HTMLTextAreaElement-impl.js");
  const choice = require("jsdom/lib/jsdom/living/nodes/HTMLSelectElement-impl.js");
  const firstChild = getter(node, "firstChild");
  const nextSibling = getter(node, "nextSibling");
  const parentNode = getter(node, "parentNode");
  const values = {
    __proto__: null,
    input: getter(input, "value"),
    textarea: getter(area, "value"),
    select: getter(choice, "value"),
  };
  const inputType = getter(input, "type");
  const checkedOf = getter(input, "checked");
  const document = window._document;
  const stored = window._currentOriginData.localStorageArea;
  const lastFocused = getOwnPropertyDescriptor(Object.getPrototypeOf(document), "_lastFocusedElement")?.get;
  const { serializeURL } = require("whatwg-url");

  function control(element, name) {
    let text = "";
    const add = (key, value) => {
      text += `${text ? "," : ""}"${key}":${value}`;
    };
    const read = values[name];
    if (read !== undefined) {
      add("value", quote(read(element)));
    }
    if (name === "input") {
      const type = inputType(element);
      if (type === "checkbox" || type === "radio") {
        add("checked", checkedOf(element) ? "true" : "false");
      }
    } else if (name === "option") {
      add("checked", element._selectedness ? "true" : "false");
    }
    if (lastFocused && apply(lastFocused, document, []) === element) {
      add("focused", "true");
    }
    return `{${text}}`;
  }

  function attributes(element) {
    const list = element._attributeList;
    let text = "";
    for (let i = 0; i < list.length; i++) {
      const attribute = list[i];
      const prefix = attribute._namespacePrefix;
      const name = prefix ? `${prefix}:${attribute._localName}` : attribute._localName;
      text += `${i ? "," : ""}${quote(name)},${quote(attribute._value)}`;
    }
    return `[${text}]`;
  }

  function entry(current, depth) {
    if (current.nodeType === TEXT) {
      return `[${depth},${quote(current._data)}]`;
    }
    const name = current._localName;
    const space = current._namespaceURI;
    const isHtml = space === HTML;
    const state = isHtml ? control(current, name) : "{}";
    return `[${depth},${quote(name)},${quote(isHtml ? "" : space)},${attributes(current)},${state}]`;
  }

  function nodes() {
    let text = "";
    let depth = 1;
    let current = firstChild(document);
    while (current) {
      const type = current.nodeType;
      if (type === ELEMENT || type === TEXT) {
        text += `${text ? "," : ""}${entry(current, depth)}`;
      }
      const child = type === ELEMENT ? firstChild(current) : null;
      if (child) {
        current = child;
        depth++;
        continue;
      }
      while (current && current !== document && !nextSibling(current)) {
        current = parentNode(current);
        depth--;
      }
      current = current === document || !current ? null : nextSibling(current);
    }
    return text;
  }

  function doctype() {
    for (let child = firstChild(document); child; child = nextSibling(child)) {
      if (child.nodeType === DOCTYPE) {
        return quote(child.name);
      }
    }
    return "null";
  }

  function storage() {
    let text = "";
    apply(mapEach, stored, [
      (value, key) => {
        text += `${text ? "," : ""}[${quote(key)},${quote(value)}]`;
      },
    ]);
    return text;
  }

  // `record` has what was said so far, as text.
  return function observe(after, record) {
    const left = record.hasLeft();
    const tree = left ? "" : nodes();
    const quirks = document._mode === "quirks";
    return (
      `{"after":${after},"nodes":[${tree}],"doctype":${left ? "null" : doctype()},"quirks":${quirks},` +
      `"console":${record.console()},"errors":${record.errors()},"dialogs":${record.dialogs()},` +
      `"storage":[${storage()}],"url":${quote(serializeURL(document._URL))}}`
    );
  };
}

// A list of texts that grows, as JSON: no array that a page could reach into.
export function makeList(limit) {
  let text = "";
  let count = 0;
  return {
    add(line) {
      if (count < limit) {
        count++;
        text += `${text ? "," : ""}${quote(line)}`;
      }
    },
    json: () => `[${text}]`,
  };
}
