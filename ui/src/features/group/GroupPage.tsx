import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FileCheck2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  commands,
  type Done,
  type ExportProgress,
  type Made,
  type MakeExport,
  type Precheck,
} from "../../api/bindings";
import { type Answer, faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { Page } from "../../components/Page";
import { Refusal, Waiting } from "../../components/States";
import { useDesk, useLanguage, useMay } from "../../lib/desk";
import { count, monthFrom, monthInWords } from "../../lib/format";
import { useJob } from "../../lib/job";
import { type KeyUse, useKeys } from "../../lib/keys";
import { useWrite } from "../../lib/write";
import { Checks } from "./Checks";
import { Contents } from "./Contents";
import { GroupSide } from "./GroupSide";
import { PeriodDialog } from "./PeriodDialog";
import { useReason } from "./ReasonDialog";
import { Course } from "./Course";
import { precheckOf } from "./queries";
import "./group.css";

/** The package that was just made: its month, and the folder it lies in. */
type Out = { period: string; version: number; path: string };

/** The month's package for the group: what would go, what stands against it, making it, handing it over. */
export function GroupPage() {
  const { t } = useTranslation();
  const desk = useDesk();
  const may = useMay();
  const navigate = useNavigate();
  const [period, setPeriod] = useState(() => monthFrom(desk.today, -1));
  const [choosing, setChoosing] = useState(false);
  const checking = useJob<ExportProgress>();
  const answer = useQuery(precheckOf(period, checking));
  const check = answer.data;
  const making = useMaking();
  const busy = making.state === "writing";
  const lacks = useLacks(check, answer.isFetching);
  const again = () => void answer.refetch();
  const reason = useReason(check?.version ?? 1, async (said) => {
    if (lacks === undefined && !busy && (await making.make(period, said))) again();
  });
  const make = () => (lacks === undefined && !busy ? reason.ask() : undefined);
  const keys: KeyUse[] = [
    { cap: "F3", label: t("group.change"), place: "verb", run: () => (busy ? undefined : setChoosing(true)) },
    { cap: "F5", label: t("group.again"), place: "verb", run: () => (busy ? undefined : again()) },
  ];
  // While something runs, Esc stops it.
  if (!busy && !answer.isFetching)
    keys.push({ cap: "Esc", label: t("key.today"), place: "move", run: () => void navigate({ to: "/" }) });
  if (may("make_export")) keys.push({ cap: "Ctrl Enter", label: t("group.make"), place: "verb", run: make });
  useKeys(keys);
  const out = making.out?.period === period ? making.out : null;
  const side = (
    <GroupSide
      checking={answer.isFetching ? checking : null}
      making={busy ? making.job : null}
      rows={check === undefined ? null : check.sheets.reduce((sum, sheet) => sum + sheet.rows, 0)}
    />
  );
  return (
    <Page side={side} sideLabel={t("group.side")}>
      <Head
        period={period}
        schema={check?.schema ?? null}
        onChange={() => setChoosing(true)}
        onMake={make}
        lacks={lacks}
        busy={busy}
      />
      <Course period={period} check={check ?? null} busy={busy} made={out !== null} />
      {out !== null && <Handed out={out} />}
      {making.fault !== null && (
        <div className="pad tell">
          <Refusal fault={making.fault} />
        </div>
      )}
      <Found
        check={check ?? null}
        error={answer.isError ? answer.error : null}
        again={again}
        pending={answer.isFetching}
      />
      <Foot />
      {reason.dialog}
      {choosing && <PeriodDialog period={period} onPick={setPeriod} onClose={() => setChoosing(false)} />}
    </Page>
  );
}

/** Why the package cannot be made yet. */
function useLacks(check: Precheck | undefined, checking: boolean): string | undefined {
  const { t } = useTranslation();
  if (check === undefined || checking) return t("group.lacks.check");
  const blocks = check.checks.filter((one) => one.outcome === "blocks").length;
  return blocks > 0 ? t("group.lacks.blocks", { count: blocks }) : undefined;
}

function Foot() {
  const { t } = useTranslation();
  return (
    <div className="row sm i2 foot0">
      <span>
        <FileCheck2 className="s14" size={14} aria-hidden /> {t("group.files")}
      </span>
      <span className="m">{t("group.filesSo")}</span>
    </div>
  );
}

type HeadProps = {
  period: string;
  schema: string | null;
  onChange: () => void;
  onMake: () => void;
  lacks: string | undefined;
  busy: boolean;
};

function Head({ period, schema, onChange, onMake, lacks, busy }: HeadProps) {
  const { t } = useTranslation();
  const { hotel, code } = useDesk();
  const language = useLanguage();
  const may = useMay();
  const facts = t("group.facts", { month: monthInWords(period, language), hotel, code });
  return (
    <PageHead
      title={t("group.title")}
      facts={
        <span className="num">
          {facts}
          {schema !== null && ` · ${t("group.schema", { schema })}`}
        </span>
      }
    >
      <Action size="s" cap="F3" onClick={onChange}>
        {t("group.change")}
      </Action>
      {may("make_export") && (
        <Action kind="primary" size="s" cap="Ctrl Enter" onClick={onMake} lacks={lacks} busy={busy}>
          {t("group.make")}
        </Action>
      )}
    </PageHead>
  );
}

type FoundProps = { check: Precheck | null; error: Error | null; again: () => void; pending: boolean };

function Found({ check, error, again, pending }: FoundProps) {
  const { t } = useTranslation();
  if (error !== null && !pending) {
    return (
      <div className="pad tell">
        <Refusal
          fault={faultOf(error)}
          action={
            <Action size="s" cap="F5" onClick={again}>
              {t("group.again")}
            </Action>
          }
        />
      </div>
    );
  }
  if (check === null) return <Waiting rows={9} />;
  return (
    <div className="fill found">
      <Checks check={check} />
      <Contents sheets={check.sheets} />
    </div>
  );
}

function Handed({ out }: { out: Out }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className="handed" role="status">
      <b>{t("group.made", { month: monthInWords(out.period, language), version: count(out.version) })}</b>
      <span className="text tn" data-test="package-path">
        {out.path}
      </span>
      <span className="sm i2">{t("group.madeSo")}</span>
    </div>
  );
}

/** Making the package: one write with its progress; the folder it lies in is kept until the page is left. */
function useMaking() {
  const { t } = useTranslation();
  const language = useLanguage();
  const job = useJob<ExportProgress>();
  const path = useRef("");
  const [out, setOut] = useState<Out | null>(null);
  const writing = useWrite(
    async (key: string, input: MakeExport): Promise<Answer<Done<Made>>> => {
      try {
        const answer = await commands.exportMake(key, input, job.begin());
        if (answer.status === "error") return answer;
        path.current = answer.data.path;
        return { status: "ok", data: answer.data.done };
      } finally {
        job.end();
      }
    },
    (made, input) =>
      t("group.made", { month: monthInWords(input.period, language), version: count(made.version) }),
  );
  const make = async (period: string, reason: string) => {
    const outcome = await writing.write({ period, reason });
    if (outcome.saved) setOut({ period, version: outcome.value.version, path: path.current });
    return outcome.saved;
  };
  return { make, out, job, state: writing.state, fault: writing.fault };
}
