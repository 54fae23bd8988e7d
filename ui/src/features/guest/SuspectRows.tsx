import { useTranslation } from "react-i18next";
import type { DuplicateFace, SuspectPair } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { word } from "../../lib/i18n";
import { because } from "./others";

type Props = {
  pairs: readonly SuspectPair[];
  selected: string | null;
  onSelect: (pair: SuspectPair) => void;
  onOpen: (pair: SuspectPair) => void;
};

/** Two records to a row, what tells them apart under each name, and what speaks for their being one. */
export function SuspectRows({ pairs, selected, onSelect, onOpen }: Props) {
  const { t } = useTranslation();
  const columns: Column<SuspectPair>[] = [
    {
      id: "band",
      title: t("suspects.likely"),
      width: 92,
      cell: ({ suspect: { band } }) => (
        <span className={band === "certain" ? "w6" : "i2"}>{word("duplicate.band", band)}</span>
      ),
    },
    { id: "one", title: t("suspects.one"), width: 290, cell: ({ one }) => <FaceCell face={one} /> },
    { id: "other", title: t("suspects.other"), width: 290, cell: ({ other }) => <FaceCell face={other} /> },
    {
      id: "why",
      title: t("imports.reason"),
      className: "i2",
      cell: ({ suspect }) => because(suspect.because),
    },
  ];
  return (
    <DataTable
      label={t("suspects.title")}
      columns={columns}
      rows={pairs}
      rowId={(pair) => pair.suspect.id}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
      height={46}
      fill
    />
  );
}

function FaceCell({ face }: { face: DuplicateFace }) {
  const { t } = useTranslation();
  const last = face.last_departure;
  const told = [face.phone, face.company, face.member_no, last !== null && t("where.last", { date: last })];
  return (
    <>
      <div className="el">
        <b>{face.name}</b>
        {face.latin_name !== face.name && ` ${face.latin_name}`}
      </div>
      <div className="sm m el num">{told.filter((part) => part !== false && part !== "").join(" · ")}</div>
    </>
  );
}
