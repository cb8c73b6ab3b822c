import { describe, expect, test, vi } from "vitest";
import { retry } from "./main.js";

const fail = (times) => vi.fn(async (n) => {
  if (n <= times) throw new Error(`실패 ${n}`);
  return `성공 ${n}`;
});

async function timed(promise) {
  const start = Date.now();
  const result = await promise.then((value) => value, (error) => error.message);
  return [result, Date.now() - start];
}

describe("retry", () => {
  test("바로 성공하면 한 번만 부른다", async () => {
    const task = fail(0);
    expect(await retry(task, { times: 5, delay: 50 })).toBe("성공 1");
    expect(task).toHaveBeenCalledTimes(1);
  });

  test("실패하면 기다렸다가 다시 한다", async () => {
    const [result, time] = await timed(retry(fail(2), { times: 5, delay: 50 }));
    expect(result).toBe("성공 3");
    expect(time).toBeGreaterThanOrEqual(100);
    expect(time).toBeLessThan(150);
  });

  test("모두 실패하면 마지막 오류, 마지막 뒤에는 기다리지 않는다", async () => {
    const task = fail(99);
    const [result, time] = await timed(retry(task, { times: 3, delay: 1000 }));
    expect(result).toBe("실패 3");
    expect(task).toHaveBeenCalledTimes(3);
    expect(time).toBeGreaterThanOrEqual(2000);
    expect(time).toBeLessThan(3000);
  });

  test("한 번만 하기", async () => {
    await expect(retry(fail(1), { times: 1 })).rejects.toThrow("실패 1");
  });

  test("기본값은 3번, 100밀리초", async () => {
    const [result, time] = await timed(retry(fail(9)));
    expect(result).toBe("실패 3");
    expect(time).toBeGreaterThanOrEqual(200);
    expect(time).toBeLessThan(300);
  });

  test("바로 던지는 task도 다시 한다", async () => {
    const task = vi.fn((n) => {
      if (n < 2) throw new Error("바로");
      return n;
    });
    expect(await retry(task, { delay: 1 })).toBe(2);
  });

  test("돌려준 값이 거짓 같아도 성공이다", async () => {
    const task = vi.fn(() => 0);
    expect(await retry(task)).toBe(0);
    expect(task).toHaveBeenCalledTimes(1);
  });

  test("fatal이면 다시 하지 않는다", async () => {
    const task = vi.fn(async () => {
      throw Object.assign(new Error("비밀번호가 틀림"), { fatal: true });
    });
    await expect(retry(task, { times: 5 })).rejects.toThrow("비밀번호가 틀림");
    expect(task).toHaveBeenCalledTimes(1);
  });
});
