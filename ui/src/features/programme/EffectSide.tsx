import { useTranslation } from "react-i18next";
import type { ProgrammeEffect } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Block } from "../../components/Blocks";
import { outletWord } from "../../lib/basis";
import { useDesk } from "../../lib/desk";
import { count, money, signed } from "../../lib/format";
import { word } from "../../lib/i18n";

type Props = {
  effect: ProgrammeEffect | undefined;
  /** Whether the draft was changed since it was tried. */
  stale: boolean;
  busy: boolean;
  /** Undefined where it may not be tried. */
  onTry: (() => void) | undefined;
};

/** 去年试算: what the draft would have done, beside what was done. */
export function EffectSide({ effect, stale, busy, onTry }: Props) {
  const { t } = useTranslation();
  if (effect === undefined)
    return (
      <Block title={t("programme.effect")} grow>
        <div className="sm i2">{t("programme.effectSo")}</div>
        {onTry !== undefined && (
          <div className="row" style={{ marginTop: 8 }}>
            <Action size="s" cap="Alt S" onClick={onTry} busy={busy}>
              {t("programme.try")}
            </Action>
          </div>
        )}
      </Block>
    );
  return (
    <>
      <Block
        title={t("programme.effect")}
        end={<span className="tn">{`${effect.from} – ${effect.until}`}</span>}
      >
        {stale && (
          <div className="row sm am" style={{ marginBottom: 6 }}>
            {t("programme.stale")}
            {onTry !== undefined && (
              <Action size="s" cap="Alt S" onClick={onTry} busy={busy}>
                {t("programme.try")}
              </Action>
            )}
          </div>
        )}
        <Figures effect={effect} />
      </Block>
      <Compared
        title={t("programme.byTier")}
        rows={effect.by_tier.map((one) => ({ name: word("tier", one.tier), ...one }))}
      />
      <Compared
        title={t("programme.byOutlet")}
        rows={effect.by_outlet.map((one) => ({ name: outletWord(one.outlet), ...one }))}
      />
      <Compared
        title={t("programme.members")}
        rows={effect.tiers.map((one) => ({
          name: word("tier", one.tier),
          did: one.before,
          would: one.after,
        }))}
      />
      <Block title={t("programme.how")} grow>
        <div className="sm i2">{t("programme.howSo")}</div>
      </Block>
    </>
  );
}

function Figures({ effect }: { effect: ProgrammeEffect }) {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const more = effect.would - effect.did;
  const owed = effect.liability_then_minor - effect.liability_now_minor;
  return (
    <>
      <div className="row b">
        <span className="big">{signed(more)}</span>
        <span className="sm i2">{t("programme.pointsMore")}</span>
      </div>
      <div className="sm i2 num">
        {t("programme.didWould", { did: count(effect.did), would: count(effect.would) })}
      </div>
      <div className="sm m num">
        {t("programme.outOf", { stays: count(effect.stays), bills: count(effect.bills) })}
      </div>
      <div className="row num" style={{ marginTop: 8 }}>
        <span>{t("programme.liability")}</span>
        <span className="sp">
          {money(effect.liability_now_minor, currency)} →{" "}
          <b>{money(effect.liability_then_minor, currency)}</b>
        </span>
      </div>
      <div className="sm m num">
        {t("programme.liabilityMore", { sum: `${owed < 0 ? "−" : "+"}${money(Math.abs(owed), currency)}` })}
      </div>
    </>
  );
}

type Compare = { name: string; did: number; would: number };

function Compared({ title, rows }: { title: string; rows: readonly Compare[] }) {
  const { t } = useTranslation();
  return (
    <Block title={title} end={t("programme.didToWould")}>
      <div className="list">
        {rows.map((row) => (
          <div key={row.name} className="li">
            <span>{row.name}</span>
            <span className="sp tn">
              <span className="i2">{count(row.did)} →</span> {count(row.would)}
            </span>
          </div>
        ))}
      </div>
    </Block>
  );
}
