import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Cause, Department, Spending, Spent, SpentFilter, SpentRow, UserId } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { Heading, PageHead } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { Meter } from "../../components/Meter";
import { Page } from "../../components/Page";
import { Refusal, Waiting } from "../../components/States";
import { useDesk, useLanguage, useMay } from "../../lib/desk";
import { money, monthFrom, monthInWords } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { BudgetDialog } from "./BudgetDialog";
import { spending, spentRows } from "./queries";
import "./authority.css";

type Narrowed = { department: Department | null; cause: Cause | null; person: UserId | null; words: string };
const everything: Narrowed = { department: null, cause: null, person: null, words: "" };

/** 补偿与预算: a month by department, cause and person; each figure opens the rows it counts. */
export function SpendingPage() {
  const { t } = useTranslation();
  const desk = useDesk();
  const may = useMay();
  const language = useLanguage();
  const [month, setMonth] = useState(() => `${desk.today.slice(0, 7)}-01`);
  const [narrowed, setNarrowed] = useState(everything);
  const [setting, setSetting] = useState(false);
  const next = `${monthFrom(month, 1)}-01`;
  const whole: SpentFilter = { from: month, to: next, department: null, cause: null, person: null };
  const answer = useQuery(spending(whole));
  const move = (by: number) => () => {
    setMonth(`${monthFrom(month, by)}-01`);
    setNarrowed(everything);
  };
  useMonthKeys(move, may("edit_budget") ? () => setSetting(true) : null);
  return (
    <Page>
      <PageHead title={t("spending.title")} facts={monthInWords(month.slice(0, 7), language)}>
        {may("edit_budget") && (
          <Action size="s" cap="Alt B" onClick={() => setSetting(true)}>
            {t("budget.set")}
          </Action>
        )}
        <Action size="s" cap="←" onClick={move(-1)}>
          {t("spending.before")}
        </Action>
        <Action size="s" cap="→" onClick={move(1)}>
          {t("spending.after")}
        </Action>
      </PageHead>
      {answer.data === undefined ? (
        answer.isError ? (
          <Refusal fault={faultOf(answer.error)} />
        ) : (
          <Waiting rows={8} />
        )
      ) : (
        <>
          <Figures report={answer.data} onNarrow={setNarrowed} />
          <Rows
            filter={{
              ...whole,
              department: narrowed.department,
              cause: narrowed.cause,
              person: narrowed.person,
            }}
            words={narrowed.words}
            onAll={() => setNarrowed(everything)}
          />
        </>
      )}
      {setting && <BudgetDialog onClose={() => setSetting(false)} />}
    </Page>
  );
}

function useMonthKeys(move: (by: number) => () => void, onSet: (() => void) | null): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  useKeys([
    { cap: "←", label: t("spending.otherMonth"), shown: ["←", "→"], place: "move", run: move(-1) },
    { cap: "→", run: move(1) },
    { cap: "Esc", label: t("ticket.toInbox"), place: "move", run: () => void navigate({ to: "/tickets" }) },
    ...(onSet === null
      ? []
      : [{ cap: "Alt B" as const, label: t("budget.set"), place: "verb" as const, run: onSet }]),
  ]);
}

function Figures({ report, onNarrow }: { report: Spending; onNarrow: (to: Narrowed) => void }) {
  const { t } = useTranslation();
  const budgetOf = (department: Department) =>
    report.budget.departments.find((one) => one.department === department)?.month_minor ?? null;
  const most = Math.max(1, ...report.departments.map((one) => one.spent.amount_minor));
  const causeWords = (cause: Cause | null) => (cause === null ? t("spending.noCause") : t(`cause.${cause}`));
  return (
    <div className="pad col" style={{ gap: 16, paddingBottom: 8 }}>
      <Total report={report} />
      <div className="spent-bars">
        <section>
          <Heading>{t("settings.department")}</Heading>
          {report.departments.map((one) => {
            const set = budgetOf(one.department);
            return (
              <Line
                key={one.department}
                label={word("department", one.department)}
                spent={one.spent}
                most={set ?? most}
                against={set}
                onOpen={() =>
                  onNarrow({
                    ...everything,
                    department: one.department,
                    words: word("department", one.department),
                  })
                }
              />
            );
          })}
        </section>
        <section>
          <Heading>{t("step.cause")}</Heading>
          {report.causes.map((one) => (
            <Line
              key={one.cause ?? ""}
              label={causeWords(one.cause)}
              spent={one.spent}
              most={most}
              against={null}
              onOpen={
                one.cause === null
                  ? undefined
                  : () => onNarrow({ ...everything, cause: one.cause, words: causeWords(one.cause) })
              }
            />
          ))}
          <Heading>{t("spending.person")}</Heading>
          {report.people.map((one) => (
            <Line
              key={one.user}
              label={one.name}
              spent={one.spent}
              most={most}
              against={null}
              onOpen={() => onNarrow({ ...everything, person: one.user, words: one.name })}
            />
          ))}
        </section>
      </div>
    </div>
  );
}

function Total({ report }: { report: Spending }) {
  const { t } = useTranslation();
  const desk = useDesk();
  return (
    <div>
      <div className="row b">
        <span className="huge num">{money(report.total.amount_minor, desk.currency)}</span>
        <span className="i2">{t("spending.count", { count: report.total.count })}</span>
        {report.waiting.count > 0 && (
          <span className="am">
            {t("spending.waiting", {
              sum: money(report.waiting.amount_minor, desk.currency),
              count: report.waiting.count,
            })}
          </span>
        )}
        <span className="sp num">
          {report.budget.month_minor === null
            ? t("budget.none")
            : t("budget.of", {
                sum: money(report.budget.month_minor * report.months_counted, desk.currency),
              })}
        </span>
      </div>
      {report.budget.month_minor !== null && (
        <Against spent={report.total} budget={report.budget.month_minor * report.months_counted} />
      )}
    </div>
  );
}

function Against({ spent, budget }: { spent: Spent; budget: number }) {
  const desk = useDesk();
  const share = budget === 0 ? 1 : spent.amount_minor / budget;
  return (
    <Meter
      label={`${money(spent.amount_minor, desk.currency)} / ${money(budget, desk.currency)}`}
      parts={[{ share: Math.min(1, share), depth: share > 1 ? "look" : "mid" }]}
    />
  );
}

type LineProps = {
  label: string;
  spent: Spent;
  most: number;
  /** What was set aside; none where nothing was. */
  against: number | null;
  onOpen: (() => void) | undefined;
};

function Line({ label, spent, most, against, onOpen }: LineProps) {
  const desk = useDesk();
  const over = against !== null && spent.amount_minor > against;
  const inside = (
    <>
      <span className="row sm num">
        <span>{label}</span>
        <span className="sp">
          <b className={over ? "am" : ""}>{money(spent.amount_minor, desk.currency)}</b>
          {against !== null && ` / ${money(against, desk.currency)}`} · {spent.count}
        </span>
      </span>
      <Meter
        label={`${label} ${money(spent.amount_minor, desk.currency)}`}
        parts={[{ share: most === 0 ? 0 : spent.amount_minor / most, depth: over ? "look" : "mid" }]}
      />
    </>
  );
  if (onOpen === undefined) return <div className="li">{inside}</div>;
  return (
    <button type="button" className="li plain" onClick={onOpen}>
      {inside}
    </button>
  );
}

function Rows({ filter, words, onAll }: { filter: SpentFilter; words: string; onAll: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const rows = useQuery(spentRows(filter)).data ?? [];
  const open = (one: SpentRow) => void navigate({ to: "/ticket/$id", params: { id: one.ticket } });
  const walked = useRows({ rows, idOf: (one) => one.id, onOpen: open });
  const columns = useColumns();
  return (
    <>
      <div className="pad">
        <Heading
          end={
            words === "" ? undefined : (
              <Action size="s" kind="text" onClick={onAll}>
                {t("spending.all")}
              </Action>
            )
          }
        >
          {words === "" ? t("spending.rows") : t("spending.rowsOf", { what: words })}
        </Heading>
      </div>
      <DataTable
        label={t("spending.rows")}
        columns={columns}
        rows={rows}
        rowId={(one) => one.id}
        selected={walked.selected}
        onSelect={walked.select}
        onOpen={open}
        fill
      />
    </>
  );
}

function useColumns(): Column<SpentRow>[] {
  const { t } = useTranslation();
  const desk = useDesk();
  return [
    {
      id: "date",
      title: t("limits.when"),
      width: 130,
      className: "num i2",
      cell: (one) => one.business_date,
    },
    { id: "number", title: t("phone.ticket"), width: 160, className: "tn", cell: (one) => one.number },
    { id: "room", title: t("col.room"), width: 70, className: "num", cell: (one) => one.room_no },
    { id: "what", title: t("remedy.what"), cell: (one) => `${t(`remedy.kind.${one.remedy}`)} ${one.words}` },
    {
      id: "department",
      title: t("settings.department"),
      width: 100,
      cell: (one) => word("department", one.department),
    },
    { id: "who", title: t("spending.person"), width: 110, cell: (one) => one.person_name },
    {
      id: "state",
      title: t("col.state"),
      width: 110,
      cell: (one) =>
        one.state === "awaiting" ? (
          <b className="am">{t("remedy.state.awaiting")}</b>
        ) : (
          t(`remedy.state.${one.state}`)
        ),
    },
    {
      id: "sum",
      title: t("remedy.sum"),
      width: 110,
      align: "right",
      cell: (one) => money(one.amount_minor, desk.currency),
    },
  ];
}
