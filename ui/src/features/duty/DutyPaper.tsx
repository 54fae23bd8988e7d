import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { CarryItem, CourtesyCall, DutyPage, LogEntry } from "../../api/bindings";
import { callPart } from "../../components/CallPaper";
import { HandBox, type PaperPart, paperPart, Sheets } from "../../components/Sheets";
import { useDesk, useLanguage } from "../../lib/desk";
import { clock, count, dateOf, monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useCounts } from "./HandCounts";
import { useWhat } from "./OpenItems";
import { mark, shiftWords } from "./shift";

type Props = { page: DutyPage; calls: readonly CourtesyCall[]; at: number; onReady: () => void };

/** 交班单 on A4: what is open with a box to tick, whom to greet, the log, what was counted, both signatures, the chain's head. */
export function DutyPaper({ page, calls, at, onReady }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const parts = useParts(page, calls);
  const shift = shiftWords(page.span, desk.time_zone, language, t);
  const printed = t("print.printed", { time: clock(at, desk.time_zone), name: desk.user.name });
  const title = t("duty.sheet");
  const drill = desk.practice && <div className="drill">{t("print.practice")}</div>;
  const head = page.sheet?.handover;
  return (
    <Sheets
      head={
        <>
          {drill}
          <div className="top-of">
            <div>
              <div className="house">{desk.hotel}</div>
              <h1>{title}</h1>
            </div>
            <div>
              {shift} · {page.number}
              <br />
              {printed}
            </div>
          </div>
          <Signatures page={page} />
        </>
      }
      headAgain={
        <>
          {drill}
          <div className="top-of again">
            <div className="house">
              {desk.hotel} · {title}
            </div>
            <div>
              {page.number} {printed}
            </div>
          </div>
        </>
      }
      parts={parts}
      foot={(nth, of) => (
        <div className="ft">
          <span>{t("print.shred")}</span>
          <span className="tn">
            {t("print.head", {
              seq: count(head?.head_seq ?? page.head_seq),
              mac: mark(head?.head_mac ?? page.head_mac),
            })}
          </span>
          <span>{t("print.page", { page: nth, of })}</span>
        </div>
      )}
      onReady={onReady}
    />
  );
}

function Signatures({ page }: { page: DutyPage }) {
  const { t } = useTranslation();
  const { time_zone: zone } = useDesk();
  const sheet = page.sheet;
  const taken = sheet?.handover.taken ?? null;
  const counts = useCounts(page).filter((one) => one.value !== "");
  return (
    <>
      <div className="sum">
        <span>
          {t("duty.out")}{" "}
          <b>
            {sheet === null ? t("duty.toSign") : `${sheet.out_name} ${clock(sheet.handover.out_at_ms, zone)}`}
          </b>
        </span>
        <span>
          {t("duty.in")}{" "}
          <b>
            {taken === null || sheet === null
              ? t("duty.toSign")
              : `${sheet.in_name} ${clock(taken.at_ms, zone)}`}
          </b>
        </span>
      </div>
      <div className="sum">
        {counts.map((one) => (
          <span key={one.label}>
            {one.label} <b>{one.value}</b>
          </span>
        ))}
      </div>
      {sheet !== null && sheet.handover.out_words !== "" && (
        <div className="sum">“{sheet.handover.out_words}”</div>
      )}
    </>
  );
}

function useParts(page: DutyPage, calls: readonly CourtesyCall[]): readonly PaperPart[] {
  const { t } = useTranslation();
  const { time_zone: zone, today } = useDesk();
  const language = useLanguage();
  return useMemo(() => {
    const when = (ms: number) => `${monthDay(dateOf(ms, zone), language)} ${clock(ms, zone)}`;
    const open = paperPart<CarryItem>({
      id: "open",
      title: t("print.counted", { title: t("duty.open"), count: page.items.length }),
      columns: [
        { id: "seen", title: "", width: 20, cell: (item) => (item.seen_at_ms === null ? <HandBox /> : "✓") },
        { id: "room", title: t("col.room"), width: 52, className: "rm", cell: (item) => item.room_no },
        { id: "what", title: t("duty.what"), cell: (item) => <What item={item} /> },
        { id: "state", title: t("col.state"), width: 96, cell: (item) => <State item={item} /> },
        {
          id: "due",
          title: t("ticket.due"),
          width: 96,
          className: "tn",
          cell: (item) => (item.due_ms === null ? "" : when(item.due_ms)),
        },
      ],
      rows: page.items,
      rowId: (item) => `${item.kind}:${item.record}`,
    });
    const log = paperPart<LogEntry>({
      id: "log",
      title: t("print.counted", {
        title: t("duty.logOf", { shift: t(`duty.shift.${page.span.shift}`) }),
        count: page.log.length,
      }),
      columns: [
        {
          id: "at",
          title: t("duty.at"),
          width: 44,
          className: "tn",
          cell: ({ line }) => clock(line.at_ms, zone),
        },
        {
          id: "kind",
          title: t("duty.kindLabel"),
          width: 64,
          cell: ({ line }) => word("duty.kind", line.kind),
        },
        { id: "room", title: t("col.room"), width: 48, className: "tn", cell: ({ line }) => line.room_no },
        {
          id: "words",
          title: t("duty.words"),
          cell: ({ line, corrected }) => (corrected ? <s>{line.words}</s> : line.words),
        },
        { id: "by", title: t("duty.by"), width: 64, cell: (entry) => entry.by_name },
      ],
      rows: page.log,
      rowId: (entry) => entry.line.id,
    });
    return [open, ...callPart(calls, { t, today, language }), log];
  }, [page, calls, t, zone, today, language]);
}

function What({ item }: { item: CarryItem }) {
  const { head, detail } = useWhat(item);
  return (
    <>
      <b>{head}</b> {item.number} {detail}
    </>
  );
}

function State({ item }: { item: CarryItem }) {
  return <>{useWhat(item).state}</>;
}
