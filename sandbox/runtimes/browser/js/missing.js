// What pages of lessons use and jsdom leaves out, as far as it follows from the
// document alone: there is no layout here.

const define = (owner, name, value) =>
  Object.defineProperty(owner, name, { value, writable: true, configurable: true });

export function addMissing(window) {
  const { Element, Event, HTMLDialogElement, HTMLElement, Node } = window;
  const content = Object.getOwnPropertyDescriptor(Node.prototype, "textContent");
  const { apply } = Reflect;

  Object.defineProperty(HTMLElement.prototype, "innerText", {
    get() {
      return apply(content.get, this, []);
    },
    set(text) {
      apply(content.set, this, [`${text}`]);
    },
    enumerable: true,
    configurable: true,
  });

  for (const name of ["scrollIntoView", "scrollTo", "scrollBy", "scroll"]) {
    Element.prototype[name] ?? define(Element.prototype, name, () => {});
    define(window, name, () => {});
  }

  dialogs(HTMLDialogElement.prototype, Event);

  // The page is as wide as the window says; a query that is more than a width does not hold.
  define(window, "matchMedia", function matchMedia(query) {
    const [, side, width] = /^\s*\(\s*(min|max)-width\s*:\s*(\d+)px\s*\)\s*$/.exec(query) ?? [];
    const fits = side === "min" ? window.innerWidth >= width : window.innerWidth <= width;
    const list = new window.EventTarget();
    return Object.assign(list, {
      media: `${query}`,
      matches: side !== undefined && fits,
      onchange: null,
      addListener() {},
      removeListener() {},
    });
  });

  for (const name of ["IntersectionObserver", "ResizeObserver"]) {
    const Observer = class {
      constructor(callback) {
        if (typeof callback !== "function") {
          throw new TypeError(`${name}: the callback is not a function`);
        }
      }
      observe() {}
      unobserve() {}
      disconnect() {}
      takeRecords() {
        return [];
      }
    };
    Object.defineProperty(Observer, "name", { value: name });
    define(window, name, Observer);
  }
}

function dialogs(prototype, Event) {
  const open = (dialog) => dialog.setAttribute("open", "");
  const returned = new WeakMap();
  const methods = {
    show() {
      open(this);
    },
    showModal() {
      if (this.hasAttribute("open")) {
        throw new DOMException("The element already has an 'open' attribute", "InvalidStateError");
      }
      open(this);
    },
    close(value) {
      if (this.hasAttribute("open")) {
        this.removeAttribute("open");
        if (value !== undefined) {
          returned.set(this, `${value}`);
        }
        this.dispatchEvent(new Event("close"));
      }
    },
  };
  for (const name of Object.keys(methods)) {
    prototype[name] ?? define(prototype, name, methods[name]);
  }
  if (!("returnValue" in prototype)) {
    Object.defineProperty(prototype, "returnValue", {
      get() {
        return returned.get(this) ?? "";
      },
      set(value) {
        returned.set(this, `${value}`);
      },
      configurable: true,
    });
  }
}
