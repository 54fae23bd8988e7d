import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ActionFacts, ComplaintsBehind, DaysSpan } from "../../api/bindings";
import { useLanguage } from "../../lib/desk";
import { count } from "../../lib/format";
import { daysInWords } from "./about";
import { rate } from "../../lib/draw";
import { actionEffect, everything } from "./queries";

type Props = { facts: ActionFacts; onBehind: (behind: ComplaintsBehind) => void };

/** Complaints per 100 room-nights before and after, over equal windows; 数据不足 where a window says too little. */
export function EffectShown({ facts, onBehind }: Props) {
  const { t } = useTranslation();
  const effect = useQuery(actionEffect(facts.id)).data;
  if (effect === undefined) return null;
  const open = (days: DaysSpan) => onBehind({ days, scope: { ...everything, ...facts.subject } });
  return (
    <table className="effect">
      <caption>
        {t("action.effect")} ·{" "}
        <b className={effect.outcome === "more" ? "rd" : undefined}>
          {t(`action.outcome.${effect.outcome}`)}
        </b>
      </caption>
      <thead>
        <tr>
          <th scope="col" aria-label={t("action.window")} />
          <th scope="col">{t("action.window")}</th>
          <th scope="col">{t("analysis.col.complaints")}</th>
          <th scope="col">{t("analysis.col.nights")}</th>
          <th scope="col">{t("analysis.col.rate")}</th>
        </tr>
      </thead>
      <tbody>
        <Row
          name={t("action.before")}
          days={effect.before}
          onOpen={open}
          numbers={[effect.complaints_before, effect.nights_before]}
          per={effect.rate_before}
        />
        <Row
          name={t("action.after")}
          days={effect.after}
          onOpen={open}
          numbers={[effect.complaints_after, effect.nights_after]}
          per={effect.rate_after}
        />
      </tbody>
    </table>
  );
}

type RowProps = {
  name: string;
  days: DaysSpan | null;
  /** Opens the complaints that are counted. */
  onOpen: (days: DaysSpan) => void;
  numbers: readonly [number, number];
  per: number | null;
};

function Row({ name, days, onOpen, numbers, per }: RowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{days === null ? t("action.notYet") : daysInWords(days, language)}</td>
      <td className="num">
        {days !== null && (
          <button
            type="button"
            className="linkish"
            disabled={numbers[0] === 0}
            onClick={() => onOpen(days)}
            aria-label={`${name} ${count(numbers[0])}`}
          >
            {count(numbers[0])}
          </button>
        )}
      </td>
      <td className="num">{days === null ? "" : count(numbers[1])}</td>
      <td className="num">{per === null ? t("analysis.standing.too_few") : rate(per)}</td>
    </tr>
  );
}
