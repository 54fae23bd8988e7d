/** 会员计划报告 by keys alone: the sums agree, each figure opens its rows, the tables are the same in figures, it prints. */
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { installScene } from "../api/scene";
import { broken } from "../lib/testing";
import { App } from "./App";

const alt = (key: string) => userEvent.keyboard(`{Alt>}[${key}]{/Alt}`);
const main = () => screen.getByRole("main");

beforeEach(async () => {
  location.hash = "#/programme-report";
  installScene("?");
  render(<App />);
  await screen.findByRole("heading", { level: 1, name: "会员计划报告" });
  await screen.findByText("合计核对通过");
});

test("the sums join opening and closing, and nothing on the page breaks WCAG", async () => {
  const page = main().textContent;
  for (const words of ["3,000,000", "900,000", "3,375,000", "41.2%", "27.5%"]) expect(page).toContain(words);
  expect(await broken(document.body)).toEqual([]);
  await alt("KeyH");
  await waitFor(() => expect(main().textContent).toContain("逐笔"));
});

test("Alt 1 opens the rows behind what is owed, and Enter leads to the member", async () => {
  await alt("Digit1");
  const dialog = within(await screen.findByRole("dialog"));
  expect((await dialog.findByRole("table")).textContent).toContain("王建国");
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(location.hash).toContain("/member/"));
});

test("Alt T shows the drawings as tables, and Ctrl P prints the report with the chain's head", async () => {
  await alt("KeyT");
  await waitFor(() => expect(main().textContent).toContain("2026-09"));
  expect(await broken(document.body)).toEqual([]);
  const print = vi.spyOn(window, "print").mockImplementation(() => {});
  await userEvent.keyboard("{Control>}[KeyP]{/Control}");
  await waitFor(() => expect(print).toHaveBeenCalledTimes(1));
  const sheet = document.querySelector(".paper")?.textContent ?? "";
  for (const words of ["会员计划报告", "3,375,000", "链头"]) expect(sheet).toContain(words);
});

/** The figures of a part of the page that open nothing: every text with a digit that stands in no button. */
function closed(part: string, but: RegExp): string[] {
  const walk = document.createTreeWalker(main(), NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
    const text = node.textContent ?? "";
    const { parentElement: within } = node;
    if (within === null || within.closest(part) === null || !/\d/.test(text) || but.test(text)) continue;
    if (within.closest("button, kbd, th") === null) found.push(text);
  }
  return found;
}

test("every figure of the page is a button that opens its rows", async () => {
  expect(closed(".totals, .measures, .sides", /^$/)).toEqual([]);
  // The first column of a table says of which month or tier its row is.
  expect(closed(".reported > section", /^\d{4}-\d{2}$/)).toEqual([]);
});

test("what a tier cost opens redemptions and benefits, each with its own cost, in words", async () => {
  const gold = within(screen.getByRole("table", { name: "各级成本" })).getAllByRole("row")[3];
  if (gold === undefined) throw new Error("gold has a row");
  for (const [at, words] of [
    [3, ["给出的奖品 · 金卡", "SPA 60 分钟", "¥210"]],
    [4, ["用过的权益 · 金卡", "¥90"]],
    [6, ["兑换成本 · 金卡", "¥210"]],
    [7, ["兑换和权益成本 · 金卡", "¥210", "¥90"]],
  ] as const) {
    const button = within(gold).getAllByRole("button")[at + 1];
    if (button === undefined) throw new Error("each figure is a button");
    await userEvent.click(button);
    const dialog = await screen.findByRole("dialog");
    await within(dialog).findByRole("table");
    for (const said of words) expect(dialog.textContent).toContain(said);
    expect(await broken(document.body)).toEqual([]);
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  }
});

test("the guests of the comparison stand by group, and who is no member opens as a guest", async () => {
  await userEvent.click(screen.getByRole("button", { name: "27.5%" }));
  const dialog = await screen.findByRole("dialog");
  await within(dialog).findByRole("table");
  for (const words of ["官网", "会员 84 位，非会员 210 位", "0.40", "李静"])
    expect(dialog.textContent).toContain(words);
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(location.hash).toContain("/guest/"));
});
