import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Slip, SlipLine } from "../../api/bindings";
import { type PaperColumn, type PaperPart, paperPart, Sheets } from "../../components/Sheets";
import { type Desk, useDesk } from "../../lib/desk";
import { clock, dateOf, money } from "../../lib/format";
import { word } from "../../lib/i18n";

/** 出纳单 on half a sheet: what the cashier takes off the bill or pays out, and on whose word. */
export function SlipPaper({ slip, onReady }: { slip: Slip; onReady: () => void }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const parts = useMemo(() => partsOf(slip, desk, t), [slip, desk, t]);
  const head = (
    <>
      {desk.practice && <div className="drill">{t("print.practice")}</div>}
      <div className="top-of">
        <div>
          <div className="house">{desk.hotel}</div>
          <h1>
            {t("slip.title")} {slip.number}
          </h1>
        </div>
        <div>
          <b>{slip.room_no !== "" && t("slip.room", { room: slip.room_no })}</b> {slip.guest_name}
          <br />
          {dateOf(slip.at_ms, desk.time_zone)} {clock(slip.at_ms, desk.time_zone)} {slip.by_name}
        </div>
      </div>
    </>
  );
  return (
    <Sheets
      head={head}
      headAgain={head}
      parts={parts}
      half
      foot={(page, of) => (
        <div className="ft">
          <span>{t("slip.foot")}</span>
          <span>{t("print.page", { page, of })}</span>
        </div>
      )}
      onReady={onReady}
    />
  );
}

/** Who signs, side by side. */
const hands = ["cashier", "guest", "duty"] as const;

function partsOf(slip: Slip, desk: Desk, t: TFunction): PaperPart[] {
  const byWhom = (line: SlipLine) => {
    if (line.decided_by_name === "") return `${t("remedy.within")} ${line.proposed_by_name}`;
    const at = line.decided_at_ms === null ? "" : clock(line.decided_at_ms, desk.time_zone);
    const how = line.by_phone ? t("phone.title") : t("step.6");
    return `${how} ${line.decided_by_name} ${at} ${line.decision}`;
  };
  const columns: PaperColumn<SlipLine>[] = [
    {
      id: "what",
      title: t("remedy.what"),
      cell: (line) => `${t(`remedy.kind.${line.remedy}`)} ${line.words}`,
    },
    { id: "who", title: t("remedy.whoDecides"), width: 300, cell: byWhom },
    {
      id: "sum",
      title: t("remedy.sum"),
      width: 110,
      align: "right",
      cell: (line) => money(line.amount_minor, desk.currency),
    },
  ];
  return [
    paperPart({
      id: "lines",
      title: t("slip.about", { ticket: slip.ticket_number, problem: word("problem", slip.problem) }),
      columns,
      rows: slip.lines,
      rowId: (line) => line.id,
      note: (
        <div style={{ textAlign: "right", padding: "6px 0" }}>
          <b>{t("slip.total", { sum: money(slip.total_minor, desk.currency) })}</b>
        </div>
      ),
    }),
    paperPart({
      id: "hands",
      title: t("slip.hands"),
      look: "plain",
      columns: hands.map((hand) => ({
        id: hand,
        title: "",
        cell: () => <div style={{ padding: "16px 0 4px" }}>{t(`slip.${hand}`)}：</div>,
      })),
      rows: ["hands"],
      rowId: (row) => row,
    }),
  ];
}
