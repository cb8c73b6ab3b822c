// Names and values, as pages set and read them; they live as long as the page.
export class CookieJar {
  #cookies = new Map();
  getCookieStringSync() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
  setCookieSync(text) {
    const [pair, ...attributes] = String(text).split(";");
    const at = pair.indexOf("=");
    const name = pair.slice(0, Math.max(at, 0)).trim();
    const gone = attributes.some((attribute) => /^\s*max-age\s*=\s*(?:0|-\d+)\s*$/i.test(attribute));
    if (gone) {
      this.#cookies.delete(name);
    } else {
      this.#cookies.set(name, pair.slice(at + 1).trim());
    }
  }
}
