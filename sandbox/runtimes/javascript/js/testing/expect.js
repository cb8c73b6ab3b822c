// `expect`, of @vitest/expect, put together as vitest does.

import * as lib from "@vitest/expect";
import * as spies from "@vitest/spy";

const { chai, getState, setState } = lib;

export const FRESH = {
  assertionCalls: 0,
  isExpectingAssertions: false,
  isExpectingAssertionsError: null,
  expectedAssertionsNumber: null,
  expectedAssertionsNumberErrorGen: null,
};

function unavailable(name) {
  return () => {
    throw new Error(`${name} is not available in missions`);
  };
}

export function makeExpect(currentTest) {
  chai.use(lib.JestExtend);
  chai.use(lib.JestChaiExpect);
  chai.use(lib.ChaiStyleAssertions);
  chai.use(lib.JestAsymmetricMatchers);

  const expect = (value, message) => {
    const { assertionCalls } = getState(expect);
    setState({ assertionCalls: assertionCalls + 1 }, expect);
    const assertion = chai.expect(value, message);
    const test = currentTest();
    return test ? assertion.withTest(test) : assertion;
  };
  Object.assign(expect, chai.expect);
  Object.assign(expect, globalThis[lib.ASYMMETRIC_MATCHERS_OBJECT]);
  expect.getState = () => ({ ...getState(expect) });
  expect.setState = (state) => setState(state, expect);
  expect.assert = chai.assert;
  expect.extend = (matchers) => chai.expect.extend(expect, matchers);
  expect.soft = (...args) => expect(...args).withContext({ soft: true });
  expect.unreachable = (message) =>
    chai.assert.fail(`expected${message ? ` "${message}" ` : " "}not to be reached`);
  expect.assertions = (expected) => {
    const error = new Error("expected number of assertions");
    setState(
      {
        expectedAssertionsNumber: expected,
        expectedAssertionsNumberErrorGen: () => {
          error.message = `expected number of assertions to be ${expected}, but got ${getState(expect).assertionCalls}`;
          return error;
        },
      },
      expect,
    );
  };
  expect.hasAssertions = () => {
    const error = new Error("expected any number of assertions, but got none");
    setState({ isExpectingAssertions: true, isExpectingAssertionsError: error }, expect);
  };
  setState({ ...FRESH }, expect);
  Object.defineProperty(globalThis, lib.GLOBAL_EXPECT, { value: expect });
  expect.extend(lib.customMatchers);
  for (const name of ["toMatchSnapshot", "toMatchInlineSnapshot", "toThrowErrorMatchingSnapshot"]) {
    chai.util.addMethod(chai.Assertion.prototype, name, unavailable(name));
  }
  return expect;
}

// What a test must have asserted, once it has run.
export function checkAssertions(expect) {
  const state = getState(expect);
  if (
    state.expectedAssertionsNumber !== null &&
    state.assertionCalls !== state.expectedAssertionsNumber
  ) {
    throw state.expectedAssertionsNumberErrorGen();
  }
  if (state.isExpectingAssertions && state.assertionCalls === 0) {
    throw state.isExpectingAssertionsError;
  }
}

export function startAssertions(expect) {
  setState({ ...FRESH }, expect);
}

// `vi` and `jest`.
export function makeMocks() {
  const mocks = {
    fn: spies.fn,
    spyOn: spies.spyOn,
    isMockFunction: spies.isMockFunction,
    mocked: (value) => value,
    clearAllMocks: () => (spies.clearAllMocks(), mocks),
    resetAllMocks: () => (spies.resetAllMocks(), mocks),
    restoreAllMocks: () => (spies.restoreAllMocks(), mocks),
    setTimeout: () => mocks,
    setConfig: () => mocks,
    resetModules: () => mocks,
    hoisted: (make) => make(),
  };
  for (const name of [
    "mock", "unmock", "doMock", "importActual", "importMock", "requireActual", "requireMock",
    "useFakeTimers", "useRealTimers", "advanceTimersByTime", "runAllTimers",
    "runOnlyPendingTimers", "setSystemTime", "stubGlobal", "stubEnv",
  ]) {
    mocks[name] = unavailable(`the mock function ${name}`);
  }
  mocks.useRealTimers = () => mocks;
  return mocks;
}

// What a program must not change of them.
export function parts(expect) {
  const custom = globalThis[lib.JEST_MATCHERS_OBJECT]?.customEqualityTesters;
  return {
    locked: [expect, chai.Assertion.prototype, chai.assert, chai.config, lib.AsymmetricMatcher.prototype],
    frozen: custom ? [custom] : [],
    keys: [lib.JEST_MATCHERS_OBJECT, lib.GLOBAL_EXPECT, lib.ASYMMETRIC_MATCHERS_OBJECT, lib.MATCHERS_OBJECT],
  };
}

export { chai };
