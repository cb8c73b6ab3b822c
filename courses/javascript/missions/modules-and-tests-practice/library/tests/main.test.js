import { beforeEach, describe, expect, test } from "vitest";
import { createLibrary, lateFee as again } from "./main.js";
import { lateDays, lateFee } from "./fees.js";

describe("lateDays", () => {
  test.each([
    ["2026-03-02", "2026-03-02", 0],
    ["2026-03-02", "2026-02-20", 0],
    ["2026-03-02", "2026-03-05", 3],
    ["2028-02-28", "2028-03-01", 2],
    ["2026-12-30", "2027-01-02", 3],
  ])("%s까지인 책을 %s에 돌려주면 %i일", (due, returned, days) => {
    expect(lateDays(due, returned)).toBe(days);
  });

  test.each(["2026-02-30", "2026-3-2", "어제", "", "2026-13-01"])("%s는 날짜가 아니다", (text) => {
    expect(() => lateDays("2026-03-02", text)).toThrow(RangeError);
    expect(() => lateDays(text, "2026-03-02")).toThrow(RangeError);
  });
});

describe("lateFee", () => {
  test.each([[0, 0], [1, 100], [3, 300], [4, 600], [10, 2400], [18, 4800], [19, 5000], [400, 5000]])("%i일이면 %i원", (days, fee) => {
    expect(lateFee(days)).toBe(fee);
  });

  test("main.js에서도 들여올 수 있다", () => {
    expect(again(4)).toBe(600);
  });
});

describe("도서관", () => {
  let library;

  beforeEach(() => {
    library = createLibrary();
    library.lend("나", "지민", "2026-03-10");
    library.lend("가", "서연", "2026-03-11");
  });

  test("빌려준 차례로", () => {
    expect(library.lent()).toEqual(["나", "가"]);
  });

  test("돌려받으면 목록에서 빠지고 연체료를 돌려준다", () => {
    expect(library.giveBack("나", "2026-03-14")).toBe(600);
    expect(library.giveBack("가", "2026-03-11")).toBe(0);
    expect(library.lent()).toEqual([]);
  });

  test("이미 빌려준 책", () => {
    expect(() => library.lend("나", "하준", "2026-04-01")).toThrow("이미 빌려준 책입니다");
  });

  test("세 권까지", () => {
    library.lend("다", "지민", "2026-04-01");
    library.lend("라", "지민", "2026-04-01");
    expect(() => library.lend("마", "지민", "2026-04-01")).toThrow("3권까지 빌릴 수 있습니다");
    library.giveBack("나", "2026-03-10");
    library.lend("마", "지민", "2026-04-01");
    expect(library.lent()).toEqual(["가", "다", "라", "마"]);
  });

  test("빌려주지 않은 책", () => {
    expect(() => library.giveBack("없음", "2026-03-10")).toThrow("빌려주지 않은 책입니다");
  });

  test("날짜가 틀리면 빌려준 채로 남는다", () => {
    expect(() => library.giveBack("나", "2026-02-30")).toThrow(RangeError);
    expect(library.lent()).toContain("나");
  });

  test("도서관끼리 섞이지 않는다", () => {
    expect(createLibrary().lent()).toEqual([]);
  });
});
