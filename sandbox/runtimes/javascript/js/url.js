// URL and URLSearchParams, for addresses with a host: enough for exercises,
// not the whole standard.

const DEFAULT_PORTS = { "http:": "80", "https:": "443", "ws:": "80", "wss:": "443", "ftp:": "21" };
const SHAPE = /^([a-z][a-z0-9+.-]*:)(?:\/\/(?:([^:@/?#]*)(?::([^@/?#]*))?@)?([^:/?#]*|\[[^\]]*\])(?::(\d*))?)?([^?#]*)(\?[^#]*)?(#.*)?$/i;

const escape = (text) => encodeURIComponent(text).replace(/%20/g, "+").replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
const unescape = (text) => {
  const plain = text.replace(/\+/g, " ");
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
};
const tidy = (text) => encodeURI(text).replace(/%25([0-9a-f]{2})/gi, "%$1");

class URLSearchParams {
  #pairs = [];
  #changed = null;
  constructor(init = "", changed = null) {
    if (typeof init === "string") {
      for (const part of init.replace(/^\?/, "").split("&")) {
        if (part) {
          const [name, ...rest] = part.split("=");
          this.#pairs.push([unescape(name), unescape(rest.join("="))]);
        }
      }
    } else {
      for (const [name, value] of Symbol.iterator in init ? init : Object.entries(init)) {
        this.#pairs.push([String(name), String(value)]);
      }
    }
    this.#changed = changed;
  }
  #update() {
    this.#changed?.(this.toString());
  }
  get size() {
    return this.#pairs.length;
  }
  append(name, value) {
    this.#pairs.push([String(name), String(value)]);
    this.#update();
  }
  delete(name) {
    this.#pairs = this.#pairs.filter(([other]) => other !== String(name));
    this.#update();
  }
  get(name) {
    return this.#pairs.find(([other]) => other === String(name))?.[1] ?? null;
  }
  getAll(name) {
    return this.#pairs.filter(([other]) => other === String(name)).map(([, value]) => value);
  }
  has(name) {
    return this.#pairs.some(([other]) => other === String(name));
  }
  set(name, value) {
    const first = this.#pairs.find(([other]) => other === String(name));
    if (first) {
      this.#pairs = this.#pairs.filter((pair) => pair === first || pair[0] !== String(name));
      first[1] = String(value);
    } else {
      this.#pairs.push([String(name), String(value)]);
    }
    this.#update();
  }
  sort() {
    this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this.#update();
  }
  forEach(callback, self) {
    this.#pairs.forEach(([name, value]) => Reflect.apply(callback, self, [value, name, this]));
  }
  *entries() {
    yield* this.#pairs.map((pair) => [...pair]);
  }
  *keys() {
    yield* this.#pairs.map(([name]) => name);
  }
  *values() {
    yield* this.#pairs.map(([, value]) => value);
  }
  [Symbol.iterator]() {
    return this.entries();
  }
  toString() {
    return this.#pairs.map(([name, value]) => `${escape(name)}=${escape(value)}`).join("&");
  }
}

class URL {
  #part;
  #params;
  constructor(text, base) {
    text = String(text).trim();
    let match = SHAPE.exec(text);
    if (!match && base !== undefined) {
      const from = new URL(base);
      if (text.startsWith("//")) {
        match = SHAPE.exec(from.protocol + text);
      } else if (text.startsWith("/")) {
        match = SHAPE.exec(from.origin + text);
      } else if (/^[?#]/.test(text) || text === "") {
        match = SHAPE.exec(from.origin + from.pathname + (text.startsWith("#") ? from.search : "") + text);
      } else {
        match = SHAPE.exec(from.origin + from.pathname.replace(/[^/]*$/, "") + text);
      }
    }
    if (!match) {
      const error = new TypeError("Invalid URL");
      error.code = "ERR_INVALID_URL";
      error.input = text;
      throw error;
    }
    const [, protocol, user = "", password = "", host, port = "", path, search = "", hash = ""] = match;
    const scheme = protocol.toLowerCase();
    const special = scheme in DEFAULT_PORTS;
    const parts = [];
    if (special || host !== undefined) {
      for (const part of path.split("/").slice(1)) {
        if (part === "..") {
          parts.pop();
        } else if (part !== ".") {
          parts.push(part);
        }
      }
      if (/\/\.{1,2}$/.test(path)) {
        parts.push("");
      }
    }
    this.#part = {
      protocol: scheme,
      username: user,
      password,
      hostname: host?.toLowerCase() ?? "",
      authority: host !== undefined,
      port: port === DEFAULT_PORTS[scheme] ? "" : port,
      pathname: tidy(special || host !== undefined ? `/${parts.join("/")}` : path),
      search: search === "?" ? "" : tidy(search),
      hash: hash === "#" ? "" : tidy(hash),
    };
    this.#params = new URLSearchParams(this.#part.search, (query) => {
      this.#part.search = query ? `?${query}` : "";
    });
  }
  static canParse(text, base) {
    try {
      new URL(text, base);
      return true;
    } catch {
      return false;
    }
  }
  get origin() {
    return this.#part.protocol in DEFAULT_PORTS ? `${this.#part.protocol}//${this.host}` : "null";
  }
  get host() {
    return this.#part.hostname + (this.#part.port && `:${this.#part.port}`);
  }
  get searchParams() {
    return this.#params;
  }
  get href() {
    const { protocol, username, password, authority, pathname, search, hash } = this.#part;
    const user = username ? `${username}${password && `:${password}`}@` : "";
    return `${protocol}${authority ? "//" : ""}${user}${this.host}${pathname}${search}${hash}`;
  }
  static {
    for (const key of ["protocol", "username", "password", "hostname", "port", "pathname", "search", "hash"]) {
      Object.defineProperty(URL.prototype, key, {
        get() {
          return this.#part[key];
        },
        set(value) {
          this.#part[key] = String(value);
          if (key === "search") {
            this.#params = new URLSearchParams(String(value), (query) => {
              this.#part.search = query ? `?${query}` : "";
            });
          }
        },
        configurable: true,
        enumerable: true,
      });
    }
  }
  toString() {
    return this.href;
  }
  toJSON() {
    return this.href;
  }
}

export function installUrl() {
  for (const [name, value] of Object.entries({ URL, URLSearchParams })) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  }
}
