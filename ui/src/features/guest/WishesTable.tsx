import { ShieldAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type PreferenceLine } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { Empty, Refusal } from "../../components/States";
import { Tag } from "../../components/Tag";
import { useDesk, useMay } from "../../lib/desk";
import { type KeyUse, useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { useWrite } from "../../lib/write";
import { DropWishDialog } from "./DropWishDialog";
import { sourceWord } from "./sources";
import { sensitive } from "./WishesList";

/** All that is known of likes and needs: what the guest asked for, apart from what was seen; source, author and date on each. */
export function WishesTable({ lines, max }: { lines: readonly PreferenceLine[]; max: number }) {
  const { t } = useTranslation();
  const may = useMay();
  const [dropping, setDropping] = useState<PreferenceLine | null>(null);
  const origin = (line: PreferenceLine) => t(`wish.origin.${line.preference.origin}`);
  const asked = lines.filter((line) => line.preference.origin === "asked");
  const rows = [...asked, ...lines.filter((line) => line.preference.origin === "observed")];
  const { chosen, selected, select } = useRows({ rows, idOf: (line: PreferenceLine) => line.preference.id });
  const run = () => (chosen === undefined ? false : setDropping(chosen));
  const meet = useWrite(
    commands.wishMeet,
    () => t("wish.met", { text: chosen?.preference.words ?? "" }),
    "undoable",
  );
  const met = () => (chosen === undefined ? false : void meet.write({ preference: chosen.preference.id }));
  const keys: KeyUse[] = [];
  if (may("meet_wish")) keys.push({ cap: "Alt M", label: t("wish.meetShort"), place: "verb", run: met });
  if (may("drop_preference")) keys.push({ cap: "Alt H", label: t("wish.dropShort"), place: "verb", run });
  useKeys(rows.length > 0 ? keys : []);
  const columns = useColumns();
  if (lines.length === 0) return <Empty title={t("wish.none")}>{t("wish.noneWhy")}</Empty>;
  return (
    <>
      <DataTable
        label={t("guest.wishes")}
        columns={columns}
        rows={rows}
        rowId={(line) => line.preference.id}
        group={origin}
        selected={selected}
        onSelect={select}
        fill
      />
      <div className="sums row sm m">{t("wish.limit", { max })}</div>
      {meet.fault !== null && <Refusal fault={meet.fault} />}
      {dropping !== null && <DropWishDialog line={dropping} onClose={() => setDropping(null)} />}
    </>
  );
}

function useColumns(): readonly Column<PreferenceLine>[] {
  const { t } = useTranslation();
  const { today } = useDesk();
  return [
    {
      id: "kind",
      title: t("wish.kindLabel"),
      width: 116,
      cell: ({ preference: { kind } }) => {
        const careful = sensitive.includes(kind);
        return (
          <span className={careful ? "am w6" : "i2"}>
            {careful && <ShieldAlert className="s14" size={14} aria-hidden />} {t(`wish.kind.${kind}`)}
          </span>
        );
      },
    },
    {
      id: "words",
      title: t("field.words"),
      cell: ({ preference, met_on: met }) => (
        <>
          {preference.words}{" "}
          {preference.consent_at_ms !== null && <Tag tone="here">{t("wish.consented")}</Tag>}{" "}
          {met === today && <Tag tone="here">{t("wish.metToday")}</Tag>}
          {met !== null && met !== today && <span className="sm m">{t("wish.metOn", { date: met })}</span>}
        </>
      ),
    },
    {
      id: "source",
      title: t("contact.source"),
      width: 110,
      className: "i2",
      cell: ({ preference }) => sourceWord(preference.source),
    },
    { id: "author", title: t("wish.author"), width: 110, className: "i2", cell: ({ author }) => author },
    {
      id: "on",
      title: t("col.date"),
      width: 128,
      className: "tn",
      align: "right",
      cell: ({ preference }) => preference.business_date,
    },
  ];
}
