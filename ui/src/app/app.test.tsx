import { act, cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { installScene } from "../api/scene";
import { switchLanguage } from "../lib/i18n";
import { broken } from "../lib/testing";
import { App } from "./App";
import { Broken } from "./Broken";

beforeEach(() => {
  location.hash = "";
});

async function open(search = ""): Promise<void> {
  installScene(search);
  render(<App />);
  if (search === "") await screen.findByRole("heading", { name: "今日" });
}

async function fill(label: string, text: string): Promise<void> {
  await userEvent.type(await screen.findByLabelText(label), text);
}

/** The text of a table's selected row. */
const current = (table: Element) => table.querySelector("[aria-current]")?.textContent ?? "";

const box = () => screen.getByRole<HTMLInputElement>("combobox");

test("the first start offers a hotel, a backup and the practice hotel, by keys alone", async () => {
  await open("?scene=first_run");
  await screen.findByRole("heading", { name: "从哪里开始" });
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("3");
  expect(screen.getByRole<HTMLInputElement>("radio", { name: /练习酒店/ }).checked).toBe(true);
  await userEvent.keyboard("1{Enter}");
  await screen.findByRole("heading", { name: /酒店/ });
  const make = screen.getByRole("button", { name: /建立/ });
  expect(make.textContent, "the button says what is missing").toContain("还缺");
  await userEvent.keyboard("{Escape}");
  await screen.findByRole("heading", { name: "从哪里开始" });
});

test("the first page says what of this machine would be refused or missed later", async () => {
  await open("?scene=first_run");
  const looked = await screen.findByRole("region", { name: "看过这台电脑" });
  expect(looked.textContent).toContain("磁盘空间余 212.0 GB");
  expect(looked.textContent).toContain("第二处备份还没有");
  expect(await broken(document.body)).toEqual([]);
});

test("a new hotel shows its recovery key once, and waits until it is kept", async () => {
  await open("?scene=first_run");
  await screen.findByRole("heading", { name: "从哪里开始" });
  await userEvent.keyboard("{Enter}");
  await fill("酒店名称", "望江饭店");
  await fill("酒店代码", "h0217");
  await fill("文件口令", "mountain lake");
  await fill("口令再输一次", "mountain lake");
  await fill("管理员姓名", "郑雅琴");
  await fill("6 位 PIN", "730164");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await screen.findByText(/^K7QF-/);
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(screen.queryByText(/^K7QF-/), "not before it is kept").not.toBeNull();
  await userEvent.click(screen.getByRole("checkbox"));
  await userEvent.click(screen.getByRole("button", { name: /开始用/ }));
  await screen.findByRole("heading", { name: "谁在用这台电脑" });
});

test("the practice hotel is made with its progress in sight", async () => {
  await open("?scene=first_run");
  await screen.findByRole("heading", { name: "从哪里开始" });
  await userEvent.keyboard("3{Enter}");
  expect((await screen.findByRole("progressbar")).getAttribute("aria-label")).toBe("正在建练习酒店");
  const next = await screen.findByRole("heading", { name: "谁在用这台电脑" }, { timeout: 30_000 });
  expect(next).toBeTruthy();
});

test("a hotel that lies here is opened again from the first page, and no second one is offered", async () => {
  await open("?scene=first_run&here=1");
  await screen.findByRole("heading", { name: "从哪里开始" });
  expect(screen.queryByRole("radio", { name: /建立本酒店/ })).toBeNull();
  expect(screen.getByRole<HTMLInputElement>("radio", { name: /打开本酒店/ }).checked).toBe(true);
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByRole("heading", { name: "打开文件" })).toBeTruthy();
});

test("practice is a key away from the sign-in, and so is the way back", async () => {
  await open("?scene=signed_out&practice=1&here=1");
  await screen.findByRole("heading", { name: "谁在用这台电脑" });
  expect(screen.getByRole("button", { name: /回本酒店/ }).textContent).toContain("Alt L");
  await userEvent.keyboard("{Alt>}l{/Alt}");
  expect(await screen.findByRole("heading", { name: "打开文件" }), "the hotel's own file").toBeTruthy();
  cleanup();
  await open("?scene=signed_out");
  await screen.findByRole("heading", { name: "谁在用这台电脑" });
  await userEvent.keyboard("{Alt>}l{/Alt}");
  expect(await screen.findByRole("progressbar")).toBeTruthy();
  await screen.findByText("练习酒店的 PIN 都是 246810", undefined, { timeout: 30_000 });
  expect(screen.queryByRole("progressbar"), "it is made").toBeNull();
  cleanup();
  await open("?scene=signed_out&practice=1");
  await screen.findByRole("heading", { name: "谁在用这台电脑" });
  expect(screen.queryByRole("button", { name: /回本酒店/ }), "there is none to go back to").toBeNull();
});

test("the sign-in says who is on duty and the day by the moon, and so does the rail's foot", async () => {
  await open("?scene=signed_out");
  await screen.findByRole("heading", { name: "谁在用这台电脑" });
  const aside = screen.getByRole("complementary").textContent;
  expect(aside).toContain("六月初一");
  expect(aside).toContain("当班周启明");
  cleanup();
  await open();
  expect(screen.getByRole("navigation").textContent).toContain("当班大堂副理周启明至 23:00");
});

test("a backup is opened with its passphrase, and a file that is none is refused", async () => {
  await open("?scene=first_run");
  await screen.findByRole("heading", { name: "从哪里开始" });
  await userEvent.keyboard("2{Enter}");
  await fill("备份文件的位置", "/media/usb/photo.jpg");
  await fill("口令或恢复码", "mountain lake");
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect((await screen.findByRole("alert")).textContent).toContain("不是 Lobby 的文件");
  await userEvent.clear(screen.getByLabelText("备份文件的位置"));
  await fill("备份文件的位置", "/media/usb/hotel.lobby");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await screen.findByRole("heading", { name: "恢复好了" });
  expect(document.body.textContent, "what nobody can know is said").toContain("之后写的都不在里面");
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("{Enter}");
  await screen.findByRole("heading", { name: "谁在用这台电脑" });
});

test("a locked file asks for its passphrase, and says so when it is wrong", async () => {
  await open("?scene=locked");
  const field = await screen.findByLabelText("文件口令");
  expect(await broken(document.body)).toEqual([]);
  await userEvent.type(field, "mountain{Enter}");
  expect((await screen.findByRole("alert")).textContent).toContain("口令不对");
  await userEvent.type(field, "mountain lake{Enter}");
  await screen.findByRole("heading", { name: "谁在用这台电脑" });
});

test("a key store that does not open the file says why, and may be asked again", async () => {
  await open("?scene=locked&store=no_secret");
  const field = await screen.findByLabelText("文件口令");
  expect(screen.getByRole("status").textContent).toContain("系统钥匙串里没有这个文件的钥匙");
  expect(await broken(document.body)).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: "再试钥匙串" }));
  await userEvent.type(field, "mountain lake{Enter}");
  await screen.findByRole("heading", { name: "谁在用这台电脑" });
});

test("a file whose key store was never turned on asks for its passphrase without a word of it", async () => {
  await open("?scene=locked");
  await screen.findByLabelText("文件口令");
  expect(screen.queryByRole("status")).toBeNull();
  expect(screen.queryByRole("button", { name: "再试钥匙串" })).toBeNull();
});

test("the key store is turned on with the PIN asked again, and off with what stays in it said", async () => {
  await open("");
  location.hash = "#/settings";
  await userEvent.click(await screen.findByRole("button", { name: /^打开/ }));
  await screen.findByLabelText("林晓雯 的 6 位 PIN");
  await userEvent.keyboard("246810");
  await screen.findByText("开着：这台电脑启动时不问口令。");
  expect(document.body.textContent).toContain("已开：这台电脑自己打开文件");
  expect(await broken(document.body)).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: /^关掉/ }));
  await screen.findByText("没有开：每次启动问一次口令。");
  expect(document.body.textContent, "the store could not be asked").toContain("没能删掉");
});

test("a person signs in with sign-in and PIN; a wrong one is told", async () => {
  await open("?scene=signed_out");
  await screen.findByRole("heading", { name: "谁在用这台电脑" });
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("du");
  const pin = await screen.findByLabelText<HTMLInputElement>("周启明 的 6 位 PIN");
  await userEvent.keyboard("111111");
  expect((await screen.findByRole("alert")).textContent).toContain("PIN 不对");
  await waitFor(() => expect(document.activeElement).toBe(pin));
  await userEvent.keyboard("246810");
  await screen.findByRole("heading", { name: "今日" });
  expect(screen.getByRole("button", { name: /周启明/ })).toBeTruthy();
});

test("a first PIN is set beside whoever runs the house, so that nobody takes a colleague's place", async () => {
  await open("?scene=signed_out");
  await screen.findByRole("heading", { name: "谁在用这台电脑" });
  await userEvent.keyboard("6");
  expect((await screen.findByText(/第一个 PIN 和管理员一起设/)).textContent).toContain("郑雅琴");
  expect(screen.queryByLabelText(/选 6 位数字/)).toBeNull();
  expect(await broken(document.body)).toEqual([]);
});

test("the first of a new house chooses a PIN alone, twice the same", async () => {
  await open("?scene=signed_out&house=new");
  await screen.findByRole("heading", { name: "谁在用这台电脑" });
  await screen.findByLabelText(/选 6 位数字/);
  await userEvent.keyboard("730164");
  await screen.findByLabelText(/再输一次/);
  await userEvent.keyboard("730165");
  expect((await screen.findByRole("alert")).textContent).toContain("两次不一样");
  await userEvent.keyboard("730164");
  await screen.findByLabelText(/再输一次/);
  await userEvent.keyboard("730164");
  await screen.findByRole("heading", { name: "今日" });
});

test("who leaves is gone from the page", async () => {
  await open();
  await userEvent.click(screen.getByRole("button", { name: /林晓雯/ }));
  await screen.findByRole("heading", { name: "谁在用这台电脑" });
  expect(document.body.textContent).not.toContain("王建国");
});

test("the five regions are landmarks in the order search, places, page, side, keys", async () => {
  await open();
  await screen.findByRole("complementary");
  const regions = ["search", "navigation", "main", "complementary", "contentinfo"].map((role) =>
    screen.getByRole(role),
  );
  const places = regions.map((region, at) => {
    const next = regions[at + 1];
    return (
      next === undefined || (region.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING) > 0
    );
  });
  expect(places).toEqual([true, true, true, true, true]);
  expect(await broken(document.body)).toEqual([]);
});

test("today says whom to win back, in its own words, and 今日 is marked at the left", async () => {
  await open();
  const side = await screen.findByRole("complementary", { name: "挽回清单与预览" });
  await waitFor(() => expect(side.textContent).toContain("挽回清单"));
  expect(side.textContent, "the printed key is another page's").not.toContain("恢复码");
  expect(document.querySelector('.rail [aria-current="page"]')?.textContent).toContain("今日");
});

test("letters find a guest, Enter opens the card, Esc goes back", async () => {
  await open();
  await userEvent.keyboard("w 8812");
  expect(box().value).toBe("w 8812");
  const list = await screen.findByRole("listbox");
  const options = within(list).getAllByRole("option");
  expect(options[0]?.getAttribute("aria-selected")).toBe("true");
  expect(options[0]?.textContent).toContain("今日抵店 1206");
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("{Enter}");
  await screen.findByRole("heading", { level: 1, name: /王建国/ });
  expect(box().value, "the box is empty again").toBe("");
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("{Escape}");
  await screen.findByRole("heading", { name: "今日" });
});

test("the box lists the complaints of whoever stands first, and Ctrl Enter begins one about them", async () => {
  await open();
  await userEvent.keyboard("w 8812");
  const group = await screen.findByRole("group", { name: "投诉" });
  expect(group.textContent).toContain("TS-20260402-A01");
  expect(screen.getByRole("option", { name: /为 王建国 1206 记投诉/ }).textContent).toContain("F9");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(location.hash).toContain("/tickets/new?about="));
  expect(decodeURIComponent(location.hash)).toContain("王建国");
});

test("going to another place puts the list away, so that it does not lie over the page", async () => {
  await open();
  await userEvent.keyboard("{Control>}[KeyK]{/Control}");
  await screen.findByRole("listbox");
  await userEvent.keyboard("{Control>}[Digit8]{/Control}");
  await screen.findByRole("heading", { level: 1, name: "设置" });
  expect(screen.queryByRole("listbox")).toBeNull();
});

test("Esc closes the list first, and only then leaves the card", async () => {
  location.hash = "#/guest/019bd0c0-0000-7000-8000-000000000001";
  await open("?");
  await screen.findByRole("heading", { level: 1, name: /王建国/ });
  await userEvent.keyboard("w");
  await screen.findByRole("listbox");
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("listbox")).toBeNull());
  expect(screen.getByRole("heading", { level: 1, name: /王建国/ })).toBeTruthy();
  await userEvent.keyboard("{Escape}");
  await screen.findByRole("heading", { name: "今日" });
});

test("nobody found: taking somebody down comes first, with what was typed", async () => {
  await open();
  await userEvent.keyboard("赵小满");
  const list = await screen.findByRole("listbox");
  const first = within(list).getAllByRole("option")[0];
  expect(first?.textContent).toContain("新建客史，带入 赵小满");
  await userEvent.keyboard("{Enter}");
  const name = await screen.findByLabelText<HTMLInputElement>("姓名");
  expect(name.value).toBe("赵小满");
  await userEvent.keyboard("{Enter}");
  await screen.findByText("已建 赵小满 的客史");
});

test("F8 keeps a promise, the key line offers to take it back", async () => {
  await open();
  await userEvent.keyboard("{F8}");
  await screen.findByRole("dialog");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("怎么兑现的")));
  await userEvent.keyboard("{Enter}");
  expect(screen.queryByRole("dialog"), "not without a word how").not.toBeNull();
  await userEvent.keyboard("已排 1206{Enter}");
  await screen.findByText("承诺已兑现");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(screen.getByRole("contentinfo").textContent).toContain("撤销：承诺已兑现");
  await act(async () => box().focus());
  await userEvent.keyboard("{Control>}[KeyZ]{/Control}");
  await screen.findByText("已撤销");
});

test("a health note asks for consent and is not kept without", async () => {
  location.hash = "#/guest/019bd0c0-0000-7000-8000-000000000001";
  await open("?");
  await screen.findByRole("heading", { level: 1, name: /王建国/ });
  await userEvent.keyboard("{F2}");
  await userEvent.type(await screen.findByLabelText("喜好或要求"), "花粉过敏");
  await userEvent.click(screen.getByRole("radio", { name: "健康" }));
  const dialog = screen.getByRole("dialog");
  expect(within(dialog).getByRole("button", { name: /记下：还缺本人同意/ })).toBeTruthy();
  await userEvent.click(screen.getByRole("radio", { name: "没有" }));
  expect(
    screen.getByRole<HTMLInputElement>("radio", { name: "房间" }).checked,
    "only what to do, under the room",
  ).toBe(true);
  expect(await broken(document.body)).toEqual([]);
});

test("a number is shown only with a reason, and says so", async () => {
  location.hash = "#/guest/019bd0c0-0000-7000-8000-000000000001";
  await open("?");
  await screen.findByRole("heading", { level: 1, name: /王建国/ });
  expect(screen.queryByText("138 0013 8812")).toBeNull();
  await userEvent.keyboard("{Alt>}[KeyX]{/Alt}");
  await screen.findByText("显示 王建国 的电话");
  await userEvent.keyboard("2");
  expect(screen.getByRole<HTMLInputElement>("radio", { name: /核对身份/ }).checked).toBe(true);
  await userEvent.keyboard("{Enter}");
  await screen.findByText("138 0013 8812");
});

test("what was done to a guest is walked by arrows, and so are the stays and complaints behind the tabs", async () => {
  location.hash = "#/guest/019bd0c0-0000-7000-8000-000000000001";
  await open("?");
  await screen.findByRole("heading", { level: 1, name: /王建国/ });
  await userEvent.keyboard("{Alt>}[KeyS]{/Alt}");
  const table = await screen.findByRole("table", { name: "记录" });
  await waitFor(() => expect(current(table)).toContain("48,213"));
  await userEvent.keyboard("{ArrowDown}");
  expect(current(table)).toContain("48,190");
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await userEvent.keyboard("{Alt>}[Digit2]{/Alt}{ArrowDown}");
  expect(current(await screen.findByRole("table", { name: "入住与消费" }))).toContain("2026-04-02");
  await userEvent.keyboard("{Alt>}[Digit4]{/Alt}{Enter}");
  await waitFor(() => expect(location.hash).toContain("#/ticket/"));
});

test("? lists the keys of the page, and Ctrl K every command", async () => {
  await open();
  await userEvent.keyboard("?");
  const sheet = await screen.findByRole("dialog");
  expect(sheet.textContent).toContain("兑现承诺");
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await userEvent.keyboard("{Control>}[KeyK]{/Control}");
  const list = await screen.findByRole("listbox");
  expect(list.textContent).toContain("设置");
});

test("the language changes at once, and so does what was already on the page", async () => {
  await open();
  await act(() => switchLanguage("en"));
  await screen.findByRole("heading", { name: "Today" });
  expect(document.documentElement.lang).toBe("en");
  expect(screen.getByRole("navigation").textContent).toContain("Settings");
});

test("a file is shown before it is taken, and can be taken back whole", async () => {
  await open();
  await userEvent.keyboard("{F5}");
  await screen.findByText("stays-0714.csv");
  expect(await broken(document.body)).toEqual([]);
  await userEvent.type(screen.getByLabelText("文件"), "/data/missing.csv");
  await userEvent.click(screen.getByRole("button", { name: /预览/ }));
  expect((await screen.findByRole("alert")).textContent).toContain("表头对不上");
  await userEvent.clear(screen.getByLabelText("文件"));
  await userEvent.type(screen.getByLabelText("文件"), "/data/stays.csv");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await screen.findByText("没有这一天，或不是年在前");
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await screen.findByText("导入完成：新 38，改 6");
  await userEvent.click(screen.getByRole("button", { name: "再导一个" }));
  await userEvent.click(await screen.findByRole("button", { name: /撤销导入/ }));
  const dialog = await screen.findByRole("dialog");
  await within(dialog).findByText("入住 37 · 客人 30 · 联系方式 1");
  within(dialog).getByText("入住 4 · 客人 2");
  within(dialog).getByText("王建国");
  expect(await broken(document.body)).toEqual([]);
  await userEvent.click(within(dialog).getByRole("button", { name: /撤销导入/ }));
  await screen.findByText(/已撤销：去掉 67，退回 7，后来动过的 1 条留着/);
});

test("a guest is checked in and out from the card", async () => {
  location.hash = "#/guest/019bd0c0-0000-7000-8000-000000000001";
  await open("?");
  await screen.findByRole("heading", { level: 1, name: /王建国/ });
  await userEvent.keyboard("{Alt>}[KeyR]{/Alt}");
  await screen.findByRole("dialog");
  await userEvent.keyboard("{Enter}{Enter}");
  expect((await screen.findByLabelText<HTMLInputElement>("房号")).value).toBe("1206");
  await userEvent.keyboard("{Alt>}[Digit6]{/Alt}{Enter}");
  await screen.findByText("王建国 已入住 1206");
  await userEvent.click(await screen.findByRole("button", { name: /办理离店/ }));
  const food = await screen.findByLabelText("餐饮");
  await userEvent.clear(food);
  await userEvent.type(food, "4O");
  expect(screen.getByRole("button", { name: /办理离店：数目不对/ })).toBeTruthy();
  await userEvent.clear(food);
  await userEvent.type(food, "40.5{Enter}");
  await screen.findByText("王建国 已离店");
});

function Bug(): never {
  throw new Error("a bug");
}

test("a bug in a page says so instead of leaving the window empty", () => {
  const silent = vi.spyOn(console, "error").mockImplementation(() => {});
  render(
    <Broken>
      <Bug />
    </Broken>,
  );
  expect(screen.getByRole("alert").textContent).toContain("窗口出了错");
  silent.mockRestore();
});
