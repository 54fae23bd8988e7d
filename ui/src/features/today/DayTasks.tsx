import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Briefing, commands, type DayTask } from "../../api/bindings";
import { Block } from "../../components/Blocks";
import { Tick } from "../../components/Field";
import { Keycap } from "../../components/Keycap";
import { Refusal } from "../../components/States";
import { useDesk, useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { word } from "../../lib/i18n";
import { taskWords } from "../../lib/tasks";
import { useWrite } from "../../lib/write";

/** Open tasks that the panel shows; the rest are a key away. */
const shownMax = 6;

/** At the right of today: what departments still have to do, the own department's first; F7 opens them all. */
export function DayTasks({ day }: { day: Briefing }) {
  const { t } = useTranslation();
  const { user } = useDesk();
  const navigate = useNavigate();
  const tick = useWrite(
    commands.taskTick,
    (_, input) => t(input.done ? "plan.ticked" : "plan.unticked"),
    "undoable",
  );
  if (day.tasks.length === 0) return null;
  const open = day.tasks.filter((line) => line.task.done_at_ms === null);
  const isOwn = (line: DayTask) => line.task.department === user.department;
  const shown = [...open.filter(isOwn), ...open.filter((line) => !isOwn(line))].slice(0, shownMax);
  return (
    <Block
      title={
        <>
          {t("tasks.title")}{" "}
          <span className="sm m num">
            {t("tasks.leftOwn", { count: open.length, own: open.filter(isOwn).length })}
          </span>
        </>
      }
      end={<Keycap cap="F7" />}
    >
      {shown.map((line) => (
        <TaskLine
          key={line.task.id}
          line={line}
          onTick={() => void tick.write({ task: line.task.id, done: true })}
        />
      ))}
      {open.length === 0 && <div className="sm m">{t("tasks.allDone")}</div>}
      {open.length > shown.length && (
        <button type="button" className="linkish sm" onClick={() => void navigate({ to: "/tasks" })}>
          {t("tasks.more", { count: count(open.length - shown.length) })}
        </button>
      )}
      {tick.fault !== null && <Refusal fault={tick.fault} />}
    </Block>
  );
}

function TaskLine({ line, onTick }: { line: DayTask; onTick: () => void }) {
  const may = useMay();
  const { user } = useDesk();
  const { task } = line;
  const mine = user.role !== "department_head" || user.department === task.department;
  const words = (
    <span className="el">
      <b className="tn">{line.room_no}</b> {taskWords(task)}
    </span>
  );
  return (
    <div className="row li">
      {may("tick_task") && mine ? <Tick label={words} checked={false} onChange={onTick} /> : words}
      <span className="sp sm m nw">{word("department", task.department)}</span>
    </div>
  );
}
