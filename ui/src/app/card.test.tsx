/** What the desk writes on a guest's card, by keys alone. */
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { installScene } from "../api/scene";
import { broken } from "../lib/testing";
import { App } from "./App";

beforeEach(async () => {
  location.hash = "#/guest/019bd0c0-0000-7000-8000-000000000001";
  installScene("?");
  render(<App />);
  await screen.findByRole("heading", { level: 1, name: /王建国/ });
});

const alt = (key: string) => userEvent.keyboard(`{Alt>}[${key}]{/Alt}`);
const gone = () => waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
const undoes = (text: string) =>
  waitFor(() => expect(screen.getByRole("contentinfo").textContent).toContain(`撤销：${text}`));

test("Alt C makes a promise, and only with words; it can be taken back", async () => {
  await alt("KeyC");
  const field = await screen.findByLabelText("答应了什么");
  await userEvent.keyboard("{Enter}");
  expect(screen.queryByRole("dialog"), "not without a word").not.toBeNull();
  expect(await broken(document.body)).toEqual([]);
  await userEvent.type(field, "送一份生日蛋糕{Enter}");
  await gone();
  await undoes("已记承诺：送一份生日蛋糕");
});

test("Alt G corrects the data; what somebody else changed meanwhile is shown and kept", async () => {
  await alt("KeyG");
  const company = await screen.findByLabelText(/单位/);
  expect(screen.getByRole("button", { name: /保存：没有改动/ })).toBeTruthy();
  expect(await broken(document.body)).toEqual([]);
  await userEvent.type(company, "望江电子{Enter}");
  expect((await screen.findByRole("alert")).textContent).toContain("刚才有人改过");
  await userEvent.keyboard("{Alt>}{Enter}{/Alt}");
  expect((await screen.findByText(/刚才别人改了/)).textContent).toContain("走东门");
  expect(screen.getByLabelText<HTMLInputElement>(/单位/).value, "what was typed stands").toBe("望江电子");
  await userEvent.click(screen.getByLabelText(/单位/));
  await userEvent.keyboard("{Enter}");
  await gone();
  await undoes("已改 王建国 的资料");
  expect(screen.getByRole("main").textContent).toContain("望江电子");
});

test("a contact is added and another removed", async () => {
  await alt("KeyJ");
  await userEvent.type(await screen.findByLabelText("号码或地址"), "w@example.cn{Enter}");
  await gone();
  await undoes("已加电话");
  expect((await screen.findByText("w•••@example.cn")).textContent).toBeTruthy();
  await alt("KeyQ");
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getAllByRole("radio").length).toBe(3);
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("{Enter}");
  await gone();
  await waitFor(() => expect(screen.queryByText("138 •••• 8812")).toBeNull());
  await undoes("已去掉联系方式");
});

test("what was asked for stands apart from what was seen, and the selected wish can be struck off", async () => {
  await alt("Digit3");
  const table = await screen.findByRole("table", { name: "喜好与要求" });
  const heads = within(table)
    .getAllByText(/客人要求|观察到的喜好/)
    .map((head) => head.textContent);
  expect(heads).toEqual(["客人要求 3", "观察到的喜好 2"]);
  await userEvent.keyboard("{ArrowDown}");
  await alt("KeyH");
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain("高层，远离电梯");
  await userEvent.keyboard("{Enter}");
  await gone();
  await undoes("已划掉 高层，远离电梯");
  expect(table.textContent).not.toContain("高层，远离电梯");
});

test("Alt B lays two records side by side, says what moves, and Alt F takes them apart", async () => {
  await alt("KeyB");
  const sides = await screen.findByRole("table", { name: "两份并排" });
  const dialog = screen.getByRole("dialog");
  expect(dialog.textContent).toMatch(/会移过来：\s*入住 1 次，联系方式、喜好、承诺 2 条，积分 700/);
  expect(await broken(document.body)).toEqual([]);
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "姓名 王建国" }).checked).toBe(true);
  expect(within(sides).queryByRole("radio", { name: /望江电子/ }), "an empty company is filled").toBeNull();
  await userEvent.click(screen.getByRole("radio", { name: "姓名 王建國" }));
  expect(screen.getByRole("button", { name: /合并：还缺理由/ })).toBeTruthy();
  await userEvent.type(screen.getByLabelText("为什么是同一位"), "本人确认");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await gone();
  await undoes("已合并到 王建国");
  await alt("KeyF");
  expect((await screen.findByText(/入住 1 次/)).textContent).toContain("积分 700");
  const apart = screen.getByRole("dialog");
  expect(apart.textContent).toContain("后来改过，不动备注");
  await userEvent.type(screen.getByLabelText("为什么是两位"), "同名不同人{Enter}");
  await gone();
  await screen.findByText("已拆分");
});
