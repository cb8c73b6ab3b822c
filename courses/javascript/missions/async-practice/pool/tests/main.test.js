import { beforeEach, describe, expect, test } from "vitest";
import { runPool } from "./main.js";

let running;
let most;
let started;

beforeEach(() => {
  running = 0;
  most = 0;
  started = [];
});

const make = (name, ms, fails = false) => () => {
  started.push(name);
  running += 1;
  most = Math.max(most, running);
  return new Promise((resolve, reject) => {
    setTimeout(() => {
      running -= 1;
      fails ? reject(new Error(name)) : resolve(name);
    }, ms);
  });
};

describe("runPool", () => {
  test("결과는 넣은 차례", async () => {
    const results = await runPool([make("느림", 50), make("빠름", 10)], 2);
    expect(results).toEqual([{ ok: true, value: "느림" }, { ok: true, value: "빠름" }]);
  });

  test("limit를 넘지 않는다", async () => {
    await runPool(Array.from({ length: 9 }, (_, i) => make(i, 10 + i)), 3);
    expect(most).toBe(3);
    expect(started).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test("하나씩이면 차례로", async () => {
    const start = Date.now();
    await runPool([make("a", 30), make("b", 30), make("c", 30)], 1);
    expect(most).toBe(1);
    expect(Date.now() - start).toBeGreaterThanOrEqual(90);
  });

  test("자리가 나면 곧바로 시작한다", async () => {
    const start = Date.now();
    await runPool([make("a", 100), make("b", 20), make("c", 20), make("d", 20), make("e", 20)], 2);
    const time = Date.now() - start;
    expect(time).toBeGreaterThanOrEqual(100);
    expect(time).toBeLessThan(120);
  });

  test("실패해도 나머지는 계속한다", async () => {
    const results = await runPool([make("a", 5), make("b", 1, true), make("c", 5)], 1);
    expect(results.map((r) => r.ok)).toEqual([true, false, true]);
    expect(results[1].error.message).toBe("b");
  });

  test("바로 던지는 것도 실패이다", async () => {
    const bad = () => {
      throw new Error("바로");
    };
    const results = await runPool([bad, make("뒤", 1)], 1);
    expect(results[0]).toEqual({ ok: false, error: expect.any(Error) });
    expect(results[1]).toEqual({ ok: true, value: "뒤" });
  });

  test("limit가 더 클 때와 빈 배열", async () => {
    expect(await runPool([make("a", 1)], 10)).toEqual([{ ok: true, value: "a" }]);
    expect(await runPool([], 3)).toEqual([]);
  });

  test("받은 배열을 바꾸지 않는다", async () => {
    const tasks = Object.freeze([make("a", 1), make("b", 1)]);
    await runPool(tasks, 1);
    expect(tasks).toHaveLength(2);
  });
});
