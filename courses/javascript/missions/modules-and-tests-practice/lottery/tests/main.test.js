import { describe, expect, test, vi } from "vitest";
import { draw } from "./main.js";

const PEOPLE = Object.freeze(["가", "나", "다", "라"]);
const sequence = (...numbers) => vi.fn(() => numbers.shift());

describe("draw", () => {
  test("난수 0은 맨 앞", () => {
    expect(draw(PEOPLE, 2, () => 0)).toEqual(["가", "나"]);
  });

  test("1에 가까운 난수는 맨 뒤", () => {
    expect(draw(PEOPLE, 3, () => 0.9999)).toEqual(["라", "다", "나"]);
  });

  test("남은 사람의 수로 곱한다", () => {
    expect(draw(PEOPLE, 4, sequence(0.5, 0.5, 0.5, 0.5))).toEqual(["다", "나", "라", "가"]);
  });

  test("count번만 부른다", () => {
    const random = sequence(0.1, 0.1, 0.1);
    draw(PEOPLE, 2, random);
    expect(random).toHaveBeenCalledTimes(2);
  });

  test("아무도 뽑지 않기", () => {
    expect(draw(PEOPLE, 0, () => 0)).toEqual([]);
    expect(draw([], 0)).toEqual([]);
  });

  test.each([-1, 5, 1.5, NaN, "2", undefined])("count가 %s이면 RangeError", (count) => {
    const random = vi.fn(() => 0);
    expect(() => draw(PEOPLE, count, random)).toThrow(RangeError);
    expect(random).not.toHaveBeenCalled();
  });

  test("이름이 같은 사람", () => {
    expect(draw(["가", "가", "나"], 3, () => 0)).toEqual(["가", "가", "나"]);
  });

  test("난수를 주지 않아도 모두 한 번씩", () => {
    expect(draw(PEOPLE, 4).sort()).toEqual(["가", "나", "다", "라"]);
  });
});
