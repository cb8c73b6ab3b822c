export { inspect } from "node-inspect-extracted";
export const types = { isNativeError: (value) => value instanceof Error };
