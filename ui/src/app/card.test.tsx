/** What the desk writes on a guest's card, by keys alone. */
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
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

test("a document's number goes beside the correction, never in it, and its last four stand on the card", async () => {
  await alt("KeyG");
  const number = await screen.findByLabelText(/证件号码/);
  await userEvent.type(number, "E12345678");
  expect(screen.queryByLabelText(/证件末四位/), "one of the two is typed").toBeNull();
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("{Enter}");
  await screen.findByRole("alert");
  await userEvent.keyboard("{Alt>}{Enter}{/Alt}");
  await screen.findByText(/刚才别人改了/);
  await userEvent.click(screen.getByLabelText(/证件号码/));
  await userEvent.keyboard("{Enter}");
  await gone();
  await undoes("已改 王建国 的资料");
  expect(screen.getByText("•••• 5678")).toBeTruthy();
});

test("the side says where the guest stands on the four axes", () => {
  const block = screen.getByRole("heading", { name: "分类" }).closest("section");
  expect(block?.textContent).toContain("价值高价值来源线上预订喜好无烟房反馈一般");
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
  await alt("KeyM");
  await undoes("已记满足：高层，远离电梯");
  expect(within(table).getAllByText("今天已满足").length, "one wish, once").toBe(1);
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

test("do not rent stands in red on the card and at check-in, and its words are not for the desk", async () => {
  const bar = screen.getByText("勿接待").closest(".bar4");
  expect(bar?.className).toContain("rd");
  expect(bar?.textContent).toContain("先找大堂副理");
  await alt("KeyR");
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByText("勿接待")).toBeTruthy();
  await userEvent.keyboard("{Escape}");
  await gone();
  await alt("KeyT");
  await userEvent.type(await screen.findByLabelText("要看到什么"), "总经理要见{Enter}");
  await gone();
  await undoes("已记提醒");
  expect(screen.getByText("总经理要见").className).not.toContain("rd");
  await alt("KeyD");
  await userEvent.type(await screen.findByLabelText("为什么撤"), "见过了{Enter}");
  await gone();
  await waitFor(() => expect(screen.queryByText("总经理要见")).toBeNull());
});

test("a dealing, a companion and a task are written by key, and the task is ticked", async () => {
  await alt("KeyW");
  await userEvent.type(await screen.findByLabelText("说了什么"), "问周末活动{Enter}");
  await gone();
  await alt("Digit4");
  await screen.findByText("问周末活动");
  const event = await screen.findByRole("link", { name: "龙井品鉴会" });
  expect(event.getAttribute("href"), "an event that they came to opens").toContain("#/event/");
  expect(screen.queryByText("端午游湖"), "one that they declined is no dealing").toBeNull();
  const told = [...document.querySelectorAll(".cols .pref")].map((line) => line.textContent);
  expect(told.findIndex((line) => line.includes("问周末活动"))).toBeLessThan(
    told.findIndex((line) => line.includes("龙井品鉴会")),
  );
  expect(await broken(document.body)).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: "划掉 问周末活动" }));
  await waitFor(() => expect(screen.queryByText("问周末活动")).toBeNull());
  await alt("KeyY");
  await userEvent.type(await screen.findByLabelText("姓名"), "李梅{Enter}");
  await gone();
  await screen.findByText("李梅");
  await alt("Digit1");
  await alt("KeyP");
  await userEvent.type(await screen.findByLabelText("要做什么"), "硬枕一对{Enter}");
  await gone();
  const box = await screen.findByRole<HTMLInputElement>("checkbox", { name: "硬枕一对" });
  await userEvent.click(box);
  await undoes("已勾");
  await screen.findByText("1 / 1 已办");
});

test("each field says where it comes from, and the card how complete it is", async () => {
  expect(screen.getByRole("heading", { name: /完整 77%/ })).toBeTruthy();
  await alt("KeyN");
  const table = await screen.findByRole("table", { name: "资料从哪来" });
  expect(table.textContent).toContain("林晓雯");
  expect(await broken(document.body)).toEqual([]);
});

test("Ctrl P prints the five kinds of history, without phones and with the chain's head", async () => {
  const print = vi.spyOn(window, "print").mockImplementation(() => {});
  await userEvent.keyboard("{Control>}[KeyP]{/Control}");
  await waitFor(() => expect(print).toHaveBeenCalledTimes(1));
  const sheet = document.querySelector(".paper")?.textContent ?? "";
  for (const kind of ["常规", "预订", "消费", "习俗爱好", "反馈意见"]) expect(sheet).toContain(kind);
  expect(sheet).toContain("链头 48,213 · a91f 7c02");
  expect(sheet).toContain("第 1 页，共 1 页");
  expect(sheet, "no phone leaves on paper").not.toContain("8812");
  expect(sheet, "and nothing says practice").not.toContain("练习");
  window.dispatchEvent(new Event("afterprint"));
  await waitFor(() => expect(document.querySelector(".paper")).toBeNull());
  print.mockRestore();
});

test("the card says what is missing to the next tier, what points are worth, and what the guest last said", async () => {
  const side = (await screen.findByRole("complementary")).textContent;
  for (const words of ["约 ¥1,248", "到白金还差 11 晚", "14 / 25 晚", "或再消费 ¥16,816", "7月31日到期"])
    expect(side).toContain(words);
  const page = screen.getByRole("main").textContent;
  expect(page).toContain("最近一次评价“投诉处理得很快，房间再安静些就完美了”4月5日 电话 · 林晓雯");
});
