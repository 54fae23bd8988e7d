import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ScanSearch } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type DuplicateProgress, type SuspectPair, type SuspectState } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { Block, PageHead } from "../../components/Blocks";
import { Page } from "../../components/Page";
import { Empty, Progress, Refusal, Waiting } from "../../components/States";
import { Tabs } from "../../components/Tabs";
import { useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { word } from "../../lib/i18n";
import { leftMs, useJob } from "../../lib/job";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { useWrite } from "../../lib/write";
import { GuestPreview } from "./GuestPreview";
import { MergeDialog } from "./MergeDialog";
import { because, toldOf } from "./others";
import { suspects, suspectsListed } from "./queries";
import { SuspectRows } from "./SuspectRows";
import "./guest.css";

type Kind = Exclude<SuspectState, "merged">;

/** 疑似重复: every two records that may be one person, best first, with why; merged or told apart here, one by one. */
export function SuspectsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [kind, setKind] = useState<Kind>("open");
  const answer = useQuery(suspects(kind));
  const finding = useFinding();
  useKeys([
    { cap: "Esc", label: t("guestList.title"), place: "move", run: () => void navigate({ to: "/guests" }) },
  ]);
  const pairs = answer.data;
  const facts =
    pairs === undefined
      ? ""
      : pairs.length >= suspectsListed
        ? t("suspects.first", { count: count(pairs.length) })
        : t("suspects.count", { count: count(pairs.length) });
  const head = (
    <>
      <PageHead title={t("suspects.title")} facts={facts}>
        {finding.verb}
      </PageHead>
      {finding.shown}
      <Tabs
        label={t("suspects.title")}
        tabs={[
          { id: "open", label: t("duplicate.state.open") },
          { id: "dismissed", label: t("duplicate.state.dismissed") },
        ]}
        value={kind}
        onChange={setKind}
        keyed={t("key.tab")}
      />
    </>
  );
  if (pairs !== undefined && pairs.length > 0) return <Pairs key={kind} pairs={pairs} head={head} />;
  return (
    <Page>
      {head}
      {answer.isError && (
        <div className="pad">
          <Refusal fault={faultOf(answer.error)} />
        </div>
      )}
      {pairs === undefined && !answer.isError && <Waiting rows={9} />}
      {pairs !== undefined && (
        <Empty title={t(kind === "open" ? "suspects.none" : "suspects.noneApart")}>
          {t(kind === "open" ? "suspects.noneWhy" : "suspects.noneApartWhy")}
        </Empty>
      )}
    </Page>
  );
}

/** The full run by hand, for whoever does not want to wait for the night. */
function useFinding(): { verb: ReactNode; shown: ReactNode } {
  const { t } = useTranslation();
  const may = useMay();
  const job = useJob<DuplicateProgress>((step) => step.stage);
  const find = useWrite(
    (key: string) => commands.duplicatesFind(key, job.begin()),
    (ran) => t("suspects.found", { guests: count(ran.guests), count: count(ran.suspects) }),
  );
  const busy = find.state === "writing";
  const run = async () => {
    await find.write(null);
    job.end();
  };
  const allowed = may("find_duplicates");
  useKeys(
    allowed && !busy
      ? [{ cap: "Alt C", label: t("suspects.find"), place: "verb", run: () => void run() }]
      : [],
  );
  const share = job.step === null || job.step.total === 0 ? 0 : job.step.done / job.step.total;
  return {
    verb: allowed && (
      <Action size="s" cap="Alt C" icon={ScanSearch} onClick={() => void run()} busy={busy}>
        {t("suspects.find")}
      </Action>
    ),
    shown: (
      <>
        {busy && (
          <div className="pad" style={{ maxWidth: 720, paddingBottom: 12 }}>
            <Progress
              title={t("suspects.finding")}
              done={job.step?.done ?? 0}
              all={job.step?.total ?? 0}
              leftMs={leftMs(share, job.passedMs)}
              leaves={t("suspects.leaves")}
              onCancel={() => job.cancel()}
            />
          </div>
        )}
        {find.fault !== null && (
          <div className="pad" style={{ paddingBottom: 12 }}>
            <Refusal fault={find.fault} />
          </div>
        )}
      </>
    ),
  };
}

function Pairs({ pairs, head }: { pairs: readonly SuspectPair[]; head: ReactNode }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [merging, setMerging] = useState<SuspectPair | null>(null);
  const open = (pair: SuspectPair) => void navigate({ to: "/guest/$id", params: { id: pair.one.guest } });
  const { chosen, selected, select } = useRows({
    rows: pairs,
    idOf: (pair: SuspectPair) => pair.suspect.id,
    onOpen: open,
    opens: t("key.card"),
  });
  const settle = useSettle(chosen, setMerging);
  const side = chosen !== undefined && (
    <>
      <Block title={t("suspects.one")}>
        <GuestPreview guest={chosen.one.guest} />
      </Block>
      <Block grow title={t("suspects.other")}>
        <GuestPreview guest={chosen.other.guest} />
      </Block>
    </>
  );
  return (
    <Page side={side === false ? undefined : side} sideLabel={t("search.preview")}>
      {head}
      <SuspectRows pairs={pairs} selected={selected} onSelect={select} onOpen={open} />
      {settle}
      {merging !== null && (
        <MergeDialog
          guest={{ id: merging.one.guest, name: merging.one.name }}
          others={[
            {
              id: merging.other.guest,
              told: toldOf(merging.other),
              why: `${word("duplicate.band", merging.suspect.band)}：${because(merging.suspect.because)}`,
            },
          ]}
          onClose={() => setMerging(null)}
          onDone={(keep) => void navigate({ to: "/guest/$id", params: { id: keep } })}
        />
      )}
    </Page>
  );
}

/** What is decided about the selected pair, at the foot with its keys. */
function useSettle(chosen: SuspectPair | undefined, onMerge: (pair: SuspectPair) => void): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const dismiss = useWrite(commands.duplicateDismiss, () => t("merge.dismissed"));
  const reopen = useWrite(commands.duplicateReopen, () => t("suspects.reopened"));
  const open = chosen?.suspect.state === "open";
  const both = chosen === undefined ? null : { a: chosen.suspect.a, b: chosen.suspect.b };
  const merges = open && may("merge_guests");
  const settles = both !== null && may(open ? "dismiss_duplicate" : "reopen_duplicate");
  const turn = () => (both === null ? undefined : void (open ? dismiss : reopen).write(both));
  const label = t(open ? "merge.notSame" : "suspects.reopen");
  const merge = () => (chosen === undefined ? undefined : onMerge(chosen));
  useKeys([
    ...(merges
      ? [{ cap: "Alt B" as const, label: t("merge.title"), place: "verb" as const, run: merge }]
      : []),
    ...(settles ? [{ cap: "Alt N" as const, label, place: "verb" as const, run: turn }] : []),
  ]);
  const fault = dismiss.fault ?? reopen.fault;
  return (
    <>
      {fault !== null && (
        <div className="pad">
          <Refusal fault={fault} />
        </div>
      )}
      {(merges || settles) && (
        <div className="foot">
          {merges && (
            <Action kind="primary" cap="Alt B" onClick={merge}>
              {t("merge.title")}
            </Action>
          )}
          {settles && (
            <Action cap="Alt N" onClick={turn}>
              {label}
            </Action>
          )}
        </div>
      )}
    </>
  );
}
