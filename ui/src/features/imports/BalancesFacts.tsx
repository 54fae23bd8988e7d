import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { BalanceCounts, BalanceNote, BalancesSeen, Unenrolled } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { VerdictMark } from "../../components/Marks";
import { count } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useRows } from "../../lib/rows";
import { type Counted, CountsRow } from "./CountsRow";

type Props = {
  counts: BalanceCounts;
  /** How the file was read, where this is a look at it. */
  seen: BalancesSeen | null;
  refused: readonly BalanceNote[];
  above?: ReactNode;
  /** What can be done with it. */
  children: ReactNode;
};

type Left = BalanceNote & { guest: Unenrolled | undefined };

const kinds = ["new", "same", "conflicting", "refused"] as const;
/** What says otherwise than what stands: a person decides. */
const otherwise = new Set<string>(["other_points", "other_name", "other_number"]);

/** What becomes of a file of balances: rows, then points to the last one, then each row that is left out, with its reason. */
export function BalancesFacts({ counts, seen, refused, above, children }: Props) {
  const { t } = useTranslation();
  const part = (kind: (typeof kinds)[number]): Counted => ({
    id: kind,
    label: t(`balances.count.${kind}`),
    value: count(counts[kind]),
    red: kind === "refused" && counts.refused > 0,
  });
  const rows = { id: "rows", label: t("imports.rows"), value: count(counts.rows), whole: true };
  const told = [
    t("balances.members", { members: count(counts.members) }),
    counts.enrolled > 0 && t("balances.enrolled", { guests: count(counts.enrolled) }),
    counts.tiers > 0 && t("balances.tiers", { members: count(counts.tiers) }),
    counts.unread > 0 && t("balances.unread", { rows: count(counts.unread) }),
    seen !== null &&
      (seen.sheet === null ? seen.encoding.toUpperCase() : t("imports.sheet", { name: seen.sheet })),
    seen !== null &&
      seen.unused.length > 0 &&
      t("imports.unused", { columns: seen.unused.join(t("list.and")) }),
  ];
  return (
    <>
      <CountsRow counted={[rows, ...kinds.map(part)]} />
      <Points counts={counts} done={seen === null} />
      <div className="pad sm i2" style={{ paddingBottom: 10 }}>
        {told.filter((one) => one !== false).join(" · ")}
      </div>
      {above}
      <LeftOut refused={refused} unenrolled={seen?.unenrolled ?? []} />
      <div className="foot">{children}</div>
    </>
  );
}

/** The file's points are those that are posted, those that stand and those that are left out. */
function Points({ counts, done }: { counts: BalanceCounts; done: boolean }) {
  const { t } = useTranslation();
  const { file_points: all, points, same_points: same, left_points: left } = counts;
  const parts: Counted[] = [
    { id: "all", label: t("balances.points.file"), value: count(all), whole: true },
    {
      id: "posted",
      label: t(done ? "balances.points.posted" : "balances.points.toPost"),
      value: count(points),
    },
    { id: "same", label: t("balances.points.same"), value: count(same) },
    { id: "left", label: t("balances.points.left"), value: count(left), red: left > 0 },
  ];
  return <CountsRow counted={parts} />;
}

type LeftOutProps = { refused: readonly BalanceNote[]; unenrolled: readonly Unenrolled[] };

/** The rows that are not taken; one of a guest whom the house knows opens the guest. */
function LeftOut({ refused, unenrolled }: LeftOutProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const rows: Left[] = refused.map((note) => ({
    ...note,
    guest: unenrolled.find((one) => one.line === note.line),
  }));
  const idOf = (row: Left) => `${row.line}${row.column}${row.code}`;
  const open = ({ guest }: Left) => {
    if (guest !== undefined) void navigate({ to: "/guest/$id", params: { id: guest.guest } });
  };
  const { selected, select } = useRows({ rows, idOf, onOpen: open, opens: t("balances.openGuest") });
  const columns: Column<Left>[] = [
    {
      id: "verdict",
      title: t("imports.result"),
      width: 104,
      widthEn: 124,
      cell: (row) => <VerdictMark verdict={otherwise.has(row.code) ? "look" : "block"} />,
    },
    { id: "line", title: t("imports.line"), width: 88, align: "right", cell: (row) => count(row.line) },
    { id: "column", title: t("imports.column"), width: 150, cell: (row) => row.column },
    { id: "code", title: t("imports.reason"), over: true, cell: (row) => word("balance.code", row.code) },
  ];
  if (unenrolled.length > 0)
    columns.push({
      id: "guest",
      title: t("quality.guest"),
      width: 160,
      cell: (row) => row.guest?.name ?? "",
    });
  if (rows.length === 0) {
    return (
      <div className="pad i2">
        <VerdictMark verdict="pass" bare /> {t("imports.allTaken")}
      </div>
    );
  }
  return (
    <DataTable
      label={t("balances.leftOut")}
      columns={columns}
      rows={rows}
      rowId={idOf}
      selected={selected}
      onSelect={select}
      onOpen={open}
      height={30}
      fill
    />
  );
}
