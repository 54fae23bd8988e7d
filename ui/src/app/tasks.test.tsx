/** 任务 by keys alone: what departments do, ticked off; and a wish that becomes a task. */
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { installScene } from "../api/scene";
import { broken } from "../lib/testing";
import { App } from "./App";

async function open(hash: string, heading: RegExp): Promise<void> {
  location.hash = hash;
  installScene("?");
  render(<App />);
  await screen.findByRole("heading", { level: 1, name: heading });
}

const table = () => screen.findByLabelText("任务", { selector: "table" });
const shown = () => document.querySelector('table[aria-label="任务"]')?.textContent ?? "";
const foot = () => screen.getByRole("contentinfo").textContent;

test("F7 opens the tasks, Space ticks the selected one, and each department has its tab", async () => {
  await open("#/", /今日/);
  await userEvent.keyboard("{F7}");
  await screen.findByRole("heading", { level: 1, name: "任务" });
  const rows = await table();
  expect(await broken(document.body)).toEqual([]);
  expect(rows.querySelector("[aria-current]")?.textContent).toContain("高层，远离电梯的房");
  await userEvent.keyboard("{ArrowDown}[Space]");
  await waitFor(() => expect(foot()).toContain("撤销：已勾"));
  await waitFor(() => expect(shown()).toContain("林晓雯 14:06"));
  expect(screen.getByLabelText<HTMLInputElement>("两个荞麦枕").checked).toBe(true);
  await userEvent.keyboard("{Alt>}[Digit4]{/Alt}");
  await waitFor(() => expect(shown()).not.toContain("荞麦枕"));
  expect(shown()).toContain("低糖水果");
});

test("F3 leaves what is open, and another day says that it has none", async () => {
  await open("#/tasks", /任务/);
  await table();
  await userEvent.keyboard("[Space]");
  await waitFor(() => expect(foot()).toContain("撤销：已勾"));
  await userEvent.keyboard("{F3}");
  await waitFor(() => expect(shown()).not.toContain("高层"));
  await userEvent.keyboard("{ArrowRight}");
  expect((await screen.findByText("这一天没有任务")).closest(".empty")?.textContent).toContain("Alt P");
  expect(await broken(document.body)).toEqual([]);
});

test("Ctrl P prints what the department that is looked at still has to do, with the age of its data", async () => {
  const print = vi.spyOn(window, "print").mockImplementation(() => {});
  await open("#/tasks", /任务/);
  await table();
  await userEvent.keyboard("{Alt>}[Digit4]{/Alt}");
  await waitFor(() => expect(shown()).not.toContain("荞麦枕"));
  await userEvent.keyboard("{Control>}[KeyP]{/Control}");
  await waitFor(() => expect(print).toHaveBeenCalledTimes(1));
  const sheet = document.querySelector(".paper")?.textContent ?? "";
  for (const words of ["各部门任务单", "PMS 数据 07:32", "链头 48,213", "低糖水果"])
    expect(sheet).toContain(words);
  expect(sheet, "another department's stays away").not.toContain("荞麦枕");
  window.dispatchEvent(new Event("afterprint"));
  await waitFor(() => expect(document.querySelector(".paper")).toBeNull());
  print.mockRestore();
});

test("a day without tasks has nothing to print, and says so instead of an empty sheet", async () => {
  const print = vi.spyOn(window, "print").mockImplementation(() => {});
  await open("#/tasks", /任务/);
  await table();
  await userEvent.keyboard("{ArrowRight}");
  await screen.findByRole("button", { name: "打印任务：这一天没有任务" });
  await userEvent.keyboard("{Control>}[KeyP]{/Control}");
  expect((await screen.findByText("没有可印的任务。")).closest("[role=status]")).toBeTruthy();
  expect(print).not.toHaveBeenCalled();
  expect(document.querySelector(".paper"), "no sheet is laid out").toBeNull();
  print.mockRestore();
});

test("today shows what is open beside the day, and how far each arrival is prepared", async () => {
  await open("#/", /今日/);
  const side = await screen.findByRole("complementary");
  expect(side.textContent).toContain("未办 6 · 本部门 1");
  const arrivals = screen.getByRole("table", { name: "今日抵店" });
  expect(within(arrivals).getByText("0 / 3")).toBeTruthy();
  await userEvent.click(within(side).getByRole("checkbox", { name: /不放花/ }));
  await waitFor(() => expect(side.textContent).toContain("未办 5"));
});

/** What the page sends for a wish. */
async function wished(words: string, after: () => Promise<void>): Promise<string> {
  await open("#/guest/019bd0c0-0000-7000-8000-000000000001", /王建国/);
  await userEvent.keyboard("{F2}");
  await userEvent.type(await screen.findByLabelText("喜好或要求"), words);
  await userEvent.click(screen.getByRole("radio", { name: "健康" }));
  await after();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  return foot() ?? "";
}

test("an allergy with consent goes to housekeeping as what to do", async () => {
  const said = await wished("花粉过敏", async () => {
    await screen.findByDisplayValue("不放花");
    expect(screen.getByLabelText<HTMLSelectElement>("派给哪个部门").value).toBe("housekeeping");
    expect(await broken(document.body)).toEqual([]);
    await userEvent.click(screen.getByRole("radio", { name: "已同意，记下" }));
    await userEvent.keyboard("{Enter}");
  });
  expect(said).toContain("记下 花粉过敏，已派客房部");
});

test("without consent the words become what to do, and nothing of the reason is sent", async () => {
  const said = await wished("花粉过敏", async () => {
    await screen.findByDisplayValue("不放花");
    await userEvent.click(screen.getByRole("radio", { name: "没有" }));
    expect(screen.queryByDisplayValue("花粉过敏"), "the reason is gone from the page").toBeNull();
    expect(screen.getByLabelText<HTMLInputElement>("只记要怎么做").value).toBe("不放花");
    await userEvent.keyboard("{Enter}");
  });
  expect(said).toContain("记下 不放花，已派客房部");
  expect(said).not.toContain("花粉");
});

test("what a kitchen is to do stays the kitchen's also without consent", async () => {
  const said = await wished("花生过敏", async () => {
    await screen.findByDisplayValue("餐食不放坚果");
    await userEvent.click(screen.getByRole("radio", { name: "没有" }));
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "餐饮" }).checked).toBe(true);
    await userEvent.keyboard("{Enter}");
  });
  expect(said).toContain("记下 餐食不放坚果，已派餐饮部");
});

test("a guest is received in the house's order, and what they ask for last becomes a wish", async () => {
  await open("#/guest/019bd0c0-0000-7000-8000-000000000001", /王建国/);
  await userEvent.keyboard("{Alt>}[KeyR]{/Alt}");
  const dialog = await screen.findByRole("dialog");
  const now = () => dialog.querySelector('[aria-current="step"] .ti')?.textContent;
  const titles = [...dialog.querySelectorAll(".ti")].map((title) => title.textContent);
  expect(titles).toEqual(["预定核对", "证件", "房号与晚数", "支付方式", "房卡", "其他需要"]);
  expect(within(dialog).getByText("勿接待")).toBeTruthy();
  expect(await broken(document.body)).toEqual([]);
  expect(now()).toBe("预定核对");
  await userEvent.keyboard("{Enter}");
  expect(now()).toBe("证件");
  expect(within(dialog).queryByRole("textbox"), "no number is written here").toBeNull();
  await userEvent.keyboard("{Enter}");
  await userEvent.clear(await screen.findByLabelText("房号"));
  await userEvent.keyboard("{Enter}");
  expect(now(), "not without a room").toBe("房号与晚数");
  await userEvent.type(screen.getByLabelText("房号"), "1206{Enter}");
  await userEvent.selectOptions(await screen.findByLabelText("客人怎么付", { selector: "select" }), "alipay");
  await userEvent.keyboard("{Alt>}[Digit6]{/Alt}");
  expect(within(dialog).getByText("支付宝"), "what was chosen stands").toBeTruthy();
  await userEvent.type(await screen.findByLabelText(/还有其他需要吗/), "多一床被子{Enter}");
  const wish = await screen.findByLabelText<HTMLInputElement>("喜好或要求");
  expect(wish.value).toBe("多一床被子");
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(foot()).toContain("记下 多一床被子，已派客房部"));
});
