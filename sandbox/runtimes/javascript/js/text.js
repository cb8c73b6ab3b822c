// TextEncoder and TextDecoder, for UTF-8.

export function installText(host) {
  class TextEncoder {
    get encoding() {
      return "utf-8";
    }
    encode(text = "") {
      return host.encode(String(text));
    }
    encodeInto(text, target) {
      const bytes = host.encode(String(text)).subarray(0, target.length);
      target.set(bytes);
      return { read: host.decode(bytes).length, written: bytes.length };
    }
  }
  class TextDecoder {
    constructor(label = "utf-8", options = {}) {
      const name = String(label).trim().toLowerCase();
      if (!["utf-8", "utf8", "unicode-1-1-utf-8"].includes(name)) {
        throw new RangeError(`The "${label}" encoding is not supported`);
      }
      this.encoding = "utf-8";
      this.fatal = Boolean(options.fatal);
      this.ignoreBOM = Boolean(options.ignoreBOM);
    }
    decode(input = new Uint8Array()) {
      const view = ArrayBuffer.isView(input) ? input : new Uint8Array(input);
      const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      const text = host.decode(bytes);
      if (this.fatal && text.includes("\ufffd") && host.encode(text).length !== bytes.length) {
        throw new TypeError("The encoded data was not valid for encoding utf-8");
      }
      return !this.ignoreBOM && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    }
  }
  for (const [name, value] of Object.entries({ TextEncoder, TextDecoder })) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  }
}
