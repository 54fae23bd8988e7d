import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Handshake } from "lucide-react";
import { type ReactNode, useState } from "react";
import { expect, test, vi } from "vitest";
import { useKeyListener, useKeys } from "../lib/keys";
import { broken } from "../lib/testing";
import { Action } from "./Action";
import { AmberBar, Banner } from "./Banner";
import { CodeInput } from "./CodeInput";
import { DataTable } from "./DataTable";
import { Dialog } from "./Dialog";
import { TextInput } from "./Field";
import { Lots } from "./Lots";
import { Pips, SeverityMark, StateMark, TierBars } from "./Marks";
import { Masked } from "./Masked";
import { Meter } from "./Meter";
import { Pick } from "./Pick";
import { SearchBox } from "./SearchBox";
import { Segment } from "./Segment";
import { Empty, Progress, Refusal } from "./States";
import { StepRow } from "./Steps";
import { Tabs } from "./Tabs";

const nothing = () => {};

/** Until the modal has arranged its own focus, which it does as it is first painted. */
const settled = () => new Promise((resume) => setTimeout(resume, 50));

function Listening({ children }: { children: ReactNode }) {
  useKeyListener(null);
  return children;
}

test("every part passes the accessibility check", async () => {
  const { container } = render(
    <main>
      <h1>parts</h1>
      <Action cap="F8" kind="primary">
        兑现
      </Action>
      <Action lacks="还缺 4 项">关闭</Action>
      <Banner icon={Handshake} fact="数据旧" action={<Action size="s">导入</Action>} />
      <AmberBar icon={Handshake} fact="承诺未兑现" detail="周启明">
        高层
      </AmberBar>
      <StateMark state="approval" />
      <StateMark state="closed" bare />
      <SeverityMark severity="urgent" />
      <TierBars tier="gold" />
      <Pips step={5} />
      <Meter parts={[{ share: 0.5, depth: "deep" }]} label="1 / 2" />
      <Lots lots={[{ points: 1200, under: "7月31日", kind: "next" }]} />
      <Segment
        label="客人状态"
        value="a"
        onChange={nothing}
        choices={[
          { value: "a", label: "理智型" },
          { value: "b", label: "发泄型" },
        ]}
      />
      <CodeInput label="PIN" kind="pin" value="12" onChange={nothing} onFull={nothing} />
      <Masked shown="138 •••• 8812" what="手机" tail="8812" onReveal={nothing} />
      <Empty title="还没有">先导入</Empty>
      <Refusal fault={{ kind: "refused", code: "wrong-pin", args: { seconds: "5" } }} />
      <Progress title="导入" done={1} all={2} leftMs={900} leaves="什么也不留" onCancel={nothing} />
      <ol>
        <StepRow number={5} title="方案" state="now">
          …
        </StepRow>
      </ol>
      <Tabs label="页签" tabs={[{ id: "a", label: "总览" }]} value="a" onChange={nothing}>
        <p>…</p>
      </Tabs>
      <DataTable
        label="抵店"
        columns={[{ id: "a", title: "房号", cell: (row: { id: string }) => row.id }]}
        rows={[{ id: "1206" }]}
        rowId={(row) => row.id}
        selected="1206"
      />
      <SearchBox
        ref={null}
        value="w"
        onChange={nothing}
        rests={false}
        hint=""
        open
        busy={false}
        groups={[
          {
            id: "g",
            title: "客史",
            items: [{ id: "1", kind: "person", content: "王建国", onPick: nothing }],
          },
        ]}
        active="1"
        onActive={nothing}
        preview="王建国"
        foot=""
        announce="1 项"
      />
    </main>,
  );
  expect(await broken(container)).toEqual([]);
});

test("the accessibility check can fail", async () => {
  const { container } = render(<input type="text" />);
  expect(await broken(container)).not.toEqual([]);
});

test("six boxes take digits in any width, and enter by themselves once", async () => {
  const full = vi.fn<(code: string) => void>();
  function Pin() {
    const [pin, setPin] = useState("");
    return <CodeInput label="PIN" kind="code" value={pin} onChange={setPin} onFull={full} />;
  }
  render(<Pin />);
  await userEvent.keyboard("24６a81");
  expect(full).not.toHaveBeenCalled();
  await userEvent.keyboard("0");
  expect(full).toHaveBeenCalledExactlyOnceWith("246810");
});

test("a dialog does it with Enter and leaves with Esc, and not while something is missing", async () => {
  const run = vi.fn<() => void>();
  const leave = vi.fn<() => void>();
  const shown = render(
    <Listening>
      <Dialog title="显示" onClose={leave} confirm={{ label: "显示", run, lacks: "还缺理由" }}>
        …
      </Dialog>
    </Listening>,
  );
  await userEvent.keyboard("{Enter}");
  expect(run).not.toHaveBeenCalled();
  shown.rerender(
    <Listening>
      <Dialog title="显示" onClose={leave} confirm={{ label: "显示", run }}>
        …
      </Dialog>
    </Listening>,
  );
  screen.getByRole("dialog").focus();
  await userEvent.keyboard("{Enter}");
  expect(run).toHaveBeenCalledTimes(1);
  await userEvent.keyboard("{Escape}");
  expect(leave).toHaveBeenCalledTimes(1);
  expect(await broken(document.body)).toEqual([]);
});

test("a dialog without a field opens on what it is there for, so that Enter does it", async () => {
  const run = vi.fn<() => void>();
  const leave = vi.fn<() => void>();
  render(
    <Listening>
      <Dialog title="冲正" onClose={leave} confirm={{ label: "冲正", run }}>
        …
      </Dialog>
    </Listening>,
  );
  const confirm = screen.getByRole("button", { name: /冲正/ });
  await settled();
  expect(document.activeElement).toBe(confirm);
  await userEvent.keyboard("{Enter}");
  expect(run, "once, though both the button and the dialog know the key").toHaveBeenCalledTimes(1);
  expect(leave).not.toHaveBeenCalled();
});

test("a dialog with a field opens in it, whatever else it could do", async () => {
  render(
    <Listening>
      <Dialog title="记一笔" onClose={nothing} confirm={{ label: "记下", run: nothing }}>
        <TextInput id="words" value="" onChange={nothing} />
        <TextInput id="wanted" value="" onChange={nothing} focused />
      </Dialog>
    </Listening>,
  );
  await settled();
  expect(document.activeElement?.id).toBe("wanted");
});

test("a dialog's frame takes no caret, so that Tab under load still finds the next field", async () => {
  render(
    <Listening>
      <Dialog title="记一笔" onClose={nothing} confirm={{ label: "记下", run: nothing }}>
        <TextInput id="words" value="" onChange={nothing} focused />
      </Dialog>
    </Listening>,
  );
  await settled();
  screen.getByRole("textbox").blur();
  screen.getByRole("dialog").focus();
  expect(document.activeElement).toBe(document.body);
});

test("a group of choices takes the caret and is walked by arrows, and typing is still the page's", async () => {
  const move = vi.fn<() => void>();
  function Group() {
    const [mood, setMood] = useState<"a" | "b" | null>(null);
    useKeys([
      { cap: "→", run: move },
      { cap: "↓", run: move },
    ]);
    const choices = [
      { value: "a", label: "理智型" },
      { value: "b", label: "发泄型" },
    ] as const;
    return <Segment label="客人状态" value={mood} onChange={setMood} choices={choices} focused />;
  }
  render(
    <Listening>
      <Group />
    </Listening>,
  );
  const [first, second] = screen.getAllByRole<HTMLInputElement>("radio");
  expect(document.activeElement).toBe(first);
  await userEvent.keyboard(" ");
  expect(first?.checked).toBe(true);
  await userEvent.keyboard("{ArrowRight}");
  expect(second?.checked).toBe(true);
  expect(move, "the page's rows stay where they are").not.toHaveBeenCalled();
});

test("a list is picked from by initials, and what is barred is not", async () => {
  const choices = [
    { value: "none", label: "直接写积分数" },
    { value: "late", label: "延迟退房 2 小时", barred: true },
    { value: "quality", label: "产品质量问题" },
    { value: "unlike", label: "产品功能不符预期" },
  ];
  function Listed() {
    const [value, setValue] = useState("none");
    return <Pick label="兑换什么" value={value} onChange={setValue} choices={choices} focused />;
  }
  render(<Listed />);
  const list = screen.getByRole<HTMLSelectElement>("combobox");
  expect(document.activeElement).toBe(list);
  await userEvent.keyboard("yc");
  expect(list.value, "barred").toBe("none");
  await new Promise((resume) => setTimeout(resume, 1_100));
  await userEvent.keyboard("cpg");
  expect(list.value, "the third letter tells the two apart").toBe("unlike");
});

test("a dialog that destroys opens on its way out, and Enter does not destroy", async () => {
  const run = vi.fn<() => void>();
  const leave = vi.fn<() => void>();
  render(
    <Listening>
      <Dialog title="撤销导入" onClose={leave} confirm={{ label: "撤销导入", run, red: true }}>
        …
      </Dialog>
    </Listening>,
  );
  const confirm = screen.getByRole("button", { name: /撤销导入/ });
  await settled();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: /取消/ }));
  expect(confirm.textContent, "the button carries the key that does it").toContain("Ctrl Enter");
  await userEvent.keyboard("{Enter}");
  expect(run).not.toHaveBeenCalled();
  expect(leave).toHaveBeenCalledTimes(1);
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(run).toHaveBeenCalledTimes(1);
});

test("a long table keeps only what is in sight, and says how long it is", () => {
  const rows = Array.from({ length: 5000 }, (_, at) => ({ id: String(at) }));
  const columns = [{ id: "a", title: "序号", cell: (row: { id: string }) => row.id }];
  render(<DataTable label="长表" columns={columns} rows={rows} rowId={(row) => row.id} fill />);
  expect(screen.getByRole("table").getAttribute("aria-rowcount")).toBe("5000");
  expect(screen.getAllByRole("row").length).toBeLessThan(200);
});

test("Alt and a digit pick a tab", async () => {
  const pick = vi.fn<(tab: string) => void>();
  render(
    <Listening>
      <Tabs
        label="页签"
        keyed="换页签"
        value="a"
        onChange={pick}
        tabs={[
          { id: "a", label: "总览" },
          { id: "b", label: "积分" },
        ]}
      />
    </Listening>,
  );
  await userEvent.keyboard("{Alt>}[Digit2]{/Alt}");
  expect(pick).toHaveBeenCalledWith("b");
});

test("Enter before the answer takes whom the answer finds, not who stood there before", async () => {
  const picked = vi.fn<(who: string) => void>();
  const box = (busy: boolean, who: string) => (
    <SearchBox
      ref={null}
      value="w 8812"
      onChange={nothing}
      rests={false}
      hint=""
      open
      busy={busy}
      groups={[
        {
          id: "g",
          title: "客史",
          items: [{ id: who, kind: "person", content: who, onPick: () => picked(who) }],
        },
      ]}
      active={who}
      onActive={nothing}
      preview={null}
      foot=""
      announce=""
    />
  );
  const shown = render(box(true, "王芳"));
  await userEvent.type(screen.getByRole("combobox"), "{Enter}");
  expect(picked).not.toHaveBeenCalled();
  shown.rerender(box(false, "王建国"));
  expect(picked).toHaveBeenCalledExactlyOnceWith("王建国");
  shown.rerender(box(false, "王建国"));
  expect(picked).toHaveBeenCalledTimes(1);
});
