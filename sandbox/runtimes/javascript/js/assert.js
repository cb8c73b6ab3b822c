// assert: the functions that exercises use.

export function makeAssert({ inspect }) {
  class AssertionError extends Error {
    constructor({ message, actual, expected, operator, generated = true }) {
      super(message);
      this.generatedMessage = generated;
      this.code = "ERR_ASSERTION";
      this.actual = actual;
      this.expected = expected;
      this.operator = operator;
    }
  }
  Object.defineProperty(AssertionError.prototype, "name", {
    value: "AssertionError",
    writable: true,
    configurable: true,
  });

  function fail(message, text, actual, expected, operator) {
    if (message instanceof Error) {
      throw message;
    }
    throw new AssertionError({
      message: message === undefined ? text : String(message),
      actual,
      expected,
      operator,
      generated: message === undefined,
    });
  }

  function equal(a, b, strict, seen) {
    if (strict ? Object.is(a, b) : a == b || (a !== a && b !== b)) {
      return true;
    }
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) {
      return false;
    }
    if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) {
      return false;
    }
    if (Array.isArray(a) !== Array.isArray(b)) {
      return false;
    }
    for (const [left, right] of seen) {
      if (left === a && right === b) {
        return true;
      }
    }
    seen = [...seen, [a, b]];
    if (a instanceof Date && b instanceof Date && a.getTime() !== b.getTime()) {
      return false;
    }
    if (a instanceof RegExp && b instanceof RegExp && String(a) !== String(b)) {
      return false;
    }
    if (a instanceof Error && b instanceof Error && (a.message !== b.message || a.name !== b.name)) {
      return false;
    }
    if (a instanceof Set || b instanceof Set) {
      if (!(a instanceof Set && b instanceof Set) || a.size !== b.size) {
        return false;
      }
      for (const item of a) {
        if (!b.has(item) && ![...b].some((other) => equal(item, other, strict, seen))) {
          return false;
        }
      }
    }
    if (a instanceof Map || b instanceof Map) {
      if (!(a instanceof Map && b instanceof Map) || a.size !== b.size) {
        return false;
      }
      for (const [key, value] of a) {
        if (b.has(key)) {
          if (!equal(value, b.get(key), strict, seen)) {
            return false;
          }
        } else if (
          ![...b].some(([k, v]) => equal(key, k, strict, seen) && equal(value, v, strict, seen))
        ) {
          return false;
        }
      }
    }
    if (a instanceof Number || a instanceof String || a instanceof Boolean) {
      if (!Object.is(a.valueOf(), b.valueOf())) {
        return false;
      }
    }
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key], strict, seen))
    );
  }

  function matches(error, expected) {
    if (expected === undefined) {
      return true;
    }
    if (expected instanceof RegExp) {
      return expected.test(String(error));
    }
    if (typeof expected === "function") {
      if (expected.prototype !== undefined && error instanceof expected) {
        return true;
      }
      return Error.isPrototypeOf(expected) || expected === Error ? false : expected.call({}, error) === true;
    }
    return Object.keys(expected).every((key) =>
      expected[key] instanceof RegExp && typeof error[key] === "string"
        ? expected[key].test(error[key])
        : equal(error[key], expected[key], true, []),
    );
  }

  function thrown(error, expected, message) {
    if (typeof expected === "string") {
      return;
    }
    if (!matches(error, expected)) {
      if (typeof expected === "function" && (expected === Error || Error.isPrototypeOf(expected))) {
        throw error;
      }
      fail(message, `The error does not match: ${inspect(error)}`, error, expected, "throws");
    }
  }

  const assert = (value, message) => assert.ok(value, message);
  const two = (title, a, b, sign) => {
    const [left, right] = [inspect(a), inspect(b)];
    return left.includes("\n") || right.includes("\n")
      ? `${title}\n+ actual - expected\n\n+ ${left.replaceAll("\n", "\n+ ")}\n- ${right.replaceAll("\n", "\n- ")}\n`
      : `${title}\n\n${left} ${sign} ${right}\n`;
  };

  Object.assign(assert, {
    AssertionError,
    ok(value, message) {
      if (!value) {
        fail(message, "The expression evaluated to a falsy value", value, true, "==");
      }
    },
    equal(a, b, message) {
      if (!(a == b || (a !== a && b !== b))) {
        fail(message, `${inspect(a)} == ${inspect(b)}`, a, b, "==");
      }
    },
    notEqual(a, b, message) {
      if (a == b) {
        fail(message, `${inspect(a)} != ${inspect(b)}`, a, b, "!=");
      }
    },
    strictEqual(a, b, message) {
      if (!Object.is(a, b)) {
        fail(message, two("Expected values to be strictly equal:", a, b, "!=="), a, b, "strictEqual");
      }
    },
    notStrictEqual(a, b, message) {
      if (Object.is(a, b)) {
        fail(message, `Expected "actual" to be strictly unequal to: ${inspect(b)}`, a, b, "notStrictEqual");
      }
    },
    deepEqual(a, b, message) {
      if (!equal(a, b, false, [])) {
        fail(message, two("Expected values to be loosely deep-equal:", a, b, "should loosely deep-equal"), a, b, "deepEqual");
      }
    },
    deepStrictEqual(a, b, message) {
      if (!equal(a, b, true, [])) {
        fail(message, two("Expected values to be strictly deep-equal:", a, b, "!=="), a, b, "deepStrictEqual");
      }
    },
    notDeepEqual(a, b, message) {
      if (equal(a, b, false, [])) {
        fail(message, `Expected "actual" not to be loosely deep-equal to: ${inspect(b)}`, a, b, "notDeepEqual");
      }
    },
    notDeepStrictEqual(a, b, message) {
      if (equal(a, b, true, [])) {
        fail(message, `Expected "actual" not to be strictly deep-equal to: ${inspect(b)}`, a, b, "notDeepStrictEqual");
      }
    },
    fail(message = "Failed") {
      fail(message, message, undefined, undefined, "fail");
    },
    match(text, pattern, message) {
      if (!pattern.test(text)) {
        fail(message, `The input did not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`, text, pattern, "match");
      }
    },
    doesNotMatch(text, pattern, message) {
      if (pattern.test(text)) {
        fail(message, `The input was expected to not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`, text, pattern, "doesNotMatch");
      }
    },
    throws(action, expected, message) {
      try {
        action();
      } catch (error) {
        return thrown(error, expected, message);
      }
      fail(typeof expected === "string" ? expected : message, "Missing expected exception.", undefined, expected, "throws");
    },
    doesNotThrow(action) {
      action();
    },
    async rejects(action, expected, message) {
      try {
        await (typeof action === "function" ? action() : action);
      } catch (error) {
        return thrown(error, expected, message);
      }
      fail(message, "Missing expected rejection.", undefined, expected, "rejects");
    },
    async doesNotReject(action) {
      await (typeof action === "function" ? action() : action);
    },
    ifError(value) {
      if (value !== null && value !== undefined) {
        throw value;
      }
    },
  });
  Object.defineProperty(assert, "isDeepStrictEqual", {
    value: (a, b) => equal(a, b, true, []),
  });
  assert.strict = Object.assign((value, message) => assert.ok(value, message), assert, {
    equal: assert.strictEqual,
    notEqual: assert.notStrictEqual,
    deepEqual: assert.deepStrictEqual,
    notDeepEqual: assert.notDeepStrictEqual,
  });
  assert.strict.strict = assert.strict;
  return assert;
}
