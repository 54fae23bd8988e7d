import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Promotion, Tier } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput, Tick } from "../../components/Field";
import { Segment } from "../../components/Segment";
import { outletWord } from "../../lib/basis";
import { useDesk } from "../../lib/desk";
import { word } from "../../lib/i18n";
import { listed, shown, typed } from "./draft";
import { tiers } from "./TiersPart";

type Props = {
  promotion: Promotion;
  outlets: readonly string[];
  /** Names of the others: each stands once. */
  taken: readonly string[];
  onKeep: (promotion: Promotion) => void;
  onDrop: (() => void) | null;
  onClose: () => void;
};

export const isDay = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(new Date(`${text}T00:00:00Z`).getTime());

/** What is typed: figures and channels stay as they were written until they are kept. */
type Typed = { one: Promotion; effect: string; spend: string; channels: string };

/** One promotion of the draft. */
export function PromotionDialog({ promotion, outlets, taken, onKeep, onDrop, onClose }: Props) {
  const { t } = useTranslation();
  const { minor_digits: digits } = useDesk();
  const [state, setState] = useState<Typed>(() => typedFrom(promotion, digits));
  const { one } = state;
  const { value, least } = figuresOf(state, digits);
  const lacks = lacksOf(one, value, least, taken);
  const keep = () => {
    if (lacks !== null) return;
    onKeep({
      ...one,
      words: one.words.trim(),
      effect: { kind: one.effect.kind, value },
      min_spend_minor: least,
      channels: listed(state.channels),
    });
  };
  return (
    <Dialog
      title={t("programme.promotion")}
      width={640}
      onClose={onClose}
      other={
        onDrop !== null && (
          <Action size="s" kind="text" onClick={onDrop}>
            {t("programme.drop")}
          </Action>
        )
      }
      confirm={{
        label: t("programme.intoDraft"),
        cap: "Ctrl Enter",
        run: keep,
        lacks: lacks === null ? undefined : t(`programme.lacks.${lacks}`),
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <WhatAndWhen state={state} onState={setState} bad={Number.isNaN(value)} />
        <ForWhom state={state} onState={setState} outlets={outlets} bad={Number.isNaN(least)} />
      </div>
    </Dialog>
  );
}

function typedFrom(promotion: Promotion, digits: number): Typed {
  const { effect, min_spend_minor: spend, channels } = promotion;
  return {
    one: promotion,
    effect: shown(effect.value, effect.kind === "multiplier" ? 2 : 0),
    spend: shown(spend, digits),
    channels: channels.join("，"),
  };
}

function figuresOf({ one, effect, spend }: Typed, digits: number): { value: number; least: number } {
  return {
    value: typed(effect, one.effect.kind === "multiplier" ? 2 : 0, false) ?? Number.NaN,
    least: typed(spend, digits, false) ?? Number.NaN,
  };
}

type PartProps = { state: Typed; onState: (state: Typed) => void; bad: boolean };

function WhatAndWhen({ state, onState, bad }: PartProps) {
  const { t } = useTranslation();
  const { one } = state;
  const set = (part: Partial<Promotion>) => onState({ ...state, one: { ...one, ...part } });
  return (
    <>
      <Field label={t("programme.promotionWords")}>
        {(id) => (
          <TextInput id={id} value={one.words} onChange={(words) => set({ words })} focused maxLength={60} />
        )}
      </Field>
      <div className="row" style={{ gap: 12, alignItems: "flex-end" }}>
        <div className="brief">
          <Day label={t("programme.from")} value={one.from} onChange={(from) => set({ from })} />
        </div>
        <div className="brief">
          <Day label={t("programme.until")} value={one.until} onChange={(until) => set({ until })} />
        </div>
        <Segment
          label={t("programme.gives")}
          value={one.effect.kind}
          onChange={(kind) => set({ effect: { kind, value: one.effect.value } })}
          choices={[
            { value: "multiplier", label: t("programme.multiplier") },
            { value: "bonus", label: t("programme.bonus") },
          ]}
        />
        <div className="brief">
          <Field label={one.effect.kind === "multiplier" ? t("programme.times") : t("programme.points")}>
            {(id) => (
              <TextInput
                id={id}
                value={state.effect}
                onChange={(effect) => onState({ ...state, effect })}
                bad={bad}
                maxLength={9}
              />
            )}
          </Field>
        </div>
      </div>
    </>
  );
}

function ForWhom({ state, onState, outlets, bad }: PartProps & { outlets: readonly string[] }) {
  const { t } = useTranslation();
  const { one } = state;
  const set = (part: Partial<Promotion>) => onState({ ...state, one: { ...one, ...part } });
  return (
    <>
      <Some
        label={t("programme.atOutlets")}
        all={outlets}
        some={one.outlets}
        wordOf={outletWord}
        onSome={(some) => set({ outlets: some })}
      />
      <Some
        label={t("programme.forTiers")}
        all={tiers}
        some={one.tiers}
        wordOf={(tier) => word("tier", tier)}
        onSome={(some: Tier[]) => set({ tiers: some })}
      />
      <div className="row" style={{ gap: 12 }}>
        <Field label={t("programme.onlyChannels")}>
          {(id) => (
            <TextInput
              id={id}
              value={state.channels}
              onChange={(channels) => onState({ ...state, channels })}
            />
          )}
        </Field>
        <Field label={t("programme.minSpend")}>
          {(id) => (
            <TextInput
              id={id}
              value={state.spend}
              onChange={(spend) => onState({ ...state, spend })}
              bad={bad}
              maxLength={12}
            />
          )}
        </Field>
      </div>
    </>
  );
}

function lacksOf(one: Promotion, value: number, least: number, taken: readonly string[]) {
  const words = one.words.trim();
  if (words === "") return "words";
  if (taken.includes(words)) return "taken";
  if (!isDay(one.from) || !isDay(one.until) || one.from > one.until) return "days";
  if (Number.isNaN(value) || Number.isNaN(least)) return "figures";
  return null;
}

/** A day as it is written in the file. */
export function Day({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (day: string) => void;
}) {
  return (
    <Field label={label}>
      {(id) => (
        <TextInput
          id={id}
          value={value}
          onChange={onChange}
          bad={!isDay(value)}
          maxLength={10}
          placeholder="2026-01-01"
        />
      )}
    </Field>
  );
}

type SomeProps<Value extends string> = {
  label: string;
  all: readonly Value[];
  some: readonly Value[];
  wordOf: (value: Value) => string;
  onSome: (some: Value[]) => void;
};

/** Boxes to tick; none ticked means all of them. */
function Some<Value extends string>({ label, all, some, wordOf, onSome }: SomeProps<Value>) {
  return (
    <fieldset className="field some">
      <legend className="lab">{label}</legend>
      <div className="row wrap" style={{ gap: "4px 16px" }}>
        {all.map((value) => (
          <Tick
            key={value}
            label={wordOf(value)}
            checked={some.includes(value)}
            onChange={(ticked) => onSome(ticked ? [...some, value] : some.filter((one) => one !== value))}
          />
        ))}
      </div>
    </fieldset>
  );
}
