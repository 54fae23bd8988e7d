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
