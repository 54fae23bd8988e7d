/** 带入旧积分 by keys alone: a file is looked at, guests are let in, it is brought in, and taken out again. */
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { installScene } from "../api/scene";
import { broken } from "../lib/testing";
import { App } from "./App";

const alt = (key: string) => userEvent.keyboard(`{Alt>}[${key}]{/Alt}`);
const ctrlEnter = () => userEvent.keyboard("{Control>}{Enter}{/Control}");
const main = () => screen.getByRole("main");

beforeEach(async () => {
  location.hash = "#/balances";
  installScene("?");
  render(<App />);
  await screen.findByRole("heading", { level: 1, name: "带入旧积分" });
});

async function look(path: string): Promise<void> {
  await alt("Digit1");
  await waitFor(() => expect(document.activeElement?.id).toBe("import-path"));
  await userEvent.keyboard(path);
  await ctrlEnter();
}

test("a file is shown to the last point: what is new, what stands, what says otherwise, what is refused and why", async () => {
  await look("/srv/old/members.csv");
  await screen.findByRole("button", { name: /带入 3,401,000 分/ });
  const page = main().textContent;
  for (const words of [
    "行数1,204",
    "新1,180",
    "说法不同2",
    "文件里的积分3,482,150",
    "将入账3,401,000",
    "没带入20,000",
  ])
    expect(page).toContain(words);
  for (const words of ["986 位会员得到积分", "12 位会员升等级", "1 行的积分读不出", "没用到的列：备用"])
    expect(page).toContain(words);
  const left = within(screen.getByRole("table", { name: "没带入的行" }));
  expect(left.getByText("7").closest("tr")?.textContent).toContain("以前带入过");
  expect(left.getByText("412").closest("tr")?.textContent, "who is no member is named").toContain("王建国");
  expect(await broken(document.body)).toEqual([]);
  await alt("KeyS");
  await screen.findByText("已存到 /srv/reports/balances-left.csv");
});

test("guests join only where Alt N says so, then the file comes in", async () => {
  await look("/srv/old/members.csv");
  await screen.findByText("1 行的客人我们认得，还不是会员");
  await alt("KeyN");
  await screen.findByText("1 位客人将一并入会，沿用文件里的会员号");
  await ctrlEnter();
  await waitFor(() => expect(document.body.textContent).toContain("已带入：986 位会员，3,401,500 分"));
  expect(main().textContent).toContain("已入账3,401,500");
  await userEvent.keyboard("{Escape}");
  await screen.findByRole("table", { name: "带入过的文件" });
});

test("Alt C takes a file out, after saying what goes and whose points stay", async () => {
  await screen.findByRole("table", { name: "带入过的文件" });
  await alt("KeyC");
  const dialog = within(await screen.findByRole("dialog"));
  await dialog.findByText("1,179 笔，3,399,000 分");
  expect(dialog.getByRole("table", { name: "留着不动" }).textContent).toContain("王建国2,000");
  expect(await broken(document.body)).toEqual([]);
  await ctrlEnter();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(main().textContent).toContain("已退出"));
});

test("a file without the columns is refused with what the first line needs", async () => {
  await look("/srv/old/missing.csv");
  const said = await within(main()).findByRole("alert");
  expect(said.textContent).toContain("表头缺少：points");
  expect(await broken(document.body)).toEqual([]);
});
