/** 疑似重复 by keys alone: why two records may be one, told apart, opened again, looked for, merged. */
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { installScene } from "../api/scene";
import { broken } from "../lib/testing";
import { App } from "./App";

const alt = (key: string) => userEvent.keyboard(`{Alt>}[${key}]{/Alt}`);
const table = () => screen.findByRole("table", { name: "疑似重复" });

beforeEach(async () => {
  location.hash = "#/guests";
  installScene("?");
  render(<App />);
  await screen.findByRole("heading", { level: 1, name: "客史名单" });
  await alt("KeyD");
  await screen.findByRole("heading", { level: 1, name: "疑似重复" });
});

test("each pair says how likely it is and why, masked, and the place at the left stays 客史", async () => {
  const rows = (await table()).textContent;
  for (const words of ["确定", "王建国", "王建國", "138 •••• 8812", "电话相同、名相同"])
    expect(rows).toContain(words);
  expect(rows, "what is missing speaks for nothing").not.toContain("生日");
  expect(document.querySelector('.rail [aria-current="page"]')?.textContent).toContain("客史");
  expect(await broken(document.body)).toEqual([]);
});

test("Alt N tells two apart; under the other tab they can be opened again", async () => {
  await table();
  await alt("KeyN");
  await screen.findByText("没有疑似重复");
  await waitFor(() => expect(document.body.textContent).toContain("记下：不是同一位"));
  await alt("Digit2");
  await table();
  expect(
    screen.queryByRole("button", { name: /^合并/ }),
    "who was told apart is not merged from here",
  ).toBeNull();
  await alt("KeyN");
  await screen.findByText("还没有标过“不是同一人”的");
  await alt("Digit1");
  await table();
});

test("Alt C looks now and says what was found; Alt B lays the two side by side", async () => {
  await table();
  await alt("KeyC");
  await waitFor(() => expect(document.body.textContent).toContain("查完 80,214 位：疑似 1 对"));
  await alt("KeyB");
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain("确定：电话相同、名相同");
  await userEvent.type(await screen.findByLabelText("为什么是同一位"), "本人确认");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await screen.findByRole("heading", { level: 1, name: /王建国/ });
});
