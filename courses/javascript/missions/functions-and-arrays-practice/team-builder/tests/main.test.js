import { beforeEach, describe, expect, test } from "vitest";
import { biggestTeam, groupByTeam } from "./main.js";

let members;

beforeEach(() => {
  members = [
    { name: "하은", team: "한강" },
    { name: "민준", team: "남산" },
    { name: "서윤", team: "한강" },
  ];
});

describe("groupByTeam", () => {
  test("팀마다 이름을 모은다", () => {
    expect(groupByTeam(members)).toEqual({ 한강: ["하은", "서윤"], 남산: ["민준"] });
  });

  test("참가자가 없으면 빈 객체", () => {
    expect(groupByTeam([])).toEqual({});
  });

  test("이름은 나온 순서대로", () => {
    const many = ["다", "가", "나"].map((name) => ({ name, team: "북악" }));
    expect(groupByTeam(many).북악).toEqual(["다", "가", "나"]);
  });

  test("같은 이름도 모두 담는다", () => {
    members.push({ name: "하은", team: "한강" });
    expect(groupByTeam(members).한강).toHaveLength(3);
  });

  test("원래 배열을 바꾸지 않는다", () => {
    const before = structuredClone(members);
    groupByTeam(members);
    expect(members).toEqual(before);
  });
});

describe("biggestTeam", () => {
  test("사람이 가장 많은 팀", () => {
    expect(biggestTeam(members)).toBe("한강");
  });

  test("수가 같으면 먼저 나온 팀", () => {
    expect(biggestTeam(members.slice(0, 2))).toBe("한강");
    expect(biggestTeam([members[1], members[0]])).toBe("남산");
  });

  test("참가자가 없으면 null", () => {
    expect(biggestTeam([])).toBeNull();
  });
});
