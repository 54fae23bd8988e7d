import { useTranslation } from "react-i18next";
import type { DayTask } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { Tick } from "../../components/Field";
import { useDesk, useMay } from "../../lib/desk";
import { clock, minuteClock } from "../../lib/format";
import { word } from "../../lib/i18n";
import { taskWords } from "../../lib/tasks";

/** Whether this person may tick a task: a department's head only the own department's. The core has the last word. */
export function useMayTick(): (line: DayTask) => boolean {
  const may = useMay();
  const { user } = useDesk();
  return (line) =>
    may("tick_task") && (user.role !== "department_head" || user.department === line.task.department);
}

type Props = {
  rows: readonly DayTask[];
  selected: string | null;
  onSelect: (line: DayTask) => void;
  onOpen: (line: DayTask) => void;
  onTick: (line: DayTask) => void;
  /** A head over each department. */
  grouped: boolean;
};

/** Tasks, one a line: what, for which room and whom, by when, who did it. */
export function TaskRows({ rows, selected, onSelect, onOpen, onTick, grouped }: Props) {
  const { t } = useTranslation();
  const { time_zone: zone } = useDesk();
  const mayTick = useMayTick();
  const columns: Column<DayTask>[] = [
    {
      id: "tick",
      title: t("print.taskDone"),
      width: 64,
      cell: (line) =>
        mayTick(line) ? (
          <Tick
            label=""
            name={taskWords(line.task)}
            checked={line.task.done_at_ms !== null}
            onChange={() => onTick(line)}
          />
        ) : (
          line.task.done_at_ms !== null && "✓"
        ),
    },
    { id: "what", title: t("plan.words"), cell: (line) => taskWords(line.task) },
    { id: "room", title: t("col.room"), width: 72, className: "tn w6", cell: (line) => line.room_no },
    {
      id: "guest",
      title: t("col.guest"),
      width: 150,
      cell: ({ name, title, vip }) =>
        [name, title === "none" ? "" : t(`honorific.${title}`), vip].filter(Boolean).join(" "),
    },
    {
      id: "due",
      title: t("print.due"),
      width: 72,
      className: "tn i2",
      cell: (line) => (line.state === "booked" ? due(line) : word("stay.state", line.state)),
    },
    {
      id: "done",
      title: t("tasks.doneBy"),
      width: 132,
      className: "tn i2",
      cell: ({ task, done_by: doneBy }) =>
        task.done_at_ms === null ? "" : `${doneBy} ${clock(task.done_at_ms, zone)}`,
    },
  ];
  return (
    <DataTable
      label={t("tasks.title")}
      columns={columns}
      rows={rows}
      rowId={(line) => line.task.id}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
      muted={(line) => line.task.done_at_ms !== null}
      {...(grouped && { group: (line: DayTask) => word("department", line.task.department) })}
      fill
    />
  );
}

const due = (line: DayTask) => (line.arrive_minute === null ? "" : minuteClock(line.arrive_minute));
