import type { TFunction } from "i18next";
import type { CourtesyCall } from "../api/bindings";
import { reasonWords } from "../lib/courtesy";
import type { Language } from "../lib/i18n";
import { HandBox, type PaperPart, paperPart, wordsPart } from "./Sheets";

type Told = { t: TFunction; today: string; language: Language };

/** Who is still to be greeted, why, and room for what they say; `none` where everybody was, if that is said. */
export function callPart(
  calls: readonly CourtesyCall[],
  { t, today, language }: Told,
  none = "",
): PaperPart[] {
  const open = calls.filter((line) => line.made === null);
  if (open.length === 0) return none === "" ? [] : [wordsPart("calls", t("call.title"), [], none)];
  return [
    paperPart<CourtesyCall>({
      id: "calls",
      title: t("print.counted", { title: t("call.title"), count: open.length }),
      columns: [
        { id: "box", title: t("print.taskDone"), width: 34, cell: () => <HandBox /> },
        { id: "room", title: t("col.room"), width: 46, className: "rm", cell: (line) => line.room_no },
        {
          id: "guest",
          title: t("col.guest"),
          width: 124,
          cell: ({ name, title, vip }) =>
            [name, title === "none" ? "" : t(`honorific.${title}`), vip].filter(Boolean).join(" "),
        },
        {
          id: "why",
          title: t("call.why"),
          cell: (line) => line.reasons.map((reason) => reasonWords(reason, t, today, language)).join(" · "),
        },
        { id: "heard", title: t("call.heard"), width: 150, cell: () => "" },
      ],
      rows: open,
      rowId: (line) => line.stay_id,
    }),
  ];
}
