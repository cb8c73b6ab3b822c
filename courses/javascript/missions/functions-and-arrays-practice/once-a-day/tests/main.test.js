import { describe, expect, test } from "vitest";
import { makeStampCard } from "./main.js";

describe("도장 찍기", () => {
  test("찍은 수를 돌려준다", () => {
    const card = makeStampCard(3);
    expect(card.stamp("월")).toBe(1);
    expect(card.stamp("화")).toBe(2);
  });

  test("같은 날 다시 찍으면 오류", () => {
    const card = makeStampCard(3);
    card.stamp("월");
    expect(() => card.stamp("월")).toThrow("오늘은 이미 찍었습니다");
  });

  test("오류가 나도 찍은 수는 그대로", () => {
    const card = makeStampCard(3);
    card.stamp("월");
    expect(() => card.stamp("월")).toThrow(Error);
    expect(card.count()).toBe(1);
  });
});

describe("도장판", () => {
  test("처음에는 비어 있다", () => {
    expect(makeStampCard(1).count()).toBe(0);
    expect(makeStampCard(1).isDone()).toBe(false);
  });

  test.each([
    [0, true],
    [1, true],
    [2, true],
    [3, false],
  ])("목표가 %i이면 두 번 찍었을 때 isDone은 %s", (goal, expected) => {
    const card = makeStampCard(goal);
    card.stamp("월");
    card.stamp("화");
    expect(card.isDone()).toBe(expected);
  });

  test("도장판끼리 섞이지 않는다", () => {
    const mine = makeStampCard(2);
    const yours = makeStampCard(2);
    mine.stamp("월");
    expect(yours.count()).toBe(0);
    expect(yours.stamp("월")).toBe(1);
  });
});
