export function createBus() {
  const entries = new Map();

  function add(name, listener, once) {
    const entry = { listener, once, active: true };
    entries.set(name, [...(entries.get(name) ?? []), entry]);
    return () => remove(name, entry);
  }

  function remove(name, entry) {
    entry.active = false;
    entries.set(name, (entries.get(name) ?? []).filter((other) => other !== entry));
  }

  return {
    on: (name, listener) => add(name, listener, false),
    once: (name, listener) => add(name, listener, true),
    async emit(name, data) {
      if (name === "*") {
        throw new TypeError("*는 듣기만 할 수 있습니다");
      }
      const now = [];
      for (const key of [name, "*"]) {
        for (const entry of entries.get(key) ?? []) {
          now.push([key, entry]);
        }
      }
      let called = 0;
      const errors = [];
      for (const [key, entry] of now) {
        if (!entry.active) {
          continue;
        }
        if (entry.once) {
          remove(key, entry);
        }
        called += 1;
        try {
          await (key === "*" ? entry.listener(data, name) : entry.listener(data));
        } catch (error) {
          errors.push(error);
        }
      }
      return { called, errors };
    },
  };
}
