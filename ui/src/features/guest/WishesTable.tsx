import { ShieldAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PreferenceLine } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { Empty } from "../../components/States";
import { Tag } from "../../components/Tag";
import { useMay } from "../../lib/desk";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
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
  useKeys(
    may("drop_preference") && rows.length > 0
      ? [{ cap: "Alt H", label: t("wish.dropShort"), place: "verb", run }]
      : [],
  );
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
      {dropping !== null && <DropWishDialog line={dropping} onClose={() => setDropping(null)} />}
    </>
  );
}

function useColumns(): readonly Column<PreferenceLine>[] {
  const { t } = useTranslation();
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
      cell: ({ preference }) => (
        <>
          {preference.words}{" "}
          {preference.consent_at_ms !== null && <Tag tone="here">{t("wish.consented")}</Tag>}
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
      width: 110,
      className: "tn",
      align: "right",
      cell: ({ preference }) => preference.business_date,
    },
  ];
}
