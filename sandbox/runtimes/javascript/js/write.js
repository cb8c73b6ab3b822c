// A text becomes bytes inside the guest, which costs fuel for each of them: in
// parts, a text that is far too long ends at the cap of the output instead.
const PART = 1 << 16;

export function writeInParts(write) {
  const { apply } = Reflect;
  const { slice, charCodeAt } = String.prototype;
  return (fd, text) => {
    let from = 0;
    while (text.length - from > PART) {
      const last = apply(charCodeAt, text, [from + PART - 1]);
      // Not between the halves of a character.
      const to = from + PART - (last >= 0xd800 && last < 0xdc00 ? 1 : 0);
      write(fd, apply(slice, text, [from, to]));
      from = to;
    }
    write(fd, from === 0 ? text : apply(slice, text, [from]));
  };
}
