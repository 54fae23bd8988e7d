/** 导入 by keys alone: a file is looked at, what staff typed is decided, taken in; what came in is reported on and undone. */
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { installScene } from "../api/scene";
import { importsBefore } from "../api/sceneImports";
import { broken } from "../lib/testing";
import { App } from "./App";

const alt = (key: string) => userEvent.keyboard(`{Alt>}[${key}]{/Alt}`);
const ctrlEnter = () => userEvent.keyboard("{Control>}{Enter}{/Control}");
const main = () => screen.getByRole("main");

beforeEach(async () => {
  for (const one of importsBefore) one.state = "applied";
  location.hash = "#/imports";
  installScene("?");
  render(<App />);
  await screen.findByRole("heading", { level: 1, name: "导入" });
});

/** Writes a path into the first field, reached by its number, and looks at the file. */
async function look(path: string): Promise<void> {
  await alt("Digit1");
  await waitFor(() => expect(document.activeElement?.id).toBe("import-path"));
  await userEvent.keyboard(path);
  await ctrlEnter();
}

test("a file is shown before it comes in: counts, how it was read, refused rows with their reason", async () => {
  expect(screen.getByRole("button", { name: "预览：先选文件" }).getAttribute("aria-disabled")).toBe("true");
  await look("/srv/pms/stays.csv");
  await screen.findByRole("button", { name: /导入 44 行/ });
  const page = main().textContent;
  for (const words of ["行数412", "新38", "没收2", "GB18030", "没用到的列：楼层", "电话看不懂，未收"])
    expect(page).toContain(words);
  const refused = within(screen.getByRole("table", { name: "没收和保留的行" }));
  expect(refused.getByText("118").closest("tr")?.textContent).toContain("arrival没有这一天，或不是年在前");
  expect(await broken(document.body)).toEqual([]);
});

test("staff's word stands in a conflict until Alt T gives it to the file; then the file is taken in", async () => {
  await look("/srv/pms/stays.csv");
  const conflicts = await screen.findByRole("table", { name: "员工改过，文件写的不同" });
  expect(conflicts.querySelector("[aria-current]")?.textContent).toContain(
    "望江电子望江电子（上海）留我们的",
  );
  await userEvent.keyboard("{ArrowDown}");
  await alt("KeyT");
  expect(conflicts.querySelector("[aria-current]")?.textContent).toContain("CNSG用文件的");
  expect(main().textContent).toContain("1 处用文件的");
  await ctrlEnter();
  await waitFor(() => expect(document.body.textContent).toContain("导入完成：新 38，改 6"));
  expect(screen.getByRole("button", { name: /再导一个/ })).toBeTruthy();
  await userEvent.keyboard("{Escape}");
  await screen.findByRole("table", { name: "导入过的文件" });
});

test("a file that cannot be read is refused with what to do, and the way of reading stays to be chosen", async () => {
  await look("/srv/pms/missing.csv");
  const said = await within(main()).findByRole("alert");
  expect(said.textContent).toContain("import_header");
  await alt("Digit2");
  await waitFor(() => expect(document.activeElement?.id).toBe("import-mapping"));
  expect(await broken(document.body)).toEqual([]);
});

test("Enter opens the report of what came in; it prints, is kept as CSV, and Esc goes back to the list", async () => {
  const print = vi.spyOn(window, "print").mockImplementation(() => {});
  await screen.findByRole("table", { name: "导入过的文件" });
  await userEvent.keyboard("{Enter}");
  const findings = await screen.findByRole("table", { name: "查出的" });
  expect(findings.textContent).toContain("占位的写法guest_name");
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}");
  await waitFor(() => expect(screen.getByRole("table", { name: "这些行" }).textContent).toContain("118"));
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("{Control>}[KeyP]{/Control}");
  await waitFor(() => expect(print).toHaveBeenCalledTimes(1));
  const sheet = document.querySelector(".paper")?.textContent ?? "";
  for (const words of ["导入质量报告", "stays-0714.csv", "链头 48,213"]) expect(sheet).toContain(words);
  await alt("KeyE");
  await screen.findByText("已存：/srv/reports/import.csv");
  await userEvent.keyboard("{Escape}");
  await screen.findByRole("table", { name: "导入过的文件" });
  print.mockRestore();
});

test("Alt C takes an import back, after saying what goes and what stays", async () => {
  await screen.findByRole("table", { name: "导入过的文件" });
  await alt("KeyC");
  const dialog = await screen.findByRole("dialog");
  for (const words of ["去掉入住 37", "退回原样入住 4", "留着不动入住 1", "后来有人动过的", "王建国"])
    await waitFor(() => expect(dialog.textContent).toContain(words));
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(screen.getByRole("button", { name: /撤销导入/ }), "Enter is the way out").toBeTruthy();
  await alt("KeyC");
  await screen.findByRole("dialog");
  await ctrlEnter();
  await waitFor(() => expect(document.body.textContent).toContain("已撤销：去掉"));
  await waitFor(() =>
    expect(screen.getByRole("table", { name: "导入过的文件" }).textContent).toContain("已撤销"),
  );
  expect(screen.queryByRole("button", { name: /撤销导入/ }), "nothing is taken back twice").toBeNull();
});

test("a file of the watched folder that waits for a person is opened by Alt O and shown", async () => {
  expect((await screen.findByRole("region", { name: "文件夹里等人看的" })).textContent).toContain(
    "fliggy-0714.csv没见过的表头，等人选读法",
  );
  await alt("KeyO");
  await screen.findByRole("button", { name: /导入 44 行/ });
  expect(screen.getByLabelText<HTMLInputElement>("文件").value).toBe("/srv/pms/export/fliggy-0714.csv");
});
