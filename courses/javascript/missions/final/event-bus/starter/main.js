export function createBus() {
  const listeners = {};
  return {
    on(name, listener) {
      listeners[name] = listener;
    },
    once(name, listener) {},
    async emit(name, data) {
      listeners[name](data);
    },
  };
}
