// jsdom's contexts: there is one, and it is the engine's own global object.

let evaluate = null;

export function onScript(run) {
  evaluate = run;
}

export const constants = { DONT_CONTEXTIFY: true };
export const createContext = () => globalThis;
export const isContext = () => true;

// With options it is a page's script; without, jsdom asks for a global.
export function runInContext(code, _, options) {
  if (options !== undefined) {
    return evaluate(code, options);
  }
  return code === "this" ? globalThis : globalThis[code];
}
