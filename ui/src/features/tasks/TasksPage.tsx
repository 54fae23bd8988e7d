import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Filter, Printer } from "lucide-react";
import { type ReactNode, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type DayTask, type DayTasks, type Department, type GuestId } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Banner } from "../../components/Banner";
import { Block, PageHead } from "../../components/Blocks";
import { Keycap } from "../../components/Keycap";
import { Page } from "../../components/Page";
import { Paper, useDataAge } from "../../components/Paper";
import { ServiceTabs } from "../../components/ServiceTabs";
import { Empty, Unanswered, Refusal } from "../../components/States";
import { taskPart } from "../../components/TaskPaper";
import { type Tab, Tabs } from "../../components/Tabs";
import { useDesk, useLanguage } from "../../lib/desk";
import { dateFrom, dayInWords } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { useWrite } from "../../lib/write";
import { planOfDay } from "./queries";
import { TaskRows, useMayTick } from "./TaskRows";

/** What other features do for the selected guest; the app puts them together. */
export type TasksParts = { preview: (guest: GuestId) => ReactNode };

type Whose = Department | "all";

/** 任务: what each department does for the guests of a day, ticked off here; a department's head finds the own first. */
export function TasksPage({ parts }: { parts: TasksParts }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const [day, setDay] = useState(desk.today);
  const answer = useQuery(planOfDay(day));
  const move = (days: number) => () => setDay(dateFrom(day, days));
  useKeys([
    { cap: "←", label: t("tasks.otherDay"), shown: ["←", "→"], place: "move", run: move(-1) },
    { cap: "→", run: move(1) },
  ]);
  const head = (verbs: ReactNode) => (
    <>
      <ServiceTabs at="tasks" />
      <PageHead title={t("tasks.title")} facts={dayInWords(day, language)}>
        {day !== desk.today && (
          <Action size="s" onClick={() => setDay(desk.today)}>
            {t("tasks.today")}
          </Action>
        )}
        <Action size="s" cap="←" onClick={move(-1)}>
          {t("tasks.before")}
        </Action>
        <Action size="s" cap="→" onClick={move(1)}>
          {t("tasks.after")}
        </Action>
        {verbs}
      </PageHead>
    </>
  );
  if (answer.data !== undefined) return <Day tasks={answer.data} head={head} parts={parts} />;
  return (
    <Page>
      {head(null)}
      <Unanswered answer={answer} />
    </Page>
  );
}

type DayProps = { tasks: DayTasks; head: (verbs: ReactNode) => ReactNode; parts: TasksParts };

function Day({ tasks, head, parts }: DayProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const navigate = useNavigate();
  const [whose, setWhose] = useState<Whose>(
    desk.user.role === "department_head" ? desk.user.department : "all",
  );
  const [openOnly, setOpenOnly] = useState(false);
  const ofDepartment = tasks.lines.filter((line) => whose === "all" || line.task.department === whose);
  const rows = ofDepartment.filter((line) => !openOnly || line.task.done_at_ms === null);
  const { tick, turn } = useTick();
  const open = (line: DayTask) => void navigate({ to: "/guest/$id", params: { id: line.task.guest_id } });
  const { chosen, selected, select } = useRows({
    rows,
    idOf: (line: DayTask) => line.task.id,
    onOpen: open,
    opens: t("key.card"),
  });
  useKeys([
    { cap: "Space", label: t("tasks.tick"), place: "verb", run: () => chosen !== undefined && turn(chosen) },
    { cap: "F3", label: t("key.filter"), place: "sheet", run: () => setOpenOnly(!openOnly) },
    { cap: "Esc", label: t("key.today"), place: "move", run: () => void navigate({ to: "/" }) },
  ]);
  const side = chosen !== undefined && (
    <Block grow title={t("search.preview")}>
      {parts.preview(chosen.task.guest_id)}
    </Block>
  );
  const print = usePrint(tasks, whose, ofDepartment);
  const left = ofDepartment.filter((line) => line.task.done_at_ms === null).length;
  return (
    <Page side={side === false ? undefined : side} sideLabel={t("tasks.side")}>
      {head(print.verb)}
      {print.refused}
      {tick.fault !== null && (
        <div className="pad">
          <Refusal fault={tick.fault} />
        </div>
      )}
      <Tabs
        label={t("tasks.departments")}
        tabs={useTabs(tasks)}
        value={whose}
        onChange={setWhose}
        keyed={t("tasks.department")}
        end={<OpenOnly on={openOnly} onChange={setOpenOnly} left={left} />}
      >
        {rows.length === 0 ? (
          <NoTasks all={ofDepartment.length} />
        ) : (
          <TaskRows
            rows={rows}
            selected={selected}
            onSelect={select}
            onOpen={open}
            onTick={turn}
            grouped={whose === "all"}
          />
        )}
      </Tabs>
      {print.sheet}
    </Page>
  );
}

/** Ticks a task off, or takes its tick away. */
function useTick() {
  const { t } = useTranslation();
  const mayTick = useMayTick();
  const tick = useWrite(
    commands.taskTick,
    (_, input) => t(input.done ? "plan.ticked" : "plan.unticked"),
    "undoable",
  );
  const turn = (line: DayTask) => {
    if (mayTick(line)) void tick.write({ task: line.task.id, done: line.task.done_at_ms === null });
  };
  return { tick, turn };
}

/** What is still to be done, on paper: the department's that is looked at, or all. */
function usePrint(tasks: DayTasks, whose: Whose, lines: readonly DayTask[]) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [printing, setPrinting] = useState(false);
  const printed = useCallback(() => setPrinting(false), []);
  const age = useDataAge(desk.data_as_of_ms);
  const nothing = lines.length === 0;
  const [asked, setAsked] = useState(false);
  const print = () => (nothing ? setAsked(true) : setPrinting(true));
  useKeys([{ cap: "Ctrl P", label: t("tasks.print"), place: "sheet", run: print }]);
  const sheet = printing && (
    <Paper
      title={t("tasks.paper")}
      name={whose === "all" ? "" : word("department", whose)}
      day={tasks.day}
      age={age}
      notice={t("print.shred")}
      head={tasks.head}
      parts={taskPart(lines, t, t("tasks.allDone"))}
      onPrinted={printed}
    />
  );
  const verb = (
    <Action
      size="s"
      cap="Ctrl P"
      icon={Printer}
      onClick={print}
      lacks={nothing ? t("tasks.none") : undefined}
    >
      {t("tasks.print")}
    </Action>
  );
  const refused = asked && nothing && (
    <Banner icon={Printer} fact={t("tasks.noSheet")}>
      {t("tasks.noneWhy")}
    </Banner>
  );
  return { verb, sheet, refused };
}

function useTabs({ departments, lines }: DayTasks): Tab<Whose>[] {
  const { t } = useTranslation();
  const share = (done: number, all: number) => t("tasks.share", { done, all });
  const done = lines.filter((line) => line.task.done_at_ms !== null).length;
  return [
    { id: "all", label: t("tasks.all"), count: share(done, lines.length) },
    ...departments.map((one) => ({
      id: one.department,
      label: word("department", one.department),
      count: share(one.done, one.all),
    })),
  ];
}

type OpenProps = { on: boolean; onChange: (on: boolean) => void; left: number };

function OpenOnly({ on, onChange, left }: OpenProps) {
  const { t } = useTranslation();
  return (
    <>
      <button
        type="button"
        className={on ? "tag pn" : "tag dash"}
        onClick={() => onChange(!on)}
        aria-pressed={on}
      >
        <Filter className="s14" size={14} aria-hidden />
        {t("tasks.left", { count: left })}
      </button>
      <Keycap cap="F3" /> {t("key.filter")}
    </>
  );
}

function NoTasks({ all }: { all: number }) {
  const { t } = useTranslation();
  if (all > 0) return <Empty title={t("tasks.allDone")}>{t("tasks.allDoneSo")}</Empty>;
  return <Empty title={t("tasks.none")}>{t("tasks.noneWhy")}</Empty>;
}
