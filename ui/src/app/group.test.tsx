import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { installScene } from "../api/scene";
import { App } from "./App";
import { broken } from "../lib/testing";

beforeEach(async () => {
  location.hash = "#/group";
  installScene("");
  render(<App />);
  await screen.findByRole("heading", { name: "集团月报" });
});

const table = () => screen.findByRole("table", { name: "预检" });

test("the last finished month is checked at once, what to look at before what is fine", async () => {
  const rows = within(await table()).getAllByRole("row");
  expect(rows[1]?.textContent).toContain("请看");
  expect(rows[1]?.textContent).toContain("TS-20260628-002、TS-20260630-001 未关闭");
  expect(rows.at(-1)?.textContent).toContain("从 44,108 到 48,213 连续");
  expect(screen.getByText(/2026年6月 · 望江饭店 H0217/)).toBeTruthy();
  expect(screen.getByText("52,808 行，约 5.1 MB")).toBeTruthy();
  expect(await broken(document.body)).toEqual([]);
});

test("Ctrl Enter makes the package, and the page says where it lies", async () => {
  await table();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect((await screen.findByRole("progressbar")).getAttribute("aria-label")).toBe("正在生成");
  const path = await screen.findByText(/H0217-2026-06-v1.tar.age$/, {}, { timeout: 10_000 });
  expect(path.dataset["test"]).toBe("package-path");
  await waitFor(() => expect(screen.getByRole("complementary").textContent).toContain("2026年6月 · 版本 1"));
  expect(await broken(document.body)).toEqual([]);
});

test("Esc cancels the making, and nothing is made", async () => {
  await table();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await screen.findByRole("progressbar");
  await userEvent.keyboard("{Escape}");
  expect((await screen.findByRole("alert")).textContent).toContain("已取消");
  expect(screen.queryByText(/H0217-2026-06-v1.tar.age$/)).toBeNull();
});

test("F3 takes another month, and a month that is blocked cannot be made", async () => {
  await table();
  await userEvent.keyboard("{F3}");
  await userEvent.selectOptions(await screen.findByLabelText("月份"), "2024-12");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await screen.findByText(/2024年12月 · 望江饭店/);
  const make = await screen.findByRole("button", { name: /生成：先解决 1 项/ });
  expect(make.getAttribute("aria-disabled")).toBe("true");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(screen.queryByText(/已生成/)).toBeNull();
});

test("F3 takes a week, a span and everything too, by keys alone", async () => {
  await table();
  await userEvent.keyboard("{F3}");
  await userEvent.selectOptions(await screen.findByLabelText("哪一种"), "周");
  await userEvent.selectOptions(await screen.findByLabelText(/周一至周日/), "2026-W24");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await screen.findByText(/2026年第24周 · 望江饭店/);
  expect(screen.getByRole("list", { name: "月报的四步" }).textContent).toContain("6月8日–6月14日");
  await userEvent.keyboard("{F3}");
  await userEvent.selectOptions(await screen.findByLabelText("哪一种"), "起止两天");
  const from = await screen.findByLabelText("从哪一天");
  await userEvent.clear(from);
  await userEvent.type(from, "7-2");
  const to = screen.getByLabelText(/到哪一天/);
  await userEvent.clear(to);
  await userEvent.type(to, "7-1");
  expect(screen.getByRole("button", { name: /日子还不对/ })).toBeTruthy();
  await userEvent.clear(to);
  await userEvent.type(to, "昨天");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await screen.findByText(/2026-07-02 至 2026-07-13 · 望江饭店/);
  await userEvent.keyboard("{F3}");
  await userEvent.selectOptions(await screen.findByLabelText("哪一种"), "自上次起");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await screen.findByText(/2026-06-01 至 2026-07-13 · 望江饭店/);
});

test("Enter on a finding lists its rows, and Enter on a row opens the record where it is put right", async () => {
  await table();
  await userEvent.keyboard("{Enter}");
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain("走完七步再关闭");
  expect(await within(dialog).findByText("TS-20260628-002")).toBeTruthy();
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("{ArrowDown}{Enter}");
  await waitFor(() => expect(location.hash).toMatch(/^#\/ticket\//));
});

test("the side says what is made by itself, what was missed and why; Alt D sets it with one's PIN", async () => {
  await table();
  const side = screen.getByRole("complementary");
  await waitFor(() => expect(side.textContent).toContain("下次 2026年7月，8月1日 06:00"));
  expect(side.textContent).toContain("上次 2026年5月，6月1日 09:20 补做");
  expect(side.textContent).toContain("2026年6月 没做成（3 次）：要存到的文件夹不在；7月14日 14:10 再试");
  await userEvent.keyboard("{Alt>}[KeyD]{/Alt}");
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByRole("radio", { name: "每月" })).toHaveProperty("checked", true);
  await userEvent.click(within(dialog).getByRole("radio", { name: "自上次起" }));
  await userEvent.selectOptions(within(dialog).getByLabelText(/几点/), "23:00");
  const folder = within(dialog).getByLabelText(/存到/);
  await userEvent.clear(folder);
  await userEvent.type(folder, "packages");
  expect(within(dialog).getByRole("button", { name: /^设好：还缺 PIN/ })).toBeTruthy();
  await userEvent.type(within(dialog).getByLabelText(/本人 PIN/), "246810");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect((await within(dialog).findByRole("alert")).textContent).toContain("没有这个文件夹");
  await userEvent.clear(folder);
  await userEvent.type(folder, "/media/group");
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(side.textContent).toContain("每月 23:00"));
  expect(side.textContent).not.toContain("没做成");
});

test("F6 sets head office's key: what is missing is said, a wrong one refused, and its fingerprint shown", async () => {
  await table();
  expect(screen.getByRole("complementary").textContent).toContain("集团数据部 2026 公钥");
  await userEvent.keyboard("{F6}");
  const dialog = await screen.findByRole("dialog");
  await userEvent.type(within(dialog).getByLabelText("公钥"), "ssh-ed25519 AAAA");
  await userEvent.type(within(dialog).getByLabelText(/叫什么/), "集团 2027");
  expect(within(dialog).getByRole("button", { name: /还缺 PIN/ })).toBeTruthy();
  await userEvent.type(within(dialog).getByLabelText(/本人 PIN/), "246810");
  await userEvent.keyboard("{Enter}");
  expect((await within(dialog).findByRole("alert")).textContent).toContain("公钥不对");
  const key = within(dialog).getByLabelText("公钥");
  await userEvent.clear(key);
  await userEvent.type(key, "age1qqqq");
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(screen.getByRole("complementary").textContent).toContain("集团 2027"));
  expect(document.querySelector("[data-test=fingerprint]")?.textContent).toBe(
    "0000 0000 0000 0000 0000 0000 0000 0000",
  );
});

test("F8 lists what left, and Enter on a kept one copies it out again", async () => {
  await table();
  await userEvent.keyboard("{F8}");
  const history = await screen.findByRole("dialog");
  const rows = within(history).getAllByRole("row");
  expect(rows[1]?.textContent).toContain("2026年5月 · 版本 2");
  expect(rows[1]?.textContent).toContain("/data/lobby/packages");
  expect(rows[1]?.textContent).toContain("封给 9f2c 41ab 07de 8811 …");
  expect(rows[4]?.textContent).toContain("不在这台机器上");
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("{ArrowDown}{Enter}");
  const folder = await screen.findByLabelText("拷到（完整路径）");
  await userEvent.type(folder, "/media/usb");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), { timeout: 10_000 });
  expect(await screen.findByText(/H0217-2026-05-v1.tar.age 已拷到 \/media\/usb/)).toBeTruthy();
});
