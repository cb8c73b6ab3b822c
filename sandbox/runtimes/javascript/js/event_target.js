// `EventTarget` and `Event`, as node has them, without capturing and bubbling.

export class Event {
  constructor(type, options = {}) {
    this.type = String(type);
    this.cancelable = Boolean(options?.cancelable);
    this.defaultPrevented = false;
    this.target = null;
    this.currentTarget = null;
  }
  preventDefault() {
    this.defaultPrevented = this.cancelable;
  }
  stopImmediatePropagation() {
    this._stopped = true;
  }
  stopPropagation() {}
}
Object.defineProperty(Event.prototype, "_stopped", { value: false, writable: true });

export class CustomEvent extends Event {
  constructor(type, options = {}) {
    super(type, options);
    this.detail = options?.detail ?? null;
  }
}

export class EventTarget {
  #listeners = new Map();

  addEventListener(type, listener, options) {
    if (listener === null || listener === undefined) {
      return;
    }
    const listeners = this.#listeners.get(type) ?? [];
    this.#listeners.set(type, listeners);
    if (!listeners.some((known) => known.listener === listener)) {
      listeners.push({ listener, once: Boolean(options?.once) });
    }
  }
  removeEventListener(type, listener) {
    const listeners = this.#listeners.get(type) ?? [];
    this.#listeners.set(type, listeners.filter((known) => known.listener !== listener));
  }
  dispatchEvent(event) {
    event.target = event.currentTarget = this;
    for (const { listener, once } of [...(this.#listeners.get(event.type) ?? [])]) {
      if (once) {
        this.removeEventListener(event.type, listener);
      }
      if (typeof listener === "function") {
        Reflect.apply(listener, this, [event]);
      } else {
        listener.handleEvent(event);
      }
      if (event._stopped) {
        break;
      }
    }
    return !event.defaultPrevented;
  }
}
