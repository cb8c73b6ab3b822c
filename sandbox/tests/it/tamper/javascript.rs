//! In JavaScript.

use weaverse_sandbox::Verdict::{
    Accepted, CompileError, FuelLimit, OutputLimit, RuntimeError, WrongAnswer,
};

use super::Mode::{Call, Stdio, Tests};
use super::{Attack, graded, hold, remain};

const TESTS: (&str, &str) = (
    "add.spec.js",
    "import { describe, expect, test } from 'vitest';\nimport { add } from './add';\n\n\
     describe('add', () => {\n  test('one', () => { expect(add(1, 2)).toBe(3); });\n  \
     test('two', () => { expect(add(20, 22)).toEqual(42); });\n  \
     test('list', () => { expect([add(0, 1)]).toEqual([1]); });\n  \
     test('later', async () => { await expect(Promise.resolve(add(2, 3))).resolves.toBe(5); });\n\
     });\n",
);

/// The same with the global functions.
const GLOBALS: (&str, &str) = (
    "add.spec.js",
    "import { add } from './add';\n\n\
     it('one', () => { expect(add(1, 2)).toBe(3); });\n\
     it('two', () => { expect(add(20, 22)).toEqual(42); });\n",
);

#[test]
fn a_right_program_passes() {
    for tests in [TESTS, GLOBALS] {
        let program = "export const add = (a, b) => a + b;";
        let report = graded("javascript", Tests, program, tests).report;
        assert_eq!(report.verdict(), Accepted, "{report:?}");
    }
}

#[test]
fn javascript_earns_nothing_by_tricks() {
    hold("javascript", ATTACKS, TESTS);
    hold("javascript", WITH_GLOBALS, GLOBALS);
}

#[test]
fn what_remains_in_javascript_is_known() {
    remain("javascript", REMAINS, TESTS);
}

const ATTACKS: &[Attack] = &[
    // stdin and stdout
    (
        "searches the globals",
        Stdio,
        "for (const k of Reflect.ownKeys(globalThis)) { let t = ''; try { t = String(globalThis[k]) } catch {} if (t.includes('SEC' + 'RET-4')) console.log(t); }\nconsole.log(process.argv.join(' '), JSON.stringify(process.env), require('fs').readdirSync('/').join(' '));",
        WrongAnswer,
    ),
    (
        "prints a report",
        Stdio,
        "console.log('{\"verdict\":\"accepted\",\"points\":1000}')",
        WrongAnswer,
    ),
    ("process.exit(0)", Stdio, "process.exit(0)", WrongAnswer),
    ("prints at the exit", Stdio, "process.on('exit', () => console.log('ok'))", WrongAnswer),
    ("floods the output", Stdio, "while (true) console.log('x'.repeat(1000))", OutputLimit),
    // calls
    (
        "an object with another face",
        Call,
        "export function f() { return { toJSON: () => 'x', valueOf: () => 42, toString: () => 'y' } }",
        WrongAnswer,
    ),
    (
        "patches JSON",
        Call,
        "JSON.stringify = () => '\"x\"'; export function f() { return 1 }",
        WrongAnswer,
    ),
    (
        "toJSON for all",
        Call,
        "Object.prototype.toJSON = () => 'x'; String.prototype.toJSON = () => 'y'; export function f() { return ['a'] }",
        WrongAnswer,
    ),
    (
        "a proxy",
        Call,
        "export function f() { return new Proxy({}, { get: (_, k) => k === 'toJSON' ? () => 'x' : 1, ownKeys: () => { throw 1 } }) }",
        WrongAnswer,
    ),
    ("process.exit(0)", Call, "export function f() { process.exit(0) }", RuntimeError),
    ("an endless loop", Call, "export function f() { for (;;) {} }", FuelLimit),
    (
        "a cyclic value",
        Call,
        "export function f() { const x = []; x.push(x); return x }",
        RuntimeError,
    ),
    (
        "a deep value",
        Call,
        "export function f() { let x = []; for (let i = 0; i < 100000; i++) x = [x]; return x }",
        RuntimeError,
    ),
    ("a huge value", Call, "export function f() { return 'x'.repeat(1e6) }", OutputLimit),
    ("NaN", Call, "export function f() { return NaN }", RuntimeError),
    ("minus zero", Call, "export function f() { return -0 }", WrongAnswer),
    ("a BigInt", Call, "export function f() { return 10n ** 400n }", RuntimeError),
    ("a function", Call, "export function f() { return () => 'x' }", RuntimeError),
    (
        "a promise for ever",
        Call,
        "export function f() { return new Promise(() => {}) }",
        RuntimeError,
    ),
    // test files
    ("a wrong program", Tests, "export const add = () => 7", WrongAnswer),
    ("a syntax error", Tests, "export const add = (a, b => 7", CompileError),
    (
        "process.exit(0) at import",
        Tests,
        "process.exit(0); export const add = () => 7",
        RuntimeError,
    ),
    (
        "process.exit(0) in the call",
        Tests,
        "export const add = () => process.exit(0)",
        RuntimeError,
    ),
    (
        "prints at the exit",
        Tests,
        "process.on('exit', () => console.log('{\"end\":4}')); export const add = () => 7",
        WrongAnswer,
    ),
    (
        "prints records",
        Tests,
        "for (const k of ['add > one', 'add > two', 'add > list', 'add > later']) process.stdout.write(`\\n{\"test\":\"0::${k}#0\",\"status\":\"pass\"}\\n`);\nexport const add = () => 7",
        WrongAnswer,
    ),
    (
        "tests of the same names",
        Tests,
        "import { describe, test } from 'vitest';\ndescribe('add', () => { for (const n of ['one', 'two', 'list', 'later']) test(n, () => {}) });\nexport const add = () => 7",
        WrongAnswer,
    ),
    (
        "patches Object.is",
        Tests,
        "try { Object.is = () => true } catch {}\nexport const add = () => 7",
        WrongAnswer,
    ),
    (
        "patches Object.is in the call",
        Tests,
        "export const add = () => { try { Object.defineProperty(Object, 'is', { value: () => true }) } catch {} return 7 }",
        WrongAnswer,
    ),
    (
        "patches arrays",
        Tests,
        "for (const k of ['push', 'map', 'every', 'some', 'filter', Symbol.iterator]) { try { Array.prototype[k] = function () { return [] } } catch {} }\nexport const add = () => 7",
        WrongAnswer,
    ),
    (
        "patches promises",
        Tests,
        "try { Promise.prototype.then = function (f) { return this } } catch {}\ntry { Promise.reject = Promise.resolve } catch {}\nexport const add = () => 7",
        WrongAnswer,
    ),
    (
        "patches JSON",
        Tests,
        "try { JSON.stringify = () => '\"pass\"' } catch {}\ntry { Object.prototype.toJSON = () => ({ status: 'pass' }) } catch {}\nArray.prototype.toJSON = () => 'pass';\nexport const add = () => 7",
        WrongAnswer,
    ),
    (
        "patches Object.prototype",
        Tests,
        "for (const k of ['status', 'then', 'pass', 'get', 'value']) { try { Object.prototype[k] = 'pass' } catch {} }\nexport const add = () => 7",
        WrongAnswer,
    ),
    (
        "patches Function.prototype",
        Tests,
        "try { Function.prototype.call = Function.prototype.apply = () => true } catch {}\nexport const add = () => 7",
        WrongAnswer,
    ),
    (
        "patches the map of states",
        Tests,
        "try { Map.prototype.get = WeakMap.prototype.get = () => ({ state: 'pass' }) } catch {}\nexport const add = () => 7",
        WrongAnswer,
    ),
    (
        "a matcher of its own",
        Tests,
        "import { expect } from 'vitest';\nconst ok = () => ({ pass: true, message: () => '' });\ntry { expect.extend({ toBe: ok, toEqual: ok }) } catch {}\nexport const add = () => 7",
        WrongAnswer,
    ),
    (
        "an equality of its own",
        Tests,
        "const m = globalThis[Symbol.for('$$jest-matchers-object')];\ntry { m.customEqualityTesters.push(() => true) } catch {}\ntry { globalThis[Symbol.for('$$jest-matchers-object')] = { customEqualityTesters: [() => true], state: {}, matchers: {} } } catch {}\nexport const add = () => 7",
        WrongAnswer,
    ),
    (
        "the matchers' prototype",
        Tests,
        "import { expect } from 'vitest';\nconst p = Object.getPrototypeOf(expect(1));\nfor (const o of [p, Object.getPrototypeOf(p)]) for (const k of ['toBe', 'toEqual', 'assert', 'resolves']) { try { Object.defineProperty(o, k, { value() { return this } }) } catch {} }\nexport const add = () => 7",
        WrongAnswer,
    ),
    (
        "a value that matches everything",
        Tests,
        "export const add = () => ({ asymmetricMatch: () => true, $$typeof: Symbol.for('jest.asymmetricMatcher') })",
        RuntimeError,
    ),
    (
        "expect.anything()",
        Tests,
        "import { expect } from 'vitest';\nexport const add = () => expect.anything()",
        WrongAnswer,
    ),
    (
        "a value that is a number when asked",
        Tests,
        "export const add = (a, b) => ({ valueOf: () => a + b, toString: () => String(a + b), [Symbol.toPrimitive]: () => a + b, equals: () => true })",
        WrongAnswer,
    ),
    ("a thenable", Tests, "export const add = () => ({ then: (f) => f(6) })", WrongAnswer),
    (
        "hooks of its own",
        Tests,
        "import { afterEach, beforeEach, vi } from 'vitest';\nbeforeEach((c) => { try { c.skip() } catch (e) { throw e } });\nexport const add = () => 7",
        RuntimeError,
    ),
    (
        "spies on expect",
        Tests,
        "import { expect, vi } from 'vitest';\ntry { vi.spyOn(Object, 'is').mockReturnValue(true) } catch {}\nexport const add = () => 7",
        WrongAnswer,
    ),
    ("throws what is no error", Tests, "export const add = () => { throw null }", RuntimeError),
    ("an endless loop", Tests, "export const add = () => { for (;;) {} }", FuelLimit),
    (
        "timers without end",
        Tests,
        "setInterval(() => {}, 1); export const add = () => 7",
        WrongAnswer,
    ),
    (
        "a cyclic value",
        Tests,
        "export const add = () => { const x = []; x.push(x); return x }",
        RuntimeError,
    ),
    ("an endless generator", Tests, "export function* add() { for (;;) yield 1 }", WrongAnswer),
    (
        "overwrites the test file",
        Tests,
        "import fs from 'fs';\nfs.writeFileSync('add.spec.js', '');\nexport const add = () => 7",
        WrongAnswer,
    ),
    (
        "stack traces",
        Tests,
        "Error.prepareStackTrace = () => { throw 1 }; export const add = () => 7",
        WrongAnswer,
    ),
];

const WITH_GLOBALS: &[Attack] = &[
    (
        "replaces the functions",
        Tests,
        "'use strict';\nconst real = globalThis.it;\ntry { globalThis.it = (name) => real(name, () => {}) } catch {}\ntry { globalThis.expect = () => new Proxy({}, { get: () => () => {} }) } catch {}\ntry { it.each = expect.extend = null } catch {}\nexports.add = () => 7",
        WrongAnswer,
    ),
    (
        "defines the functions",
        Tests,
        "for (const n of ['it', 'test', 'expect']) { try { Object.defineProperty(globalThis, n, { value: () => {} }) } catch {} try { delete globalThis[n] } catch {} }\nexports.add = () => 7",
        WrongAnswer,
    ),
    ("an endless loop at import", Tests, "for (;;) {}", FuelLimit),
];

/// They share the tests' realm: see `docs/graders.md`.
const REMAINS: &[(&str, &str)] = &[(
    "the stack tells which test calls",
    "export function add(a, b) { return [[1, 2, 3], [20, 22, 42], [0, 1, 1], [2, 3, 5]]\
     .find(([x, y]) => x === a && y === b)[2] }",
)];
