import { expect, test } from "vitest";
import { stays } from "../../api/sceneCard";
import { nightOnAverage } from "./rates";

test("a night on average is what rooms cost, without what was eaten, and without stays that never were", () => {
  const slept = stays().filter((stay) => stay.state === "departed");
  const rooms = slept.reduce((sum, stay) => sum + stay.room_minor, 0);
  const nights = slept.reduce((sum, stay) => sum + stay.nights, 0);
  expect(nightOnAverage(stays())).toBe(Math.round(rooms / nights / 100) * 100);
  expect(nightOnAverage(stays().map((stay) => ({ ...stay, food_minor: 900_000 })))).toBe(
    nightOnAverage(stays()),
  );
  expect(nightOnAverage(stays().map((stay) => ({ ...stay, state: "cancelled" as const })))).toBeNull();
});
