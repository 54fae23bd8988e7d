import { expect, test } from "vitest";
import { places, standsAt } from "./places";

/** The one place that is marked at the left for a page. */
const marked = (page: string) => places.filter((place) => standsAt(place, page)).map((place) => place.id);

test("each page belongs to one place, the thing on a page to its page's", () => {
  const rows = [
    ["/", ["today"]],
    ["/guest/019b", ["guests"]],
    ["/suspects", ["guests"]],
    ["/tickets/new", ["tickets"]],
    ["/ticket/019b", ["tickets"]],
    ["/spending", ["tickets"]],
    ["/member/019b", ["members"]],
    ["/event/019b", ["members"]],
    ["/privacy/019b", ["settings"]],
    ["/reads", ["settings"]],
    ["/check", ["settings"]],
  ] as const;
  expect(rows.map(([page]) => [page, marked(page)])).toEqual(rows);
});

test("a page whose name only begins alike is another one", () => {
  expect(marked("/guestbook")).toEqual([]);
});
