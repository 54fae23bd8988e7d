/** 会员 by keys: who is to be warned today is told on 今日 and listed; the nearest such days are a key away. */
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { installScene } from "../api/scene";
import { broken } from "../lib/testing";
import { App } from "./App";

const alt = (key: string) => userEvent.keyboard(`{Alt>}[${key}]{/Alt}`);
const page = () => screen.getByRole("main").textContent;

test("today says how many members are to be warned, and the figure opens them", async () => {
  location.hash = "#/";
  installScene("?");
  render(<App />);
  await userEvent.click(await screen.findByRole("button", { name: "今天 4 位，8,000 分" }));
  await waitFor(() => expect(location.hash).toContain("/member"));
  await waitFor(() => expect(page()).toContain("赵磊"));
  expect(screen.getByRole("tab", { selected: true }).textContent).toContain("到期提醒");
});

test("each row says which warning has come and when the next does; the next day that has somebody is a key away", async () => {
  location.hash = "#/member";
  installScene("?");
  render(<App />);
  await waitFor(() => expect(page()).toContain("陈思远"));
  for (const words of ["7 天", "60 天", "下次 08-13"]) expect(page()).toContain(words);
  await alt("Digit2");
  await waitFor(() => expect(page()).toContain("提前 60、30、7 天"));
  expect(page()).not.toContain("陈思远");
  expect(await broken(document.body)).toEqual([]);
  expect(page()).toContain("下次 7月24日");
  await alt("KeyX");
  await waitFor(() => expect(page()).toContain("这一天没有要提醒的会员"));
  expect(page()).toContain("7月24日 周五");
  await alt("KeyQ");
  await waitFor(() => expect(page()).toContain("7月9日 周四"));
});
