// What a user does with a page: events as a browser makes them, trusted, sent
// through jsdom's own implementation and not through what scripts can replace.

const CLICKS = { bubbles: true, cancelable: true, composed: true };
const FIELDS = /^(?:text|search|url|tel|email|password|number|date|month|week|time|datetime-local|color|range)$/;

export function makeUser(window, loop) {
  const { fireAnEvent } = require("jsdom/lib/jsdom/living/helpers/events.js");
  const { isDisabled } = require("jsdom/lib/jsdom/living/helpers/form-controls.js");
  const { isFocusableAreaElement } = require("jsdom/lib/jsdom/living/helpers/focusing.js");
  const { implForWrapper } = require("jsdom/lib/generated/idl/utils.js");
  const idl = {
    event: require("jsdom/lib/generated/idl/Event.js"),
    mouse: require("jsdom/lib/generated/idl/MouseEvent.js"),
    pointer: require("jsdom/lib/generated/idl/PointerEvent.js"),
    key: require("jsdom/lib/generated/idl/KeyboardEvent.js"),
    input: require("jsdom/lib/generated/idl/InputEvent.js"),
    custom: require("jsdom/lib/generated/idl/CustomEvent.js"),
  };
  const document = window._document;
  const querySelector = window.Document.prototype.querySelector;
  const wrapper = window.document;
  let touched = null; // a field that was typed into, and what was in it before

  const find = (selector) => {
    const found = Reflect.apply(querySelector, wrapper, [selector]);
    return found === null ? null : implForWrapper(found);
  };
  // The document itself has the focus when no element has.
  const active = () => {
    const last = document._lastFocusedElement;
    return last && last.nodeType === 1 ? last : null;
  };
  const mouse = (name, target, more) =>
    fireAnEvent(name, target, idl.mouse, { ...CLICKS, view: window, ...more });
  const pointer = (name, target, more) =>
    fireAnEvent(name, target, idl.pointer, { ...CLICKS, view: window, pointerType: "mouse", ...more });
  const plain = (name, target, more) => fireAnEvent(name, target, idl.event, { bubbles: true, ...more });
  const isInput = (element) => element._localName === "input";
  const isField = (element) =>
    element._localName === "textarea" || (isInput(element) && FIELDS.test(element.type));
  const isBlocked = (element) => {
    const controls = ["button", "input", "select", "textarea", "option"];
    for (let at = element; at; at = at.parentNode) {
      if (controls.includes(at._localName)) {
        return isDisabled(at);
      }
    }
    return false;
  };

  // A browser tells of a change when the user leaves the field.
  function changed(except) {
    if (touched !== null && touched.field !== except) {
      const { field, before } = touched;
      touched = null;
      if (field.value !== before) {
        plain("change", field);
      }
    }
  }

  function focus(element) {
    if (active() !== element) {
      changed(element);
      element.focus();
    }
  }

  function click(element) {
    if (isBlocked(element)) {
      return;
    }
    pointer("pointerdown", element);
    if (mouse("mousedown", element, { detail: 1, buttons: 1 })) {
      let area = element;
      while (area && area.nodeType === 1 && !isFocusableAreaElement(area)) {
        area = area.parentNode;
      }
      if (area && area.nodeType === 1) {
        focus(area);
      } else {
        changed(null);
        active()?.blur();
      }
    }
    pointer("pointerup", element);
    mouse("mouseup", element, { detail: 1 });
    pointer("click", element, { detail: 1 });
  }

  function write(field, text, kind, data) {
    touched ??= { field, before: field.value };
    field.value = text;
    fireAnEvent("input", field, idl.input, { bubbles: true, composed: true, inputType: kind, data });
  }

  function character(field, char) {
    if (!isField(field) || isDisabled(field) || field.hasAttributeNS(null, "readonly")) {
      return;
    }
    const more = { bubbles: true, cancelable: true, composed: true, inputType: "insertText", data: char };
    const max = Number(field.getAttributeNS(null, "maxlength") ?? Infinity);
    if (fireAnEvent("beforeinput", field, idl.input, more) && field.value.length < max) {
      write(field, field.value + char, "insertText", char);
    }
  }

  function enter(element) {
    if (element._localName === "textarea") {
      character(element, "\n");
    } else if (isInput(element) && !/^(?:button|submit|reset|checkbox|radio)$/.test(element.type)) {
      changed(null);
      const { form } = element;
      if (form) {
        const buttons = form.elements;
        for (const control of buttons) {
          const kind = control._localName === "button" ? control.type : isInput(control) ? control.type : "";
          if (kind === "submit" || kind === "image") {
            if (!isDisabled(control)) {
              pointer("click", control);
            }
            return;
          }
        }
        form.requestSubmit();
      }
    } else if (["a", "button", "summary", "input"].includes(element._localName) && !isBlocked(element)) {
      pointer("click", element);
    }
  }

  function press(element, key) {
    const code = key.length === 1 && /[a-z]/i.test(key) ? `Key${key.toUpperCase()}` : key;
    const keys = { ...CLICKS, view: window, key, code };
    if (fireAnEvent("keydown", element, idl.key, keys)) {
      if (key === "Enter") {
        enter(element);
      } else if (key === " " && !isField(element)) {
        pointer("click", element);
      } else if (key === "Backspace" && isField(element)) {
        write(element, element.value.slice(0, -1), "deleteContentBackward", null);
      } else if ([...key].length === 1) {
        character(element, key);
      }
    }
    fireAnEvent("keyup", active() ?? element, idl.key, keys);
  }

  const on = {
    __proto__: null,
    click,
    "double-click"(element) {
      click(element);
      click(element);
      mouse("dblclick", element, { detail: 2 });
    },
    hover(element) {
      const quiet = { bubbles: false, cancelable: false };
      pointer("pointerover", element);
      pointer("pointerenter", element, quiet);
      mouse("mouseover", element);
      mouse("mouseenter", element, quiet);
      mouse("mousemove", element);
    },
    leave(element) {
      const quiet = { bubbles: false, cancelable: false };
      pointer("pointerout", element);
      pointer("pointerleave", element, quiet);
      mouse("mouseout", element);
      mouse("mouseleave", element, quiet);
    },
    focus,
    blur(element) {
      changed(null);
      element.blur();
    },
    submit(element) {
      changed(null);
      const form = element._localName === "form" ? element : element.form;
      form?.requestSubmit();
    },
    reset(element) {
      const form = element._localName === "form" ? element : element.form;
      form?.reset();
    },
    check(element) {
      if (!element.checked) {
        click(element);
      }
    },
    uncheck(element) {
      if (element.checked) {
        click(element);
      }
    },
    type(element, { text }) {
      focus(element);
      for (const char of text) {
        press(active() ?? element, char === "\n" ? "Enter" : char);
      }
    },
    fill(element, { text }) {
      focus(element);
      if (isBlocked(element) || element.hasAttributeNS(null, "readonly")) {
        return;
      }
      write(element, text, "insertReplacementText", null);
      changed(null);
    },
    select(element, { text }) {
      if (isBlocked(element)) {
        return;
      }
      focus(element);
      element.value = text;
      plain("input", element);
      plain("change", element);
    },
    press(element, { key }) {
      focus(element);
      press(element, key);
    },
    event(element, { name, init }) {
      const kind = "detail" in init ? idl.custom : "key" in init ? idl.key : idl.event;
      fireAnEvent(name, element, kind, { bubbles: true, cancelable: true, ...init });
    },
  };

  // Does one step; false when what it is about is not there.
  return function act(step) {
    if (step.do === "wait") {
      loop.advance(step.time);
      return true;
    }
    let element;
    if (step.do === "press" && step.on === null) {
      element = active() ?? document.body;
    } else {
      element = find(step.on);
    }
    if (!element) {
      return false;
    }
    if (step.do === "press" && step.on === null) {
      press(element, step.key);
    } else {
      on[step.do](element, step);
    }
    return true;
  };
}
