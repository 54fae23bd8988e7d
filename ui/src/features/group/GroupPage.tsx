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
  type Outgoing,
  type Precheck,
} from "../../api/bindings";
import { type Answer, faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { Page } from "../../components/Page";
import { Refusal, Waiting } from "../../components/States";
import { useDesk, useLanguage, useMay } from "../../lib/desk";
import { count, monthFrom } from "../../lib/format";
import { useJob } from "../../lib/job";
import { type Cap, type KeyUse, useKeys } from "../../lib/keys";
import { useWrite } from "../../lib/write";
import { Checks } from "./Checks";
import { Contents } from "./Contents";
import { GroupSide } from "./GroupSide";
import { Course } from "./Course";
import { DayDoubt } from "./DayDoubt";
import { fours } from "./digest";
import { GroupDialogs, type Open } from "./GroupDialogs";
import { periodInWords } from "./period";
import { packages, precheckOf } from "./queries";
import { useReason } from "./ReasonDialog";
import "./group.css";

/** The package that was just made: its month, and the folder it lies in. */
type Out = { period: string; version: number; path: string; fingerprint: string };

/** The month's package for the group: what would go, what stands against it, making it, handing it over. */
export function GroupPage({ asked }: { asked: string | null }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const navigate = useNavigate();
  const period = asked ?? monthFrom(desk.today, -1);
  // In the address, so that whoever puts a finding right comes back to the same period.
  const setPeriod = (next: string) =>
    void navigate({ to: "/group", search: { period: next }, replace: true });
  const [open, setOpen] = useState<Open | null>(null);
  const checking = useJob<ExportProgress>();
  const answer = useQuery(precheckOf(period, checking));
  const check = answer.data;
  const making = useMaking();
  const history = useQuery(packages()).data ?? [];
  const busy = making.state === "writing";
  const lacks = useLacks(check, answer.isFetching);
  const again = () => (busy ? undefined : void answer.refetch());
  const reason = useReason(check?.version ?? 1, async (said) => {
    // The next one would be a correction; the precheck says so.
    if (lacks === undefined && !busy && (await making.make(period, said))) void answer.refetch();
  });
  const wish = () => (lacks === undefined && !busy ? reason.ask() : undefined);
  const change = () => (busy ? undefined : setOpen({ what: "period" }));
  useGroupKeys({ change, again, wish, open: setOpen, resting: !busy && !answer.isFetching, history });
  const out = making.out?.period === period ? making.out : null;
  const side = (
    <GroupSide
      checking={answer.isFetching ? checking : null}
      making={busy ? making.job : null}
      rows={check === undefined ? null : check.sheets.reduce((sum, sheet) => sum + sheet.rows, 0)}
      onCopy={() => setOpen({ what: "copy", one: null })}
      onHistory={() => setOpen({ what: "history" })}
      onSet={() => setOpen({ what: "key" })}
      onRoutine={() => setOpen({ what: "routine" })}
    />
  );
  return (
    <Page side={side} sideLabel={t("group.side")}>
      <Head
        period={period}
        schema={check?.schema ?? null}
        onChange={change}
        onMake={wish}
        lacks={lacks}
        busy={busy}
      />
      <DayDoubt />
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
        onOpen={setOpen}
      />
      <Foot />
      {reason.dialog}
      <GroupDialogs open={open} onOpen={setOpen} period={period} onPeriod={setPeriod} history={history} />
    </Page>
  );
}

type Keys = {
  change: () => void;
  again: () => void;
  wish: () => void;
  open: (open: Open) => void;
  /** Nothing runs: Esc leaves the page; while something runs, it stops that. */
  resting: boolean;
  history: readonly Outgoing[];
};

const verb = (cap: Cap, label: string, run: () => void): KeyUse => ({ cap, label, place: "verb", run });

function useGroupKeys({ change, again, wish, open, resting, history }: Keys) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const keys = [verb("F3", t("group.change"), change), verb("F5", t("group.again"), again)];
  if (resting)
    keys.push({ cap: "Esc", label: t("key.today"), place: "move", run: () => void navigate({ to: "/" }) });
  if (may("set_seal_key")) keys.push(verb("F6", t("group.keyTitle"), () => open({ what: "key" })));
  if (history.length > 0) {
    keys.push(verb("F7", t("group.copy"), () => open({ what: "copy", one: null })));
    keys.push(verb("F8", t("group.history"), () => open({ what: "history" })));
  }
  if (may("set_export_routine"))
    keys.push(verb("Alt D", t("routine.title"), () => open({ what: "routine" })));
  if (may("make_export")) keys.push(verb("Ctrl Enter", t("group.make"), wish));
  useKeys(keys);
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
  const facts = t("group.facts", { month: periodInWords(period, language), hotel, code });
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

type FoundProps = {
  check: Precheck | null;
  error: Error | null;
  again: () => void;
  pending: boolean;
  onOpen: (open: Open) => void;
};

function Found({ check, error, again, pending, onOpen }: FoundProps) {
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
      <Checks check={check} onOpen={onOpen} />
      <Contents sheets={check.sheets} />
    </div>
  );
}

function Handed({ out }: { out: Out }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className="handed" role="status">
      <b>{t("group.made", { month: periodInWords(out.period, language), version: count(out.version) })}</b>
      <span className="text tn" data-test="package-path">
        {out.path}
      </span>
      <span className="sm i2 num">
        {out.fingerprint === ""
          ? t("group.madeSo")
          : t("group.madeSealed", { fingerprint: fours(out.fingerprint) })}
      </span>
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
      t("group.made", { month: periodInWords(input.period, language), version: count(made.version) }),
  );
  const make = async (period: string, reason: string) => {
    const outcome = await writing.write({ period, reason });
    if (outcome.saved) {
      const { version, went } = outcome.value;
      setOut({ period, version, path: path.current, fingerprint: went.fingerprint });
    }
    return outcome.saved;
  };
  return { make, out, job, state: writing.state, fault: writing.fault };
}
