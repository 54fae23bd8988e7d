import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CauseKind, CauseLine, Causes, ComplaintsBehind } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { Heading } from "../../components/Blocks";
import { Chart } from "../../components/Chart";
import { type Column, DataTable } from "../../components/DataTable";
import { Segment } from "../../components/Segment";
import { Refusal, Waiting } from "../../components/States";
import { Tag } from "../../components/Tag";
import { useLanguage, useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { word, type WordGroup } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";
import { daysInWords } from "./about";
import { CausesDrawing } from "./CausesDrawing";
import { causesOf } from "./queries";

type Props = {
  behind: ComplaintsBehind;
  tables: boolean;
  onOpen: (behind: ComplaintsBehind) => void;
  onRaise: (behind: ComplaintsBehind) => void;
};

/** Bars that are drawn; the rest stand in the table. */
const barsMax = 8;
const drawnHeight = 214;
const kinds = ["problem", "area", "cause"] as const satisfies readonly CauseKind[];
const groups: Record<CauseKind, WordGroup> = {
  problem: "problem",
  area: "area",
  cause: "cause",
  house_cause: "house_cause",
};

/** What the chosen week's complaints were about, and the one thing to do about the first of them. */
export function CausesPart({ behind, tables, onOpen, onRaise }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [kind, setKind] = useState<(typeof kinds)[number]>("problem");
  const answer = useQuery(causesOf(behind, kind));
  const causes = answer.data;
  return (
    <section>
      <Heading
        end={
          <Segment
            label={t("analysis.by")}
            size="s"
            value={kind}
            onChange={setKind}
            choices={kinds.map((value) => ({ value, label: t(`analysis.by.${value}`) }))}
          />
        }
      >
        {t("analysis.causes", { days: daysInWords(behind.days, language) })}
      </Heading>
      {answer.isError && <Refusal fault={faultOf(answer.error)} />}
      {answer.isPending && <Waiting rows={5} />}
      {causes !== undefined && <CausesOf key={kind} {...{ causes, tables, onOpen, onRaise }} />}
    </section>
  );
}

type OfProps = Omit<Props, "behind"> & { causes: Causes };

function CausesOf({ causes, tables, onOpen, onRaise }: OfProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [at, setAt] = useState(0);
  const chosen = causes.lines[at];
  const of = (line: CauseLine): ComplaintsBehind => ({ days: causes.behind.days, scope: line.scope });
  const raise = () => (chosen === undefined ? false : onRaise(of(chosen)));
  const mayRaise = may("raise_action") && chosen !== undefined;
  useKeys(mayRaise ? [{ cap: "Alt Z", label: t("analysis.raise"), place: "verb", run: raise }] : []);
  if (chosen === undefined)
    return (
      <div className="i2">
        {t(causes.open > 0 ? "analysis.unanalysed" : "analysis.quiet", { count: causes.open })}
      </div>
    );
  const open = (line: CauseLine) => onOpen(of(line));
  return (
    <>
      <div className="sm i2">
        {t("analysis.causesSay", {
          total: causes.total,
          share: Math.round(causes.lines[Math.min(1, causes.lines.length - 1)]?.cumulative_percent ?? 0),
        })}
      </div>
      {tables ? (
        <CausesTable causes={causes} at={at} onAt={setAt} onOpen={open} />
      ) : (
        <CausesDrawn
          causes={causes}
          at={at}
          onPoint={(place) => {
            const line = causes.lines[place];
            setAt(place);
            if (line !== undefined) open(line);
          }}
        />
      )}
      <div className="row act">
        <Tag tone="act">
          {word(groups[causes.kind], chosen.word)} {count(chosen.count)}
        </Tag>
        <span className="sm i2">{t("analysis.class", { name: chosen.class.toUpperCase() })}</span>
        <span className="sp row">
          <Action size="s" onClick={() => open(chosen)}>
            {t("analysis.openRows")}
          </Action>
          {mayRaise && (
            <Action kind="primary" size="s" cap="Alt Z" onClick={() => void raise()}>
              {t("analysis.raise")}
            </Action>
          )}
        </span>
      </div>
    </>
  );
}

function CausesDrawn({ causes, at, onPoint }: { causes: Causes; at: number; onPoint: (at: number) => void }) {
  const { t } = useTranslation();
  const first = causes.lines[0];
  const label = t("analysis.causesAria", {
    name: first === undefined ? "" : word(groups[causes.kind], first.word),
    count: first?.count ?? 0,
    total: causes.total,
  });
  return (
    <>
      <Chart height={drawnHeight} label={label}>
        {(width) => (
          <CausesDrawing
            lines={causes.lines.slice(0, barsMax)}
            total={causes.total}
            named={(code) => word(groups[causes.kind], code)}
            {...{ at, onPoint, width }}
            height={drawnHeight}
          />
        )}
      </Chart>
      {causes.lines.length > barsMax && (
        <div className="sm m">{t("analysis.more", { count: causes.lines.length - barsMax })}</div>
      )}
    </>
  );
}

type TableProps = {
  causes: Causes;
  at: number;
  onAt: (at: number) => void;
  onOpen: (line: CauseLine) => void;
};

function CausesTable({ causes, at, onAt, onOpen }: TableProps) {
  const { t } = useTranslation();
  const columns: readonly Column<CauseLine>[] = [
    { id: "rank", title: "#", width: 44, align: "right", cell: (line) => line.rank },
    {
      id: "word",
      title: t(`analysis.by.${causes.kind}`),
      cell: (line) => word(groups[causes.kind], line.word),
    },
    {
      id: "count",
      title: t("analysis.col.complaints"),
      width: 70,
      align: "right",
      cell: (line) => count(line.count),
    },
    {
      id: "sum",
      title: t("analysis.col.sum"),
      width: 70,
      align: "right",
      cell: (line) => count(line.cumulative),
    },
    {
      id: "percent",
      title: "%",
      width: 62,
      align: "right",
      cell: (line) => `${line.cumulative_percent.toFixed(0)}%`,
    },
    { id: "class", title: "ABC", width: 54, cell: (line) => line.class.toUpperCase() },
  ];
  return (
    <div className="tall">
      <DataTable
        label={t("analysis.pareto")}
        columns={columns}
        rows={causes.lines}
        rowId={(line) => line.word}
        selected={causes.lines[at]?.word ?? null}
        onSelect={(line) => onAt(causes.lines.indexOf(line))}
        onOpen={onOpen}
      />
    </div>
  );
}
