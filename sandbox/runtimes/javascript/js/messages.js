// The engine's messages in the words of V8, which courses and learners know.

const TABLE = [
  [/^cannot read property 'Symbol\.iterator' of (undefined|null)$/, "$1 is not iterable"],
  [/^cannot read property '(.*)' of (undefined|null)$/, "Cannot read properties of $2 (reading '$1')"],
  [/^cannot set property '(.*)' of (undefined|null)$/, "Cannot set properties of $2 (setting '$1')"],
  [/^'.*' is read-only$/, "Assignment to constant variable."],
  [/^(?!this)(\S+) is not initialized$/, "Cannot access '$1' before initialization"],
  [
    /^this is not initialized$/,
    "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
  ],
  [/^class constructors must be invoked with 'new'$/, "Class constructor cannot be invoked without 'new'"],
  [/^invalid array length$/, "Invalid array length"],
  [/^invalid repeat count$/, "Invalid count value"],
  [/^cannot convert BigInt to number$/, "Cannot mix BigInt and other types, use explicit conversions"],
  [/^object is not extensible$/, "Cannot add property, object is not extensible"],
  [/^cannot convert symbol to string$/, "Cannot convert a Symbol value to a string"],
  [/^empty array$/, "Reduce of empty array with no initial value"],
  [/^expecting hex digit$/, "URI malformed"],
];
const BEFORE = /[\p{ID_Continue}$.]*$/u;
const AFTER = /^\.?[\p{ID_Continue}$]*/u;

// A better message, or null. `line` gives the source line and the column.
export function translate(message, line) {
  if (message === "not a function" || message === "not a constructor") {
    const [text, column] = line() ?? [];
    if (text !== undefined) {
      const called = BEFORE.exec(text.slice(0, column - 1))[0] + AFTER.exec(text.slice(column - 1))[0];
      const name = called.replace(/^\.+/, "");
      if (name && !/^\d/.test(name)) {
        return `${name} is ${message}`;
      }
    }
    return null;
  }
  for (const [pattern, better] of TABLE) {
    if (pattern.test(message)) {
      return message.replace(pattern, better);
    }
  }
  return null;
}
