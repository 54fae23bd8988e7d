import { expect, test } from "vitest";
import { hoursOf, hoursText } from "./hours";

test("a week is written in two lines and read back as it was", () => {
  for (const text of [
    { weekdays: "09:00–18:00", weekend: "-" },
    { weekdays: "08:00–12:00, 13:00–18:00", weekend: "10:00–16:00" },
    { weekdays: "", weekend: "-" },
  ]) {
    const hours = hoursOf(text);
    expect(hours).toBeTruthy();
    expect(hoursText(hours ?? undefined)).toEqual(text);
  }
});

test("what is typed with other signs means the same", () => {
  expect(hoursOf({ weekdays: "8：00～12：00，13:00-24:00", weekend: "—" })?.week[0]).toEqual([
    { from: 480, to: 720 },
    { from: 780, to: 1_440 },
  ]);
});

test("day and night is no week of its own", () => {
  expect(hoursOf({ weekdays: "", weekend: " " })).toBeNull();
  expect(hoursText(undefined)).toEqual({ weekdays: "", weekend: "" });
});

test.each(["9–18", "09:00–08:00", "09:60–10:00", "09:00–24:01", "09:00–12:00, 12:00–13:00", "abends"])(
  "%s cannot be read",
  (weekdays) => {
    expect(hoursOf({ weekdays, weekend: "" })).toBeUndefined();
  },
);

test("never open is no week", () => {
  expect(hoursOf({ weekdays: "-", weekend: "-" })).toBeUndefined();
});
