/** 查阅记录 and 个人信息 by keys alone: filters, nothing found, refused, one guest's, and what waits for the data officer. */
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { installScene } from "../api/scene";
import { broken } from "../lib/testing";
import { App } from "./App";

const alt = (key: string) => userEvent.keyboard(`{Alt>}[${key}]{/Alt}`);
const oneGuest = "#/privacy/019bd0c0-0000-7000-8000-000000000001";

async function open(hash: string, heading: string | RegExp, search = "?"): Promise<void> {
  location.hash = hash;
  installScene(search);
  render(<App />);
  await screen.findByRole("heading", { level: 1, name: heading });
}

const table = () => screen.findByRole("table", { name: /查阅记录/ });
const rows = async () => within(await table()).getAllByRole("row").length - 1;

test("each read says who, when, of whom and why, and stands under 设置", async () => {
  await open("#/reads", "查阅记录");
  const text = (await table()).textContent;
  for (const words of ["2026-07-14 14:05", "林晓雯", "王建国", "当天 6 次，09:12 起"])
    expect(text).toContain(words);
  expect(text, "how often it was tried").toContain("没有做成：导出客史名单，3 次");
  expect(text, "whoever was erased has no name").toContain("已删除的客人");
  expect(document.querySelector('.rail [aria-current="page"]')?.textContent).toContain("设置");
  expect(await broken(document.body)).toEqual([]);
});

test("filters are reached by Alt 1–4, narrow, and Alt C lets all of them go", async () => {
  await open("#/reads", "查阅记录");
  const all = await rows();
  await alt("Digit2");
  expect(document.activeElement).toBe(screen.getByLabelText("哪一类"));
  await userEvent.selectOptions(screen.getByLabelText("哪一类"), "看联系方式");
  await waitFor(async () => expect(await rows()).toBe(1));
  expect((await table()).textContent).toContain("客人的车挡住了出口");
  await alt("KeyC");
  await waitFor(async () => expect(await rows()).toBe(all));
  await alt("Digit3");
  await userEvent.keyboard("14日");
  await waitFor(async () => expect(await rows(), "from a day on").toBe(7));
});

test("the whole reason of the chosen read is under the table, however narrow its column", async () => {
  await open("#/reads", "查阅记录");
  await table();
  await userEvent.keyboard("{ArrowDown}");
  await waitFor(() => expect(document.querySelector(".reads-more")?.textContent).toContain("请他来移一下"));
});

test("nothing found says what to do", async () => {
  await open("#/reads", "查阅记录");
  await table();
  await alt("Digit4");
  await userEvent.keyboard("2026-01-01");
  await screen.findByText(/换一个条件再看/);
  await userEvent.click(screen.getByRole("button", { name: /看全部/ }));
  expect(await rows()).toBe(10);
});

test("a house where nobody read anything yet offers nothing to let go of", async () => {
  await open("#/reads", "查阅记录", "?privacy=none");
  await screen.findByText("还没有人打开客史卡、查看联系方式或取走资料。");
  expect(screen.queryByRole("button", { name: /看全部/ })).toBeNull();
  await userEvent.keyboard("{Control>}p{/Control}");
  expect(document.querySelector(".paper"), "nothing is printed").toBeNull();
  expect(await broken(document.body)).toEqual([]);
});

test("who may not read them is told why", async () => {
  await open("#/reads", "查阅记录", "?privacy=refused");
  expect((await screen.findByRole("alert")).textContent).toContain("not_allowed");
});

test("Enter narrows to one guest, whose name heads the page, and Esc leads to that guest's personal data", async () => {
  await open("#/reads", "查阅记录");
  await table();
  await userEvent.keyboard("{Enter}");
  await screen.findByRole("heading", { level: 1, name: "王建国 的查阅记录" });
  expect(await rows()).toBe(2);
  expect((await table()).textContent, "their own column would say one name only").not.toContain("王建国");
  await userEvent.keyboard("{Escape}");
  await screen.findByRole("heading", { level: 1, name: "王建国" });
});

test("what must be answered soonest is chosen first; Alt D answers it, Enter opens the guest", async () => {
  await open("#/privacy", "个人信息");
  const requests = await screen.findByRole("table", { name: "客人的请求" });
  expect(document.body.textContent).toContain("2 个待答复");
  const chosen = () => requests.querySelector('[aria-current="true"]')?.textContent;
  expect(chosen()).toContain("最迟 2026-07-16 答复");
  await alt("KeyD");
  await screen.findByRole("dialog", { name: /答复/ });
  await userEvent.keyboard("{Escape}");
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  await waitFor(() => expect(chosen()).toContain("已办"));
  await alt("KeyD");
  expect(screen.queryByRole("dialog"), "what is answered is not answered again").toBeNull();
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("{Enter}");
  await screen.findByRole("heading", { level: 1, name: "高橋健一" });
});

test("a guest's word is taken by Alt 1–5, only where there is a text; a hold ends with its reason", async () => {
  await open(oneGuest, "王建国");
  await alt("Digit4");
  expect(screen.queryByRole("dialog"), "no text, no consent").toBeNull();
  expect(document.body.textContent).toContain("记为同意：还没有文本");
  await alt("Digit1");
  expect((await screen.findByRole("dialog")).textContent).toContain("每月不超过四次");
  await userEvent.keyboard("{Escape}");
  await userEvent.click(screen.getByRole("button", { name: "解除" }));
  const dialog = await screen.findByRole("dialog", { name: "解除法律保留" });
  expect(dialog.textContent).toContain("解除法律保留：还缺理由");
  await userEvent.keyboard("理赔已结{Enter}");
  await waitFor(() => expect(document.body.textContent).toContain("已解除"));
});
