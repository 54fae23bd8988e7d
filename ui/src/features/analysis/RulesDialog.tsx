import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type WatchRules } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Refusal, Waiting } from "../../components/States";
import { useWrite } from "../../lib/write";
import { watchRules } from "./queries";

const kinds = ["same_room", "same_guest", "same_area"] as const;

/** The house's own figures: how often within how many days is a signal, where ABC ends, what a 整改 is measured over. */
export function RulesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const kept = useQuery(watchRules()).data;
  const [changed, setChanged] = useState<WatchRules | null>(null);
  const set = useWrite(commands.watchRulesSet, () => t("analysis.rulesSet"));
  const rules = changed ?? kept;
  const save = async () => {
    if (rules !== undefined && (await set.write(rules)).saved) onClose();
  };
  return (
    <Dialog
      title={t("analysis.rules")}
      onClose={onClose}
      confirm={{
        label: t("analysis.rulesSave"),
        run: () => void save(),
        busy: set.state === "writing",
        lacks: changed === null ? t("analysis.rulesSame") : undefined,
      }}
    >
      {rules === undefined ? <Waiting rows={4} /> : <Fields rules={rules} onChange={setChanged} />}
      {set.fault !== null && <Refusal fault={set.fault} />}
    </Dialog>
  );
}

function Fields({ rules, onChange }: { rules: WatchRules; onChange: (rules: WatchRules) => void }) {
  const { t } = useTranslation();
  return (
    <div className="col" style={{ gap: 10 }}>
      {kinds.map((kind) => (
        <div key={kind} className="row">
          <span className="ruled">{t(`analysis.signal.${kind}`)}</span>
          <Figure
            label={`${t(`analysis.signal.${kind}`)} ${t("analysis.ruleDays")}`}
            value={rules[kind].days}
            onChange={(days) => onChange({ ...rules, [kind]: { ...rules[kind], days } })}
          />
          {t("analysis.ruleDays")}
          <Figure
            label={`${t(`analysis.signal.${kind}`)} ${t("analysis.ruleCount")}`}
            value={rules[kind].count}
            onChange={(least) => onChange({ ...rules, [kind]: { ...rules[kind], count: least } })}
          />
          {t("analysis.ruleCount")}
        </div>
      ))}
      <div className="row">
        <span className="ruled">{t("analysis.ruleAbc")}</span>
        <Figure
          label={`${t("analysis.ruleAbc")} A`}
          value={rules.abc.a_percent}
          onChange={(percent) => onChange({ ...rules, abc: { ...rules.abc, a_percent: percent } })}
        />
        A %
        <Figure
          label={`${t("analysis.ruleAbc")} B`}
          value={rules.abc.b_percent}
          onChange={(percent) => onChange({ ...rules, abc: { ...rules.abc, b_percent: percent } })}
        />
        B %
      </div>
      <div className="row">
        <span className="ruled">{t("action.effect")}</span>
        <Figure
          label={t("action.effect")}
          value={rules.effect_days}
          onChange={(days) => onChange({ ...rules, effect_days: days })}
        />
        {t("analysis.ruleDays")}
      </div>
    </div>
  );
}

type FigureProps = { label: string; value: number; onChange: (value: number) => void };

function Figure({ label, value, onChange }: FigureProps) {
  return (
    <span className="in figure">
      <input
        inputMode="numeric"
        aria-label={label}
        value={String(value)}
        onChange={(event) => onChange(Number.parseInt(event.target.value.replace(/\D/g, ""), 10) || 0)}
      />
    </span>
  );
}
