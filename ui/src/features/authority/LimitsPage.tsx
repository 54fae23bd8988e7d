import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Limit, type LimitsVersion, type Remedy, type RoleLimit } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { Heading, PageHead } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { Field, TextInput } from "../../components/Field";
import { Page } from "../../components/Page";
import { Refusal, Waiting } from "../../components/States";
import { useDesk, useMay } from "../../lib/desk";
import { clock, dateOf } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { useWrite } from "../../lib/write";
import { limitsHistory } from "./queries";
import { shownSum, typedSum } from "./sums";
import "./authority.css";

const remedies: readonly Remedy[] = [
  "waive",
  "laundry",
  "compensation",
  "refund",
  "gift",
  "points",
  "upgrade",
  "room_change",
  "repair",
];
const spans = ["case", "month", "year"] as const;
type Span = (typeof spans)[number];

/** 授权限额: post × remedy × case, month, year. A version is added; every one before stays to be read. */
export function LimitsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const answer = useQuery(limitsHistory());
  useKeys([
    { cap: "Esc", label: t("place.settings"), place: "move", run: () => void navigate({ to: "/settings" }) },
  ]);
  const current = answer.data?.[0];
  return (
    <Page>
      <PageHead title={t("limits.title")} facts={t("limits.what")} />
      {current !== undefined && answer.data !== undefined ? (
        <>
          <Matrix key={current.version} current={current} />
          <div className="pad">
            <Heading>{t("limits.history")}</Heading>
          </div>
          <History versions={answer.data} />
        </>
      ) : answer.isError ? (
        <Refusal fault={faultOf(answer.error)} />
      ) : (
        <Waiting rows={8} />
      )}
    </Page>
  );
}

/** What is typed into the cells: `duty_manager/total/case` and the like. */
type Cells = Readonly<Record<string, string>>;

function Matrix({ current }: { current: LimitsVersion }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const may = useMay()("edit_limits");
  const digits = desk.minor_digits;
  const [cells, setCells] = useState<Cells>(() => cellsOf(current, digits));
  const [days, setDays] = useState(String(current.limits.split_days));
  const [why, setWhy] = useState("");
  const edit = useWrite(commands.limitsEdit, (version) => t("limits.saved", { version }));
  const roles = current.limits.roles.map((row) => rowOf(row, cells, digits));
  const whole = roles.every((row) => row !== null) && /^\d+$/.test(days.trim());
  const lacks = !whole ? t("limits.lacksSum") : why.trim() === "" ? t("limits.lacksWhy") : undefined;
  const save = () => {
    if (lacks !== undefined) return;
    const limits = { roles: roles.filter((row) => row !== null), split_days: Number(days) };
    void edit.write({ seen: current.version, limits, why: why.trim() });
  };
  useKeys(may ? [{ cap: "Ctrl S", label: t("limits.save"), place: "verb", run: save }] : []);
  return (
    <div className="pad col" style={{ gap: 12, paddingBottom: 20 }}>
      <Grid current={current} cells={cells} onCells={may ? setCells : null} />
      <p className="sm i2">{t("limits.empty")}</p>
      <div className="row" style={{ gap: 16, alignItems: "flex-end" }}>
        <Field label={t("limits.splitDays")}>
          {(id) => <TextInput id={id} value={days} onChange={setDays} />}
        </Field>
        <div style={{ flex: 1 }}>
          <Field label={t("limits.why")}>{(id) => <TextInput id={id} value={why} onChange={setWhy} />}</Field>
        </div>
        {may && (
          <Action kind="primary" cap="Ctrl S" onClick={save} lacks={lacks} busy={edit.state === "writing"}>
            {t("limits.save")}
          </Action>
        )}
      </div>
      {edit.fault !== null && <Refusal fault={edit.fault} />}
    </div>
  );
}

type GridProps = { current: LimitsVersion; cells: Cells; onCells: ((cells: Cells) => void) | null };

function Grid({ current, cells, onCells }: GridProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const { roles } = current.limits;
  const kinds = [
    { kind: "total", label: t("limits.total", { currency: desk.currency }) },
    { kind: "count", label: t("limits.points") },
    ...remedies.map((remedy) => ({ kind: remedy, label: t(`remedy.kind.${remedy}`) })),
  ];
  return (
    <table className="limits">
      <thead>
        <tr>
          <th rowSpan={2}>{t("remedy.what")}</th>
          {roles.map((row) => (
            <th key={row.role} colSpan={3} className="first">
              {t(`role.${row.role}`)}
            </th>
          ))}
        </tr>
        <tr>
          {roles.map((row) =>
            spans.map((span) => (
              <th key={`${row.role}/${span}`} className={span === "case" ? "first n" : "n"}>
                {t(`limits.span.${span}`)}
              </th>
            )),
          )}
        </tr>
      </thead>
      <tbody>
        {kinds.map(({ kind, label }) => (
          <tr key={kind}>
            <th scope="row">{label}</th>
            {roles.map((row) =>
              spans.map((span) => {
                const name = `${row.role}/${kind}/${span}`;
                return (
                  <td key={name} className={span === "case" ? "first" : undefined}>
                    <input
                      aria-label={`${t(`role.${row.role}`)} ${label} ${t(`limits.span.${span}`)}`}
                      className="cell num"
                      value={cells[name] ?? ""}
                      disabled={onCells === null}
                      placeholder="–"
                      onChange={(event) => onCells?.({ ...cells, [name]: event.target.value })}
                    />
                  </td>
                );
              }),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellsOf(version: LimitsVersion, digits: number): Cells {
  const cells: Record<string, string> = {};
  for (const { role, limit } of version.limits.roles) {
    const put = (kind: string, span: Span, value: string) => {
      cells[`${role}/${kind}/${span}`] = value;
    };
    for (const span of spans) {
      put("total", span, shownSum(limit[`${span}_minor`], digits));
      put("count", span, shownSum(limit[`points_${span}`], 0));
      for (const own of limit.remedies) put(own.remedy, span, shownSum(own[`${span}_minor`], digits));
    }
  }
  return cells;
}

/** Returns the row as it was typed; null where a cell is no sum, or the post's own limits are not all there. */
function rowOf({ role }: RoleLimit, cells: Cells, digits: number): RoleLimit | null {
  const read = (kind: string, span: Span, of: number) => typedSum(cells[`${role}/${kind}/${span}`] ?? "", of);
  const [caseSum, month, year] = spans.map((span) => read("total", span, digits));
  const [pointsCase, pointsMonth, pointsYear] = spans.map((span) => read("count", span, 0));
  const own = remedies.map((remedy) => {
    const [ofCase, ofMonth, ofYear] = spans.map((span) => read(remedy, span, digits));
    return { remedy, case_minor: ofCase, month_minor: ofMonth, year_minor: ofYear };
  });
  if (typeof caseSum !== "number" || typeof month !== "number" || year === undefined) return null;
  if (typeof pointsCase !== "number" || typeof pointsMonth !== "number" || pointsYear === undefined)
    return null;
  const sound: Limit["remedies"] = [];
  for (const { remedy, case_minor: one, month_minor: two, year_minor: three } of own) {
    if (one === undefined || two === undefined || three === undefined) return null;
    if (one !== null || two !== null || three !== null)
      sound.push({ remedy, case_minor: one, month_minor: two, year_minor: three });
  }
  return {
    role,
    limit: {
      case_minor: caseSum,
      month_minor: month,
      year_minor: year,
      points_case: pointsCase,
      points_month: pointsMonth,
      points_year: pointsYear,
      remedies: sound,
    },
  };
}

function History({ versions }: { versions: readonly LimitsVersion[] }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const columns: Column<LimitsVersion>[] = [
    { id: "version", title: t("limits.version"), width: 90, className: "num", cell: (one) => one.version },
    {
      id: "at",
      title: t("limits.when"),
      width: 170,
      className: "num i2",
      cell: (one) =>
        one.at_ms === null
          ? t("limits.new")
          : `${dateOf(one.at_ms, desk.time_zone)} ${clock(one.at_ms, desk.time_zone)}`,
    },
    { id: "by", title: t("limits.by"), width: 140, cell: (one) => one.by_name },
    { id: "why", title: t("limits.why"), cell: (one) => one.why },
    {
      id: "duty",
      title: t("limits.dutyThen"),
      width: 220,
      className: "num",
      cell: (one) => {
        const duty = one.limits.roles.find((row) => row.role === "duty_manager")?.limit;
        return duty === undefined
          ? ""
          : `${shownSum(duty.case_minor, desk.minor_digits)} / ${shownSum(duty.month_minor, desk.minor_digits)} · ${one.limits.split_days}`;
      },
    },
  ];
  return (
    <DataTable
      label={t("limits.history")}
      columns={columns}
      rows={versions}
      rowId={(one) => String(one.version)}
      fill
    />
  );
}
