/** 验券 by keys alone: looked at first, used by a second key, once. */
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { installScene } from "../api/scene";
import { goodCode } from "../api/sceneVouchers";
import { broken } from "../lib/testing";
import { App } from "./App";

beforeEach(async () => {
  location.hash = "#/vouchers";
  installScene("?");
  render(<App />);
  await screen.findByRole("heading", { level: 1, name: "验券" });
});

const field = () => screen.findByLabelText<HTMLInputElement>("券码或单号");
async function enter(text: string): Promise<void> {
  const input = await field();
  await userEvent.clear(input);
  await userEvent.type(input, `${text}{Enter}`);
}
/** What the code turned out to be; the frame has places of its own that tell how something stands. */
const card = () => document.querySelector(".vcard");
const use = () => userEvent.keyboard("{Control>}{Enter}{/Control}");

test("a code is looked at by Enter and used by Ctrl Enter, once", async () => {
  await screen.findByText("R-20260714-A02");
  expect(await broken(document.body)).toEqual([]);
  await use();
  expect(card(), "nothing was looked at, nothing is used").toBeNull();
  await enter(goodCode);
  await screen.findByText("有效，可以用");
  expect(card()?.textContent).toContain("王建国");
  expect(await broken(document.body)).toEqual([]);
  await use();
  await waitFor(() => expect(card()?.textContent).toContain("已用"));
  expect((await field()).value, "the field is empty for the next guest").toBe("");
  await enter(goodCode);
  await waitFor(() => expect(card()?.textContent).toContain("林晓雯"));
  expect(screen.getByRole("button", { name: /用掉：先查一下/ })).toBeTruthy();
});

test("what is typed after the look is not what was looked at", async () => {
  await enter(goodCode);
  await screen.findByText("有效，可以用");
  await userEvent.type(await field(), "X");
  expect(
    screen.getByRole("button", { name: /用掉：先查一下/ }),
    "another code wants another look",
  ).toBeTruthy();
});

test("a slip is told as one, and a number uses nothing", async () => {
  await enter("K7Q29-XMB4X");
  expect((await screen.findByRole("alert")).textContent).toContain("券码抄错了");
  await enter("R-20260714-A02");
  await screen.findByText("有效，可以用");
  expect(screen.getByRole("button", { name: /用掉：要券上的券码/ })).toBeTruthy();
});

test("Alt 3 shows what nobody used in time", async () => {
  await userEvent.keyboard("{Alt>}[Digit3]{/Alt}");
  expect((await screen.findByText("2026-05-30 已过期")).closest("tr")?.textContent).toContain("SPA");
  expect(await broken(document.body)).toEqual([]);
});
