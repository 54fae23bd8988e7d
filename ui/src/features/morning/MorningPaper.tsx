import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Figure, Morning, MorningRow } from "../../api/bindings";
import { useDataAge } from "../../components/Paper";
import { type PaperPart, paperPart, Sheets } from "../../components/Sheets";
import { useDesk, useLanguage } from "../../lib/desk";
import { clock, count, dateOf, fullDay, money, monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import { greeted, useFigures } from "./Figures";
import { rowsOf } from "./queries";

/** What goes to paper in full; the others are their figures. */
const printed: readonly Figure[] = ["late", "unrecovered", "new", "compensation"];

type Props = { morning: Morning; names: boolean; /** When it was asked for. */ at: number };

/** 晨会报告 on A4, without guests' names unless asked: the rows are read anew without them. */
export function MorningPaper({ morning, names, at }: Props) {
  const answers = useQueries({
    queries: printed.map((figure) => rowsOf({ period: morning.period, figure, user: null, names })),
  });
  const rows = answers.map((answer) => answer.data);
  if (rows.some((one) => one === undefined)) return null;
  return <Laid morning={morning} names={names} at={at} rows={rows.map((one) => one ?? [])} />;
}

function Laid({
  morning,
  names,
  at,
  rows,
}: Props & {
  rows: readonly (readonly MorningRow[])[];
}) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const figures = useFigures(morning);
  const parts = useParts(rows, names);
  const { from, to } = morning.period;
  const days = from === to ? fullDay(to, language) : `${fullDay(from, language)} – ${fullDay(to, language)}`;
  const age = useDataAge(desk.data_as_of_ms);
  const said = `${t("print.printed", { time: clock(at, desk.time_zone), name: desk.user.name })} ${age(at)}`;
  const drill = desk.practice && <div className="drill">{t("print.practice")}</div>;
  return (
    <Sheets
      head={
        <>
          {drill}
          <div className="top-of">
            <div>
              <div className="house">{desk.hotel}</div>
              <h1>{t("morning.report")}</h1>
            </div>
            <div>
              {days}
              <br />
              {said}
            </div>
          </div>
          <div className="sum">
            {figures.map((one) => (
              <span key={one.figure}>
                {t(`morning.figure.${one.figure}`)} <b>{one.value}</b>
              </span>
            ))}
            {morning.calls !== null && (
              <span>
                {t("morning.figure.calls")} <b>{greeted(morning.calls, t)}</b>
              </span>
            )}
          </div>
        </>
      }
      headAgain={
        <>
          {drill}
          <div className="top-of again">
            <div className="house">
              {desk.hotel} · {t("morning.report")}
            </div>
            <div>
              {days} {said}
            </div>
          </div>
        </>
      }
      parts={parts}
      foot={(page, of) => (
        <div className="ft">
          <span>{t(names ? "print.shred" : "morning.noNames")}</span>
          <span>{t("print.page", { page, of })}</span>
        </div>
      )}
      onReady={() => window.print()}
    />
  );
}

function useParts(rows: readonly (readonly MorningRow[])[], names: boolean): readonly PaperPart[] {
  const { t } = useTranslation();
  const { currency, time_zone: zone } = useDesk();
  const language = useLanguage();
  return useMemo(
    () =>
      printed.map((figure, at) =>
        paperPart<MorningRow>({
          id: figure,
          title: t("print.counted", { title: t(`morning.figure.${figure}`), count: rows[at]?.length ?? 0 }),
          columns: [
            {
              id: "number",
              title: t("morning.col.number"),
              width: 128,
              className: "tn",
              cell: (row) => row.number,
            },
            { id: "room", title: t("col.room"), width: 48, className: "rm", cell: (row) => row.room_no },
            ...(names
              ? [{ id: "guest", title: t("col.guest"), width: 96, cell: (row: MorningRow) => row.guest_name }]
              : []),
            {
              id: "what",
              title: t("ticket.col.problem"),
              cell: (row) =>
                `${word("problem", row.problem)}${row.remedy === null ? "" : ` · ${t(`remedy.kind.${row.remedy}`)}`}`,
            },
            {
              id: "department",
              title: t("ticket.col.department"),
              width: 60,
              cell: (row) => word("department", row.department),
            },
            {
              id: "sum",
              title: t("ticket.col.given"),
              width: 72,
              align: "right",
              cell: (row) =>
                row.remedy === null
                  ? ""
                  : row.remedy === "points"
                    ? count(row.points)
                    : money(row.amount_minor, currency),
            },
            {
              id: "at",
              title: t("morning.col.taken"),
              width: 92,
              className: "tn",
              cell: (row) => `${monthDay(dateOf(row.at_ms, zone), language)} ${clock(row.at_ms, zone)}`,
            },
          ],
          rows: rows[at] ?? [],
          rowId: (row) => `${row.ticket}:${row.nth}`,
        }),
      ),
    [rows, names, t, currency, zone, language],
  );
}
