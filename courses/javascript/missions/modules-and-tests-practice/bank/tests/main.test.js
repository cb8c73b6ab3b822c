import { describe, expect, test } from "vitest";
import { NotEnoughMoney, openAccount } from "./main.js";

describe("NotEnoughMoney", () => {
  test("Error를 잇고 모자란 금액을 안다", () => {
    const error = new NotEnoughMoney(500);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe("NotEnoughMoney");
    expect(error.needed).toBe(500);
    expect(error.message).toBe("500원이 모자랍니다");
  });
});

describe("통장", () => {
  test("처음에는 0원", () => {
    expect(openAccount().balance()).toBe(0);
    expect(openAccount().history()).toEqual([]);
  });

  test("넣고 뺀다", () => {
    const account = openAccount(1000);
    expect(account.deposit(500)).toBe(1500);
    expect(account.withdraw(1500)).toBe(0);
    expect(account.history()).toEqual([
      { type: "입금", amount: 500, balance: 1500 },
      { type: "출금", amount: 1500, balance: 0 },
    ]);
  });

  test("모자라면 NotEnoughMoney, 잔액과 기록은 그대로", () => {
    const account = openAccount(300);
    expect(() => account.withdraw(1000)).toThrow(NotEnoughMoney);
    try {
      account.withdraw(1000);
    } catch (error) {
      expect(error.needed).toBe(700);
    }
    expect(account.balance()).toBe(300);
    expect(account.history()).toEqual([]);
  });

  test.each([0, -5, 1.5, NaN, "100", undefined])("금액이 %s이면 RangeError", (amount) => {
    const account = openAccount(1000);
    expect(() => account.deposit(amount)).toThrow(RangeError);
    expect(() => account.withdraw(amount)).toThrow(RangeError);
    expect(account.balance()).toBe(1000);
    expect(account.history()).toEqual([]);
  });

  test("기록을 바꾸어도 통장은 그대로", () => {
    const account = openAccount();
    account.deposit(10);
    const records = account.history();
    records[0].amount = 999;
    records.push("가짜");
    expect(account.history()).toEqual([{ type: "입금", amount: 10, balance: 10 }]);
  });

  test("통장끼리 섞이지 않는다", () => {
    const mine = openAccount();
    const yours = openAccount();
    mine.deposit(7);
    expect(yours.balance()).toBe(0);
    expect(yours.history()).toEqual([]);
  });
});
