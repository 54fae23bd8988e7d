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
  expect(rows.at(-1)?.textContent).toContain("从 44108 到 48213 连续");
  expect(screen.getByText(/2026年6月 · 望江饭店 H0217/)).toBeTruthy();
  expect(screen.getByText("37,879 行，约 4.1 MB")).toBeTruthy();
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
