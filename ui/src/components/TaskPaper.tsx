import type { TFunction } from "i18next";
import type { DayTask } from "../api/bindings";
import { minuteClock } from "../lib/format";
import { word } from "../lib/i18n";
import { taskWords } from "../lib/tasks";
import { HandBox, type PaperColumn, type PaperPart, paperPart, wordsPart } from "./Sheets";

/** What departments still have to do, each with a box for the hand that does it; `none` where nothing is left, if that is said. */
export function taskPart(tasks: readonly DayTask[], t: TFunction, none = ""): PaperPart[] {
  const open = tasks.filter((line) => line.task.done_at_ms === null);
  if (open.length === 0) return none === "" ? [] : [wordsPart("tasks", t("print.tasks"), [], none)];
  const columns: PaperColumn<DayTask>[] = [
    {
      id: "whose",
      title: t("print.whose"),
      width: 64,
      className: "w6",
      cell: (line) => word("department", line.task.department),
    },
    {
      id: "room",
      title: t("col.room"),
      width: 46,
      className: "rm",
      cell: (line) => line.room_no || <span className="unset">{t("print.noRoom")}</span>,
    },
    {
      id: "guest",
      title: t("col.guest"),
      width: 124,
      cell: ({ name, title }) => `${name}${title === "none" ? "" : ` ${t(`honorific.${title}`)}`}`,
    },
    {
      id: "due",
      title: t("print.due"),
      width: 48,
      className: "tn nw",
      cell: (line) =>
        line.state !== "booked"
          ? word("stay.state", line.state)
          : line.arrive_minute === null
            ? ""
            : minuteClock(line.arrive_minute),
    },
    { id: "what", title: t("plan.words"), cell: (line) => taskWords(line.task) },
    { id: "box", title: t("print.taskDone"), width: 34, align: "right", cell: () => <HandBox /> },
  ];
  return [
    paperPart({
      id: "tasks",
      title: t("print.counted", { title: t("print.tasks"), count: open.length }),
      columns,
      rows: open,
      rowId: (line) => line.task.id,
    }),
  ];
}
