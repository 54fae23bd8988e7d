import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Programme, ProgrammePage as Kept } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { Page } from "../../components/Page";
import { Refusal, Waiting } from "../../components/States";
import { Tabs } from "../../components/Tabs";
import { useMay } from "../../lib/desk";
import { type KeyUse, useKeys } from "../../lib/keys";
import { AdoptDialog } from "./AdoptDialog";
import { CataloguePart } from "./CataloguePart";
import { isWhole, sameRules } from "./draft";
import { EarningPart, type PartProps } from "./EarningPart";
import { EffectSide } from "./EffectSide";
import { PromotionsPart } from "./PromotionsPart";
import { programmeEffect, programmePage } from "./queries";
import { ReviewPart } from "./ReviewPart";
import { RuleRefusal } from "./RuleRefusal";
import { TiersPart } from "./TiersPart";
import { VersionsPart } from "./VersionsPart";
import "./programme.css";

type TabId = "earning" | "promotions" | "tiers" | "catalogue" | "review" | "versions";

/** 会员规矩: what holds, what a draft would have done last year, and keeping it from a day on. */
export function ProgrammePage() {
  const answer = useQuery(programmePage());
  if (answer.data !== undefined) return <Editor key={answer.data.newest} kept={answer.data} />;
  return <Page>{answer.isError ? <Refusal fault={faultOf(answer.error)} /> : <Waiting rows={9} />}</Page>;
}

/** The draft of the next version, and what it was tried with. */
function useDraft(kept: Kept) {
  // A version that begins later is what the next one changes.
  const newest = kept.versions.find((one) => one.version === kept.newest)?.rules ?? kept.current;
  const [draft, setDraft] = useState<Programme>(newest);
  // The cells of another draft are other cells: what was typed into the old ones goes.
  const [drafts, setDrafts] = useState(0);
  const [tried, setTried] = useState<Programme | null>(null);
  const whole = isWhole(draft);
  return {
    draft,
    setDraft,
    drafts,
    tried,
    whole,
    changed: !sameRules(draft, newest),
    attempt: () => (whole ? setTried(draft) : undefined),
    take: (rules: Programme = newest) => {
      setDraft(rules);
      setDrafts(drafts + 1);
    },
  };
}

function Editor({ kept }: { kept: Kept }) {
  const { t } = useTranslation();
  const edits = useMay()("edit_programme");
  const { draft, setDraft, drafts, tried, whole, changed, attempt, take } = useDraft(kept);
  const [adopting, setAdopting] = useState(false);
  const effect = useQuery(programmeEffect(tried));
  const lacks = !whole ? t("programme.lacks.figures") : changed ? undefined : t("programme.lacks.change");
  const adopt = () => (lacks === undefined ? setAdopting(true) : undefined);
  useEditorKeys(edits, attempt, adopt);
  const side = edits ? (
    <EffectSide
      effect={effect.data}
      stale={tried !== null && !sameRules(draft, tried)}
      busy={effect.isFetching}
      onTry={attempt}
    />
  ) : undefined;
  return (
    <Page sideLabel={t("programme.effect")} side={side}>
      <PageHead title={t("programme.title")} facts={<Standing kept={kept} changed={changed} />}>
        {edits && (
          <>
            {changed && (
              <Action size="s" kind="text" onClick={() => take()}>
                {t("programme.forget")}
              </Action>
            )}
            <Action size="s" cap="Alt S" onClick={attempt} busy={effect.isFetching}>
              {t("programme.try")}
            </Action>
            <Action kind="primary" size="s" cap="Ctrl S" onClick={adopt} lacks={lacks}>
              {t("programme.adopt")}
            </Action>
          </>
        )}
      </PageHead>
      {effect.isError && <RuleRefusal fault={faultOf(effect.error)} />}
      <Parts
        key={drafts}
        kept={kept}
        draft={draft}
        onDraft={edits ? setDraft : undefined}
        onTake={edits ? take : undefined}
      />
      {adopting && (
        <AdoptDialog
          draft={draft}
          seen={kept.newest}
          onAdopted={() => setAdopting(false)}
          onClose={() => setAdopting(false)}
        />
      )}
    </Page>
  );
}

type PartsProps = PartProps & { kept: Kept; onTake: ((rules: Programme) => void) | undefined };

function Parts({ kept, draft, onDraft, onTake }: PartsProps) {
  const { t } = useTranslation();
  const runs = useMay()("run_tiers");
  const [tab, setTab] = useState<TabId>("earning");
  return (
    <>
      <Tabs
        label={t("programme.title")}
        keyed={t("key.tab")}
        value={tab}
        onChange={setTab}
        tabs={tabsFor(runs).map((id) => ({ id, label: t(`programme.tab.${id}`) }))}
      />
      <div className="scrolled">
        {tab === "earning" && <EarningPart draft={draft} onDraft={onDraft} />}
        {tab === "promotions" && <PromotionsPart draft={draft} onDraft={onDraft} />}
        {tab === "tiers" && <TiersPart draft={draft} onDraft={onDraft} />}
        {tab === "catalogue" && <CataloguePart draft={draft} onDraft={onDraft} />}
        {tab === "review" && <ReviewPart />}
        {tab === "versions" && (
          <VersionsPart versions={kept.versions} onTake={onTake && ((version) => onTake(version.rules))} />
        )}
      </div>
    </>
  );
}

function tabsFor(runs: boolean): TabId[] {
  return ["earning", "promotions", "tiers", "catalogue", ...(runs ? (["review"] as const) : []), "versions"];
}

function useEditorKeys(edits: boolean, attempt: () => void, adopt: () => void): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const verbs: KeyUse[] = edits
    ? [
        { cap: "Alt S", label: t("programme.try"), place: "verb", run: attempt },
        { cap: "Ctrl S", label: t("programme.adopt"), place: "verb", run: adopt },
      ]
    : [];
  const back = () => void navigate({ to: "/member" });
  useKeys([...verbs, { cap: "Esc", label: t("place.members"), place: "move", run: back }]);
}

/** Which version holds, which begins later, whether the draft differs. */
function Standing({ kept, changed }: { kept: Kept; changed: boolean }) {
  const { t } = useTranslation();
  const holds = kept.versions.find((one) => one.version === kept.current.version);
  const later = kept.versions.find(
    (one) => one.version === kept.newest && one.version !== kept.current.version,
  );
  return (
    <span className="row sm num">
      {holds === undefined
        ? t("programme.standard")
        : t("programme.holds", { version: holds.version, from: holds.valid_from })}
      {later !== undefined && (
        <span>{t("programme.later", { version: later.version, from: later.valid_from })}</span>
      )}
      {changed && <b className="am">{t("programme.changed")}</b>}
    </span>
  );
}
