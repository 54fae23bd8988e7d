import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReportAsked, ReportRow } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { DataTable } from "../../components/DataTable";
import { Dialog } from "../../components/Dialog";
import { Empty, Refusal, Waiting } from "../../components/States";
import { count } from "../../lib/format";
import { word } from "../../lib/i18n";
import type { KeyUse } from "../../lib/keys";
import { useWalk } from "../../lib/rows";
import type { Opened } from "./ReportPage";
import { groupOf, type Numbered, useRowColumns } from "./rowColumns";
import { reportRows, rowsShown } from "./queries";

type Props = {
  period: ReportAsked;
  opened: Opened;
  onOpen: (row: ReportRow) => void;
  onClose: () => void;
};

/** The rows behind a figure, a page at a time; Enter goes to the member, and there to the posting. */
export function RowsDialog({ period, opened, onOpen, onClose }: Props) {
  const { t } = useTranslation();
  const [skip, setSkip] = useState(0);
  const { figure, month, tier, said } = opened;
  const asked = { period, figure, month, tier, skip, limit: rowsShown };
  const answer = useQuery({ ...reportRows(asked), placeholderData: keepPreviousData });
  const rows = (answer.data?.rows ?? []).map((row, at): Numbered => ({ ...row, at: skip + at }));
  const next = answer.data?.next ?? null;
  const { chosen, selected, select, keys } = useWalk({ rows, idOf });
  const columns = useRowColumns(figure);
  const name = t(`report.figure.${figure === "members" && tier !== null ? "all_members" : figure}`);
  const about = [name, month, tier && word("tier", tier)];
  const back = () => setSkip(Math.max(0, skip - rowsShown));
  const forward = () => next !== null && setSkip(next);
  const turning: readonly KeyUse[] = [
    { cap: "←", label: t("guestList.turn"), shown: ["←", "→"], place: "move", run: back },
    { cap: "→", run: forward },
  ];
  const paged = skip > 0 || next !== null;
  const grouped = rows.some((row) => row.group !== null);
  return (
    <Dialog
      title={about.filter(Boolean).join(" · ")}
      aside={said ?? undefined}
      width={1040}
      onClose={onClose}
      keys={paged ? [...keys, ...turning] : keys}
      other={<Turning skip={skip} shown={rows.length} back={back} forward={next === null ? null : forward} />}
      confirm={{
        label: t(chosen?.tier === null ? "report.openGuest" : "report.openMember"),
        run: () => chosen !== undefined && onOpen(chosen),
        lacks: chosen === undefined ? t("report.noRows") : undefined,
      }}
    >
      {answer.isError && <Refusal fault={faultOf(answer.error)} />}
      {answer.isPending && <Waiting rows={6} />}
      {answer.isSuccess && rows.length === 0 && (
        <Empty title={t("report.noRows")}>{t("report.noRowsSo")}</Empty>
      )}
      {rows.length > 0 && (
        <div className="behindfigure">
          <DataTable
            key={skip}
            label={name}
            columns={columns}
            rows={rows}
            rowId={idOf}
            selected={selected}
            onSelect={select}
            onOpen={onOpen}
            height={30}
            fill
            {...(grouped && { group: groupOf, groupHead: (group: string) => group })}
          />
        </div>
      )}
    </Dialog>
  );
}

type TurningProps = { skip: number; shown: number; back: () => void; forward: (() => void) | null };

/** Which rows are shown, and the way to the others. */
function Turning({ skip, shown, back, forward }: TurningProps) {
  const { t } = useTranslation();
  return (
    <>
      {shown > 0 && (
        <span className="sm m num nw">
          {t("report.rows", { from: count(skip + 1), to: count(skip + shown) })}
        </span>
      )}
      {skip > 0 && (
        <Action cap="←" onClick={back}>
          {t("guestList.before")}
        </Action>
      )}
      {forward !== null && (
        <Action cap="→" onClick={forward}>
          {t("guestList.next")}
        </Action>
      )}
    </>
  );
}

const idOf = (row: Numbered) => String(row.at);
