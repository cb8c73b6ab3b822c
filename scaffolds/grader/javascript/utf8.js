// The engine has neither TextEncoder nor TextDecoder.

// Text to bytes.
export function encode(text) {
  const escaped = encodeURIComponent(text.toWellFormed());
  const raw = escaped.replace(/%(..)/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Uint8Array.from(raw, (c) => c.charCodeAt(0));
}

// Bytes to text; what is no UTF-8 becomes U+FFFD.
export function decode(bytes) {
  const parts = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at];
    const more =
      first < 0x80 ? 0 : first < 0xc2 ? -1 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : -1;
    let code = more < 0 ? 0xfffd : more === 0 ? first : first & (0x3f >> more);
    let used = 1;
    for (; used <= more; used++) {
      const next = bytes[at + used];
      if ((next & 0xc0) !== 0x80) {
        code = 0xfffd;
        break;
      }
      code = (code << 6) | (next & 0x3f);
    }
    const valid = code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000);
    parts.push(String.fromCodePoint(valid ? code : 0xfffd));
    at += used;
  }
  return parts.join("");
}
