import i18next from "i18next";
import { expect, test } from "vitest";
import { dueGroup, dueInList } from "./due";

const at = (time: string) => Date.parse(`${time}+08:00`);
const zone = "Asia/Shanghai";
const now = at("2026-07-14T14:00");

const said = (due: string, from: string) =>
  dueInList({ due: at(due), from: at(from), now, zone, language: "zh-CN" }, i18next.t);

test("a clock in a list is late in red, today by hours, tomorrow by its hour, later by its date", () => {
  const rows = [
    ["2026-07-14T11:55", "2026-07-14T10:00", "逾期 2:05", "rd w6"],
    ["2026-07-14T14:38", "2026-07-14T13:00", "剩 0:38", ""],
    ["2026-07-14T14:38", "2026-07-14T10:00", "剩 0:38", "am w6"],
    ["2026-07-15T10:00", "2026-07-14T13:00", "明天 10:00", ""],
    ["2026-07-17T10:00", "2026-07-14T13:00", "7月17日", ""],
  ] as const;
  for (const [due, from, text, tone] of rows) {
    expect(said(due, from), `due ${due}, taken ${from}`).toEqual({ text, tone });
  }
});

test("the inbox groups by late, today and later, on the hotel's own calendar", () => {
  expect(dueGroup(now - 1, now, zone), "a moment ago is late").toBe("late");
  expect(dueGroup(at("2026-07-14T23:59"), now, zone), "before midnight is today").toBe("today");
  expect(dueGroup(at("2026-07-15T00:00"), now, zone), "midnight is the next day").toBe("later");
  expect(dueGroup(null, now, zone), "what has no clock comes last").toBe("later");
});
