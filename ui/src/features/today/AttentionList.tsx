import { Cake, Handshake, type LucideIcon, ShieldAlert, Star, UserRoundSearch } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Attention } from "../../api/draft";
import { type Column, DataTable } from "../../components/DataTable";
import { VerdictMark } from "../../components/Marks";
import { PersonName } from "../../components/Person";
import { useDesk } from "../../lib/desk";
import { clock } from "../../lib/format";

type Props = {
  rows: readonly Attention[];
  selected: string | null;
  onSelect: (id: string) => void;
  onOpen: (guestId: string) => void;
};

const icons: Record<Exclude<Attention["why"], "complaint">, LucideIcon> = {
  promise: Handshake,
  allergy: ShieldAlert,
  vip: Star,
  birthday: Cake,
  namesake: UserRoundSearch,
};
const tones: Record<Attention["why"], string> = {
  complaint: "rd w6",
  promise: "am w6",
  allergy: "am w6",
  vip: "w6",
  birthday: "w6",
  namesake: "w6",
};

function Why({ why }: { why: Attention["why"] }) {
  const { t } = useTranslation();
  const Icon = why === "complaint" ? null : icons[why];
  return (
    <span className={tones[why]}>
      {Icon === null ? <VerdictMark verdict="block" bare /> : <Icon className="s14" size={14} aria-hidden />}{" "}
      {t(`attention.${why}`)}
    </span>
  );
}

/** 需特别注意: the guests of today whom somebody must look after, most pressing first. */
export function AttentionList({ rows, selected, onSelect, onOpen }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  if (rows.length === 0) return null;
  const columns: Column<Attention>[] = [
    { id: "why", title: "", width: 124, cell: (row) => <Why why={row.why} /> },
    { id: "room", title: "", width: 58, className: "tn w6", cell: (row) => row.room ?? "" },
    {
      id: "guest",
      title: "",
      width: 204,
      over: true,
      cell: (row) => <PersonName person={row.guest} reading="whole" />,
    },
    {
      id: "due",
      title: "",
      width: 60,
      className: "tn i2",
      cell: (row) => (row.dueMs === null ? "" : clock(row.dueMs, desk.zone)),
    },
    {
      id: "what",
      title: "",
      className: "i2",
      cell: (row) => (
        <>
          {row.what}
          {row.late !== null && <span className="rd">{row.late}</span>}
        </>
      ),
    },
    {
      id: "note",
      title: "",
      width: 148,
      className: "r tn",
      cell: (row) => (
        <span className={row.why === "complaint" || row.why === "namesake" ? "sm m" : "sm i2"}>
          {row.note}
        </span>
      ),
    },
  ];
  return (
    <>
      <div className="row pad" style={{ height: 40 }}>
        <h2>{t("attention.title")}</h2>
        <span className="m sm num">{t("attention.count", { count: rows.length })}</span>
        <span className="sp m sm">{t("attention.order")}</span>
      </div>
      <DataTable
        label={t("attention.title")}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        selected={selected}
        onSelect={(row) => onSelect(row.id)}
        onOpen={(row) => onOpen(row.guest.id)}
        height={38}
        headless
      />
    </>
  );
}
