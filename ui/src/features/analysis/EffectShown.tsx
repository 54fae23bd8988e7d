import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ActionId, DaysSpan } from "../../api/bindings";
import { useLanguage } from "../../lib/desk";
import { count } from "../../lib/format";
import { daysInWords } from "./about";
import { rate } from "./draw";
import { actionEffect } from "./queries";

/** Complaints per 100 room-nights before and after, over equal windows; 数据不足 where a window says too little. */
export function EffectShown({ action }: { action: ActionId }) {
  const { t } = useTranslation();
  const effect = useQuery(actionEffect(action)).data;
  if (effect === undefined) return null;
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
          numbers={[effect.complaints_before, effect.nights_before]}
          per={effect.rate_before}
        />
        <Row
          name={t("action.after")}
          days={effect.after}
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
  numbers: readonly [number, number];
  per: number | null;
};

function Row({ name, days, numbers, per }: RowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{days === null ? t("action.notYet") : daysInWords(days, language)}</td>
      <td className="num">{days === null ? "" : count(numbers[0])}</td>
      <td className="num">{days === null ? "" : count(numbers[1])}</td>
      <td className="num">{per === null ? t("analysis.standing.too_few") : rate(per)}</td>
    </tr>
  );
}
