import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Printer } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Figure,
  type LedgerTotals,
  type Morning,
  type MorningRow,
  type Period,
} from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { Page } from "../../components/Page";
import { Segment } from "../../components/Segment";
import { ServiceTabs } from "../../components/ServiceTabs";
import { Empty, Unanswered, Refusal, Waiting } from "../../components/States";
import { useDesk, useLanguage, useMay } from "../../lib/desk";
import { dateFrom, dayInWords, monthDay } from "../../lib/format";
import { type Cap, type KeyUse, useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { AuthorityUsed } from "./AuthorityUsed";
import { Figures } from "./Figures";
import { FigureRows } from "./FigureRows";
import { MorningPaper } from "./MorningPaper";
import { PrintDialog } from "./PrintDialog";
import { report, rowsOf } from "./queries";
import "./morning.css";

const lengths = ["day", "week", "month"] as const;
type Length = (typeof lengths)[number];
const days: Record<Length, number> = { day: 0, week: 6, month: 29 };

/** 晨会: what the last day or week brought; every figure opens its rows. */
export function MorningPage() {
  const desk = useDesk();
  const [length, setLength] = useState<Length>("week");
  const [to, setTo] = useState(() => dateFrom(desk.today, -1));
  const period = { from: dateFrom(to, -days[length]), to };
  const answer = useQuery(report(period));
  const frame = { length, setLength, to, setTo };
  if (answer.data !== undefined)
    return <Report key={`${period.from}${period.to}`} morning={answer.data} frame={frame} />;
  return (
    <Page>
      <ServiceTabs at="morning" />
      <Unanswered answer={answer} />
    </Page>
  );
}

type Frame = { length: Length; setLength: (length: Length) => void; to: string; setTo: (to: string) => void };
type Asking = "print" | null;

const caps: readonly Cap[] = [
  "Alt 1",
  "Alt 2",
  "Alt 3",
  "Alt 4",
  "Alt 5",
  "Alt 6",
  "Alt 7",
  "Alt 8",
  "Alt W",
  "Alt 9",
  "Alt Y",
];
export const figures: readonly Figure[] = [
  "new",
  "open",
  "late",
  "unrecovered",
  "compensation",
  "callbacks",
  "authority",
  "disputed",
  "outside",
  "praise",
  "ideas",
];

function Report({ morning, frame }: { morning: Morning; frame: Frame }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const navigate = useNavigate();
  const [figure, setFigure] = useState<Figure>("new");
  const [asking, setAsking] = useState<Asking>(null);
  const [printed, setPrinted] = useState<{ nth: number; names: boolean; at: number } | null>(null);
  const rows = useQuery(rowsOf({ period: morning.period, figure, user: null, names: true }));
  const open = (row: MorningRow) => void navigate({ to: "/ticket/$id", params: { id: row.ticket } });
  const { selected, select } = useRows({ rows: rows.data ?? [], idOf: rowId, onOpen: open });
  const step = (by: number) => frame.setTo(dateFrom(frame.to, by * (days[frame.length] + 1)));
  const last = frame.to >= desk.today;
  usePointsKey(morning);
  useKeys([
    ...figures.map((one, at): KeyUse => ({
      cap: caps[at] ?? "Alt 8",
      run: () => setFigure(one),
      ...(at === 0 && { label: t("morning.openFigure"), shown: ["Alt 1–9"], place: "move" as const }),
    })),
    { cap: "Alt Q", label: t("morning.earlier"), place: "verb", run: () => step(-1) },
    { cap: "Alt H", label: t("morning.later"), place: "verb", run: () => !last && step(1) },
    {
      cap: "Alt Z",
      label: t("morning.length"),
      place: "verb",
      run: () => frame.setLength(lengths[(lengths.indexOf(frame.length) + 1) % lengths.length] ?? "week"),
    },
    { cap: "Ctrl P", label: t("morning.print"), place: "verb", run: () => setAsking("print") },
  ]);
  const list = rows.data ?? [];
  return (
    <Page sideLabel={t("morning.side")} side={<AuthorityUsed morning={morning} />}>
      <ServiceTabs at="morning" />
      <Head period={morning.period} frame={frame} onPrint={() => setAsking("print")} />
      <Figures morning={morning} chosen={figure} onChoose={setFigure} />
      {rows.isError && <Refusal fault={faultOf(rows.error)} />}
      {rows.isPending && <Waiting rows={6} />}
      {rows.isSuccess && list.length === 0 && (
        <Empty title={t("morning.noRows")}>{t("morning.noRowsSo")}</Empty>
      )}
      {list.length > 0 && (
        <FigureRows
          figure={figure}
          rows={list}
          rowId={rowId}
          selected={selected}
          onSelect={select}
          onOpen={open}
        />
      )}
      {asking === "print" && (
        <PrintDialog
          onClose={() => setAsking(null)}
          onPrint={(names) => {
            setAsking(null);
            setPrinted({ nth: (printed?.nth ?? 0) + 1, names, at: Date.now() + desk.skewMs });
          }}
        />
      )}
      {printed !== null && (
        <MorningPaper key={printed.nth} morning={morning} names={printed.names} at={printed.at} />
      )}
    </Page>
  );
}

/** Alt B: from 积分核对 to the programme's report of the same days. */
function usePointsKey(morning: Morning): void {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { points } = morning;
  const go = (days: LedgerTotals) =>
    void navigate({ to: "/programme-report", search: { from: days.from, to: days.to } });
  useKeys(
    points !== null && may("read_programme_report")
      ? [{ cap: "Alt B", label: t("report.title"), place: "move", run: () => go(points) }]
      : [],
  );
}

const rowId = (row: MorningRow) => `${row.ticket}:${row.nth}`;

function Head({ period, frame, onPrint }: { period: Period; frame: Frame; onPrint: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const said =
    period.from === period.to
      ? dayInWords(period.to, language)
      : `${monthDay(period.from, language)} – ${monthDay(period.to, language)}`;
  return (
    <PageHead title={t("morning.title")} facts={said}>
      <Segment
        label={t("morning.length")}
        size="s"
        value={frame.length}
        onChange={frame.setLength}
        choices={lengths.map((value) => ({ value, label: t(`morning.length.${value}`) }))}
      />
      <Action size="s" icon={Printer} cap="Ctrl P" onClick={onPrint}>
        {t("morning.printIt")}
      </Action>
    </PageHead>
  );
}
