
import { beforeEach, describe, expect, test } from "vitest";
import { update } from "./main.js";

function freeze(value) {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}

let cart;

beforeEach(() => {
  cart = freeze({
    coupon: "봄",
    items: [
      { id: "a", price: 1000, count: 1 },
      { id: "b", price: 2000, count: 3 },
    ],
  });
});

describe("add", () => {
  test("새 물건은 개수 1로 맨 뒤에", () => {
    const next = update(cart, freeze({ type: "add", item: { id: "c", price: 500 } }));
    expect(next).toEqual({ coupon: "봄", items: [...cart.items, { id: "c", price: 500, count: 1 }] });
  });

  test("있는 물건은 개수만 늘고 값은 그대로", () => {
    const next = update(cart, freeze({ type: "add", item: { id: "b", price: 9999 } }));
    expect(next.items).toEqual([cart.items[0], { id: "b", price: 2000, count: 4 }]);
  });

  test("빈 장바구니에 더하기", () => {
    const next = update(freeze({ coupon: "", items: [] }), { type: "add", item: { id: "z", price: 1 } });
    expect(next).toEqual({ coupon: "", items: [{ id: "z", price: 1, count: 1 }] });
  });
});

describe("change", () => {
  test("개수를 바꾼다", () => {
    const next = update(cart, { type: "change", id: "a", count: 7 });
    expect(next.items.map((item) => item.count)).toEqual([7, 3]);
  });

  test.each([0, -2])("개수가 %i이면 뺀다", (count) => {
    const next = update(cart, { type: "change", id: "a", count });
    expect(next.items.map((item) => item.id)).toEqual(["b"]);
  });

  test("없는 물건이면 그대로", () => {
    expect(update(cart, { type: "change", id: "zzz", count: 2 })).toEqual(cart);
  });
});

describe("coupon, clear, 그 밖", () => {
  test("쿠폰을 바꾼다", () => {
    expect(update(cart, { type: "coupon", code: "" })).toEqual({ coupon: "", items: cart.items });
  });

  test("모두 빼도 쿠폰은 남는다", () => {
    expect(update(cart, { type: "clear" })).toEqual({ coupon: "봄", items: [] });
  });

  test("모르는 type이면 그대로", () => {
    expect(update(cart, { type: "dance" })).toEqual(cart);
  });
});

describe("바꾸지 않기", () => {
  test("새 장바구니를 돌려준다", () => {
    expect(update(cart, { type: "change", id: "a", count: 2 })).not.toBe(cart);
  });

  test("바뀌지 않은 물건은 같은 객체이다", () => {
    const next = update(cart, { type: "add", item: { id: "a", price: 1000 } });
    expect(next.items[1]).toBe(cart.items[1]);
    expect(next.items[0]).not.toBe(cart.items[0]);
  });

  test("이어서 여러 번", () => {
    const actions = [
      { type: "add", item: { id: "c", price: 500 } },
      { type: "change", id: "b", count: 0 },
      { type: "add", item: { id: "c", price: 500 } },
      { type: "coupon", code: "여름" },
    ];
    const last = actions.reduce((now, action) => update(freeze(now), action), cart);
    expect(last).toEqual({
      coupon: "여름",
      items: [{ id: "a", price: 1000, count: 1 }, { id: "c", price: 500, count: 2 }],
    });
  });
});
