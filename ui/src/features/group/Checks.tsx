import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CheckCode, Checked, Outcome, Precheck } from "../../api/bindings";
import { Action } from "../../components/Action";
import { type Column, DataTable } from "../../components/DataTable";
import { type Verdict, VerdictMark } from "../../components/Marks";
import { useLanguage } from "../../lib/desk";
import { count, monthDay } from "../../lib/format";
import { isTextKey, say } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";
import type { RowCheck } from "./FoundDialog";
import type { Open } from "./GroupDialogs";
import { daysOf } from "./period";

const verdicts: Record<Outcome, Verdict> = { blocks: "block", look: "look", fine: "pass" };
/** The checks that something can be done about from here. */
type Doable = RowCheck | "period" | "correction" | "chain";

/** The finding where something is to be done about it, row by row, by another period, in the history or with a backup. */
function doable({ code, outcome }: Checked): Doable | null {
  if (outcome === "fine") return null;
  return code === "member_numbers" || code === "formula_text" || code === "keys" ? null : code;
}

/** The precheck: what blocks stands first, then what to look at, then what is fine. */
export function Checks({ check, onOpen }: { check: Precheck; onOpen: (open: Open) => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [selected, setSelected] = useState<CheckCode | null>(null);
  const rows = check.checks;
  const at = Math.max(
    0,
    rows.findIndex((row) => row.code === selected),
  );
  const current = rows[at];
  const move = (to: number) => setSelected(rows[Math.min(rows.length - 1, Math.max(0, to))]?.code ?? null);
  const mend = (row: Checked | undefined) => {
    const code = row === undefined ? null : doable(row);
    switch (code) {
      case null:
        return false;
      case "chain":
        return void navigate({ to: "/check" });
      case "period":
        return onOpen({ what: "period" });
      case "correction":
        return onOpen({ what: "history" });
      case "tickets_open":
      case "tickets_unowned":
      case "stays_overdue":
      case "stays_unnamed":
      case "consent":
      case "points":
      case "card_numbers":
        return onOpen({ what: "found", check: code });
    }
  };
  useKeys([
    { cap: "↑", label: t("key.move"), shown: ["↑", "↓"], place: "move", run: () => move(at - 1) },
    { cap: "↓", run: () => move(at + 1) },
    { cap: "Home", run: () => move(0) },
    { cap: "End", run: () => move(rows.length - 1) },
    { cap: "Enter", label: t("group.open"), place: "move", run: () => mend(current) },
  ]);
  const columns = useColumns(check, current?.code ?? null, mend);
  return (
    <DataTable
      label={t("group.checks")}
      columns={columns}
      rows={rows}
      rowId={(row) => row.code}
      selected={current?.code ?? null}
      onSelect={(row) => setSelected(row.code)}
      onOpen={mend}
    />
  );
}

/** What is fine stands back. */
function tone(row: Checked): string | undefined {
  return row.outcome === "fine" ? "i2" : undefined;
}

function useColumns(
  check: Precheck,
  selected: CheckCode | null,
  mend: (row: Checked) => unknown,
): readonly Column<Checked>[] {
  const { t } = useTranslation();
  const why = useWhy(check);
  return [
    {
      id: "outcome",
      title: t("group.col.outcome"),
      width: 100,
      widthEn: 124,
      cell: (row) => <VerdictMark verdict={verdicts[row.outcome]} />,
    },
    {
      id: "what",
      title: t("group.col.what"),
      width: 204,
      widthEn: 272,
      cell: (row) => <span className={tone(row) ?? "w5"}>{t(`check.${row.code}`)}</span>,
    },
    {
      id: "why",
      title: t("group.col.why"),
      cell: (row) => <span className={tone(row)}>{why(row)}</span>,
    },
    {
      id: "rows",
      title: t("group.col.rows"),
      width: 76,
      align: "right",
      className: "i2",
      cell: (row) => (row.rows === 0 ? "—" : count(row.rows)),
    },
    {
      id: "do",
      title: t("group.col.do"),
      width: 164,
      widthEn: 204,
      align: "right",
      cell: (row) => {
        const code = doable(row);
        return code === null ? null : (
          <Action size="s" cap={row.code === selected ? "Enter" : undefined} onClick={() => void mend(row)}>
            {t(`check.${code}.do`)}
          </Action>
        );
      },
    },
  ];
}

/** What a check found, in words: by its code and how it came out, with the numbers it names. */
function useWhy(check: Precheck): (row: Checked) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const days = daysOf(check.period);
  return (row) => {
    // The first package has no head before it to go on from; neither has the first after packages came back from a lost machine.
    const anew = row.examples.length < 2 || row.examples[0] === "0";
    const first = row.code === "chain" && row.outcome === "fine" && anew;
    const key = `check.${row.code}.${first ? "first" : row.outcome}`;
    if (!isTextKey(key)) return row.examples.join(t("list.enumeration"));
    return say(key, {
      rows: count(row.rows),
      version: count(check.version),
      sheets: count(check.sheets.length),
      examples: row.examples.join(t("list.enumeration")),
      from:
        row.code === "chain"
          ? numbered(row.examples[0])
          : days.from === null
            ? t("group.begin")
            : monthDay(days.from, language),
      to: row.code === "chain" ? numbered(row.examples[1]) : monthDay(days.to, language),
    });
  };
}

/** A row of the history as prints write it. */
const numbered = (row: string | undefined) => (row === undefined ? "" : count(Number(row)));
