import { beforeEach, describe, expect, test, vi } from "vitest";
import { latestOnly } from "./main.js";

const TIMES = { 가: 50, 가나: 10, 오류: 30 };
let shown;
let search;

beforeEach(() => {
  shown = [];
  search = vi.fn((word) => new Promise((resolve, reject) => {
    setTimeout(() => (word === "오류" ? reject(new Error("끊김")) : resolve(word + "!")), TIMES[word] ?? 20);
  }));
});

const show = (word, answer) => shown.push([word, answer]);

describe("latestOnly", () => {
  test("하나만 물으면 보여 준다", async () => {
    const ask = latestOnly(search, show);
    expect(await ask("책")).toBe(true);
    expect(shown).toEqual([["책", "책!"]]);
  });

  test("늦게 온 옛 답은 버린다", async () => {
    const ask = latestOnly(search, show);
    expect(await Promise.all([ask("가"), ask("가나")])).toEqual([false, true]);
    expect(shown).toEqual([["가나", "가나!"]]);
  });

  test("먼저 온 옛 답도 버린다", async () => {
    const ask = latestOnly(search, show);
    expect(await Promise.all([ask("가나"), ask("가")])).toEqual([false, true]);
    expect(shown).toEqual([["가", "가!"]]);
  });

  test("같은 말을 두 번 물어도 마지막만", async () => {
    const ask = latestOnly(search, show);
    expect(await Promise.all([ask("책"), ask("책")])).toEqual([false, true]);
    expect(shown).toHaveLength(1);
  });

  test("차례로 물으면 모두 보여 준다", async () => {
    const ask = latestOnly(search, show);
    await ask("가");
    await ask("가나");
    expect(shown.map(([word]) => word)).toEqual(["가", "가나"]);
  });

  test("마지막 물음의 실패는 알린다", async () => {
    const ask = latestOnly(search, show);
    await expect(ask("오류")).rejects.toThrow("끊김");
  });

  test("옛 물음의 실패는 조용히", async () => {
    const ask = latestOnly(search, show);
    expect(await Promise.all([ask("오류"), ask("가")])).toEqual([false, true]);
  });

  test("둘은 섞이지 않는다", async () => {
    const one = latestOnly(search, show);
    const two = latestOnly(search, show);
    expect(await Promise.all([one("가"), two("가나")])).toEqual([true, true]);
  });
});
