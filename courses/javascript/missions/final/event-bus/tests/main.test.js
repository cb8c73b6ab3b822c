import { beforeEach, describe, expect, test, vi } from "vitest";
import { createBus } from "./main.js";

let bus;
let log;
const write = (text) => () => log.push(text);

beforeEach(() => {
  bus = createBus();
  log = [];
});

describe("on과 emit", () => {
  test("단 차례대로 부른다", async () => {
    bus.on("a", write("1"));
    bus.on("b", write("x"));
    bus.on("a", write("2"));
    expect(await bus.emit("a")).toEqual({ called: 2, errors: [] });
    expect(log).toEqual(["1", "2"]);
  });

  test("data를 넘긴다", async () => {
    const listener = vi.fn();
    bus.on("a", listener);
    await bus.emit("a", { n: 1 });
    expect(listener).toHaveBeenCalledWith({ n: 1 });
  });

  test("아무도 없으면 0", async () => {
    expect(await bus.emit("nothing", 1)).toEqual({ called: 0, errors: [] });
    expect(await bus.emit("constructor", 1)).toEqual({ called: 0, errors: [] });
  });

  test("앞의 것이 끝나기를 기다린다", async () => {
    bus.on("a", async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      log.push("느림");
    });
    bus.on("a", write("빠름"));
    await bus.emit("a");
    expect(log).toEqual(["느림", "빠름"]);
  });

  test("오류가 나도 나머지를 부른다", async () => {
    bus.on("a", () => {
      throw new Error("하나");
    });
    bus.on("a", async () => {
      throw new Error("둘");
    });
    bus.on("a", write("끝"));
    const result = await bus.emit("a");
    expect(result.called).toBe(3);
    expect(result.errors.map((error) => error.message)).toEqual(["하나", "둘"]);
    expect(log).toEqual(["끝"]);
  });
});

describe("떼기", () => {
  test("자기 것 하나만 뗀다", async () => {
    const listener = write("x");
    const off = bus.on("a", listener);
    bus.on("a", listener);
    off();
    off();
    await bus.emit("a");
    expect(log).toEqual(["x"]);
  });

  test("아직 차례가 오지 않은 귀를 떼면 불리지 않는다", async () => {
    let off;
    bus.on("a", () => off());
    off = bus.on("a", write("불리면 안 됨"));
    expect((await bus.emit("a")).called).toBe(1);
    expect(log).toEqual([]);
  });

  test("부르는 동안 단 귀는 다음부터", async () => {
    bus.once("a", () => bus.on("a", write("새것")));
    await bus.emit("a");
    expect(log).toEqual([]);
    await bus.emit("a");
    expect(log).toEqual(["새것"]);
  });
});

describe("once", () => {
  test("한 번만", async () => {
    bus.once("a", write("한 번"));
    await bus.emit("a");
    expect((await bus.emit("a")).called).toBe(0);
    expect(log).toEqual(["한 번"]);
  });

  test("부르기 전에 뗄 수 있다", async () => {
    bus.once("a", write("x"))();
    await bus.emit("a");
    expect(log).toEqual([]);
  });

  test("자기 안에서 다시 알려도 다시 불리지 않는다", async () => {
    bus.once("a", async () => {
      log.push("처음");
      await bus.emit("a");
    });
    await bus.emit("a");
    expect(log).toEqual(["처음"]);
  });
});

describe("*", () => {
  test("모든 알림을 이름과 함께, 나중에", async () => {
    bus.on("*", (data, name) => log.push(`*${name}${data}`));
    bus.on("a", (data) => log.push(`a${data}`));
    await bus.emit("a", 1);
    await bus.emit("b", 2);
    expect(log).toEqual(["a1", "*a1", "*b2"]);
  });

  test("*로 알릴 수는 없다", async () => {
    await expect(bus.emit("*", 1)).rejects.toThrow(TypeError);
  });

  test("once인 *도 한 번만", async () => {
    bus.once("*", write("별"));
    await bus.emit("a");
    await bus.emit("b");
    expect(log).toEqual(["별"]);
  });
});
