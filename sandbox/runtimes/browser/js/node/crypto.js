// Random numbers of the host.

let random = null;

export function onRandom(source) {
  random = source;
}

export const implementation = class {
  getRandomValues(array) {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let i = 0; i < bytes.length; i++) {
      bytes[i] = random() * 256;
    }
    return array;
  }
  randomUUID() {
    const hex = (count) =>
      Array.from({ length: count }, () => Math.trunc(random() * 16).toString(16)).join("");
    return `${hex(8)}-${hex(4)}-4${hex(3)}-${"89ab"[Math.trunc(random() * 4)]}${hex(3)}-${hex(12)}`;
  }
};
