// QuickJS has no Atomics without threads; here there is one thread, so that
// plain reads and writes are atomic.

const update = (change) => (array, index, value) => {
  const before = array[index];
  array[index] = change(before, value);
  return before;
};

globalThis.Atomics ??= Object.defineProperty(
  {
    load: (array, index) => array[index],
    store(array, index, value) {
      array[index] = value;
      return value;
    },
    add: update((a, b) => a + b),
    sub: update((a, b) => a - b),
    and: update((a, b) => a & b),
    or: update((a, b) => a | b),
    xor: update((a, b) => a ^ b),
    exchange: update((_, b) => b),
    compareExchange(array, index, expected, value) {
      const before = array[index];
      if (before === expected) {
        array[index] = value;
      }
      return before;
    },
    isLockFree: () => true,
    notify: () => 0,
    wait() {
      throw new TypeError("Atomics.wait cannot be called here");
    },
  },
  Symbol.toStringTag,
  { value: "Atomics", configurable: true },
);
