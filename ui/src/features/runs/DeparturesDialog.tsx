import { useTranslation } from "react-i18next";
import { commands, type DeparturesPreview, type Departure } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { Dialog } from "../../components/Dialog";
import { Refusal } from "../../components/States";
import { count } from "../../lib/format";
import { useWrite } from "../../lib/write";

/** Alt L: departures that the PMS's file brought earn, each by the rules of its own day. */
export function DeparturesDialog({ preview, onClose }: { preview: DeparturesPreview; onClose: () => void }) {
  const { t } = useTranslation();
  const credit = useWrite(commands.departuresCredit, (done) =>
    [
      t("runs.leftDone", { stays: count(done.stays), points: count(done.points) }),
      ...(done.waiting > 0 ? [t("runs.leftWaiting", { waiting: count(done.waiting) })] : []),
      ...(done.kept > 0 ? [t("runs.leftKept", { kept: count(done.kept) })] : []),
    ].join(" · "),
  );
  const save = async () => {
    if ((await credit.write(preview.on)).saved) onClose();
  };
  return (
    <Dialog
      title={t("runs.left.title")}
      aside={preview.on}
      onClose={onClose}
      confirm={{ label: t("runs.leftIt"), run: () => void save(), busy: credit.state === "writing" }}
      width={720}
    >
      <div className="col" style={{ gap: 12 }}>
        <div>
          {t("runs.leftAsk", {
            date: preview.on,
            stays: count(preview.stays),
            points: count(preview.points),
          })}
        </div>
        <Besides preview={preview} />
        <DataTable
          label={t("runs.leftWho")}
          columns={useColumns()}
          rows={preview.listed}
          rowId={(row) => row.stay}
          height={30}
        />
        <div className="sm i2">{t("runs.leftSo")}</div>
        {credit.fault !== null && <Refusal fault={credit.fault} />}
      </div>
    </Dialog>
  );
}

/** What of it is not the members' at once, or not done by this run. */
function Besides({ preview }: { preview: DeparturesPreview }) {
  const { t } = useTranslation();
  const said = [
    ...(preview.waiting > 0 ? [t("runs.leftWaiting", { waiting: count(preview.waiting) })] : []),
    ...(preview.kept > 0 ? [t("runs.leftKept", { kept: count(preview.kept) })] : []),
    ...(preview.more ? [t("runs.leftMore", { count: preview.stays })] : []),
    ...(preview.stays > preview.listed.length ? [t("runs.first", { count: preview.listed.length })] : []),
  ];
  return said.length === 0 ? null : <div className="sm i2 num">{said.join(" · ")}</div>;
}

function useColumns(): readonly Column<Departure>[] {
  const { t } = useTranslation();
  return [
    { id: "no", title: t("runs.memberNo"), width: 110, className: "tn", cell: (row) => row.member_no },
    { id: "name", title: t("runs.name"), over: true, cell: (row) => <b className="w5">{row.name}</b> },
    {
      id: "due",
      title: t("pending.word"),
      width: 150,
      className: "sm i2",
      cell: (row) => row.due_on !== null && t("runs.leftDue", { date: row.due_on }),
    },
    {
      id: "points",
      title: t("runs.leftPoints"),
      width: 90,
      align: "right",
      cell: (row) => count(row.points),
    },
    {
      id: "left",
      title: t("runs.leftOn"),
      width: 120,
      align: "right",
      className: "tn",
      cell: (row) => row.departure,
    },
  ];
}
