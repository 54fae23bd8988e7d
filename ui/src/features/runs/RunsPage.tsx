import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DeparturesPreview, ExpiryPreview, MemberExpiry } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { Heading, PageHead } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { DayInput } from "../../components/DayInput";
import { TierBars, VerdictMark } from "../../components/Marks";
import { Page } from "../../components/Page";
import { Empty, Refusal, Waiting } from "../../components/States";
import { dayIn } from "../../lib/day";
import { useDesk, useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { type KeyUse, useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { DeparturesDialog } from "./DeparturesDialog";
import { DueDialog } from "./DueDialog";
import { departuresPreview, duePromises, expiryPreview } from "./queries";
import { RunDialog } from "./RunDialog";
import { RunsSide } from "./RunsSide";
import "./runs.css";

type Asking = "expire" | "due" | "left" | null;

/** 到期与入账: what a dated run would take, before it takes it; promises whose day has come; the runs that were. */
export function RunsPage() {
  const { t } = useTranslation();
  const desk = useDesk();
  const may = useMay();
  const navigate = useNavigate();
  const [words, setWords] = useState<string>(desk.today);
  const [asking, setAsking] = useState<Asking>(null);
  const on = dayIn(words, desk.today) ?? desk.today;
  const preview = useQuery(expiryPreview(on));
  const due = useQuery(duePromises);
  const departures = useQuery(departuresPreview(on));
  const left = departures.data;
  const promises = due.data ?? [];
  const ready = promises.filter((line) => line.due_on <= desk.today).length;
  const rows = preview.data?.listed ?? [];
  const { selected, select } = useRows({
    rows,
    idOf: (row: MemberExpiry) => row.guest,
    onOpen: (row) => void navigate({ to: "/member/$id", params: { id: row.guest } }),
  });
  const runs = may("expire_points");
  const nothing = preview.data === undefined || preview.data.members === 0;
  const brings = may("read_balances");
  const toBalances = () => void navigate({ to: "/balances" });
  useRunKeys(runs ? setAsking : null, brings ? toBalances : null);
  return (
    <Page
      sideLabel={t("runs.side")}
      side={<RunsSide promises={promises} past={preview.data?.runs ?? []} today={desk.today} />}
    >
      <PageHead title={t("runs.title")} facts={t("runs.facts")}>
        <Verbs
          left={left}
          ready={ready}
          nothing={nothing}
          onAsk={setAsking}
          onBring={brings ? toBalances : null}
        />
      </PageHead>
      <div className="runs-head">
        <div className="runs-day">
          <DayInput label={t("runs.on")} value={words} onChange={setWords} />
        </div>
        {preview.data !== undefined && <Sums preview={preview.data} />}
      </div>
      {preview.isError && <Refusal fault={faultOf(preview.error)} />}
      {departures.isError && <Refusal fault={faultOf(departures.error)} />}
      {preview.data === undefined && !preview.isError && <Waiting rows={8} />}
      {preview.data !== undefined && <Listed preview={preview.data} selected={selected} onSelect={select} />}
      {asking === "expire" && preview.data !== undefined && !nothing && (
        <RunDialog preview={preview.data} onClose={() => setAsking(null)} />
      )}
      {asking === "left" && left !== undefined && left.stays > 0 && (
        <DeparturesDialog preview={left} onClose={() => setAsking(null)} />
      )}
      {asking === "due" && ready > 0 && (
        <DueDialog promises={promises} today={desk.today} onClose={() => setAsking(null)} />
      )}
    </Page>
  );
}

type VerbsProps = {
  left: DeparturesPreview | undefined;
  /** Promises whose day has come. */
  ready: number;
  /** Whether no points end. */
  nothing: boolean;
  onAsk: (asking: Asking) => void;
  onBring: (() => void) | null;
};

/** The runs, each with its key, or why there is nothing to run. */
function Verbs({ left, ready, nothing, onAsk, onBring }: VerbsProps) {
  const { t } = useTranslation();
  const credits = useMay()("credit_departures");
  const stays = left?.stays;
  return (
    <>
      {onBring !== null && (
        <Action size="s" cap="Alt I" onClick={onBring}>
          {t("balances.title")}
        </Action>
      )}
      {credits && (
        <Action
          size="s"
          cap="Alt L"
          onClick={() => onAsk("left")}
          lacks={stays === 0 ? t("runs.noneLeft") : undefined}
        >
          {stays === undefined || stays === 0 ? t("runs.left.title") : t("runs.left.stays", { count: stays })}
        </Action>
      )}
      <Action
        size="s"
        cap="Alt R"
        onClick={() => onAsk("due")}
        lacks={ready === 0 ? t("runs.noneDue") : undefined}
      >
        {t("runs.due")}
      </Action>
      <Action
        kind="primary"
        size="s"
        cap="Alt D"
        onClick={() => onAsk("expire")}
        lacks={nothing ? t("runs.nothing") : undefined}
      >
        {t("runs.expire")}
      </Action>
    </>
  );
}

/** The page's verbs by key, for whoever may run, and the way back. */
function useRunKeys(onAsk: ((asking: Asking) => void) | null, onBring: (() => void) | null): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const verbs: KeyUse[] =
    onAsk === null
      ? []
      : [
          { cap: "Alt D", label: t("runs.expire"), place: "verb", run: () => onAsk("expire") },
          { cap: "Alt R", label: t("runs.due"), place: "verb", run: () => onAsk("due") },
          { cap: "Alt L", label: t("runs.left.title"), place: "verb", run: () => onAsk("left") },
        ];
  if (onBring !== null) verbs.push({ cap: "Alt I", label: t("balances.title"), place: "verb", run: onBring });
  const back = () => void navigate({ to: "/member" });
  useKeys([...verbs, { cap: "Esc", label: t("place.members"), place: "move", run: back }]);
}

/** Members and points that the run would take, by tier, and what speaks against it. */
function Sums({ preview }: { preview: ExpiryPreview }) {
  const { t } = useTranslation();
  return (
    <div className="runs-sums">
      <div className="row b">
        <span className="huge num">{count(preview.points)}</span>
        <span className="i2">{t("runs.points", { members: count(preview.members) })}</span>
      </div>
      <div className="row wrap sm i2 num">
        {preview.by_tier.map((tier) => (
          <span key={tier.tier} className="row g1">
            <TierBars tier={tier.tier} />{" "}
            {t("runs.ofTier", { members: count(tier.members), points: count(tier.points) })}
          </span>
        ))}
      </div>
      {preview.clock !== null && (
        <div className="row sm am">
          <VerdictMark verdict="look" bare />
          {preview.clock.last === null
            ? t("runs.clockAlone", { today: preview.clock.today })
            : t("runs.clock", { today: preview.clock.today, last: preview.clock.last })}
        </div>
      )}
    </div>
  );
}

type ListedProps = {
  preview: ExpiryPreview;
  selected: string | null;
  onSelect: (row: MemberExpiry) => void;
};

function Listed({ preview, selected, onSelect }: ListedProps) {
  const { t } = useTranslation();
  const columns: Column<MemberExpiry>[] = [
    { id: "no", title: t("runs.memberNo"), width: 110, className: "tn", cell: (row) => row.member_no },
    { id: "name", title: t("runs.name"), over: true, cell: (row) => <b className="w5">{row.name}</b> },
    { id: "tier", title: t("member.tier"), width: 110, cell: (row) => <TierBars tier={row.tier} /> },
    { id: "points", title: t("runs.lapses"), width: 110, align: "right", cell: (row) => count(row.points) },
    { id: "left", title: t("runs.left"), width: 110, align: "right", cell: (row) => count(row.left) },
    {
      id: "first",
      title: t("runs.lastDay"),
      width: 120,
      align: "right",
      className: "tn",
      cell: (row) => row.first,
    },
  ];
  if (preview.members === 0)
    return <Empty title={t("runs.emptyTitle", { date: preview.on })}>{t("runs.emptySo")}</Empty>;
  return (
    <>
      <div className="pad">
        <Heading
          end={
            preview.members > preview.listed.length
              ? t("runs.first", { count: preview.listed.length })
              : undefined
          }
        >
          {t("runs.who")}
        </Heading>
      </div>
      <DataTable
        label={t("runs.who")}
        columns={columns}
        rows={preview.listed}
        rowId={(row) => row.guest}
        selected={selected}
        onSelect={onSelect}
        fill
      />
    </>
  );
}
