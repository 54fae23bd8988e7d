import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { ActionStep } from "../../api/bindings";
import { useDesk, useLanguage } from "../../lib/desk";
import { clock, dateOf, monthDay } from "../../lib/format";

/** Every step in the order it was taken; nothing is ever struck off. */
export function ActionSteps({ steps }: { steps: readonly ActionStep[] }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  return (
    <ol className="actioncourse" aria-label={t("action.steps")}>
      {steps.map((step) => (
        <li key={`${step.at_ms}${step.body.step}${step.by}`}>
          <span className="row">
            <b>{nameOf(step, t)}</b> <span className="i2">{step.by_name}</span>
            <span className="sp sm m num">
              {monthDay(dateOf(step.at_ms, desk.time_zone), language)} {clock(step.at_ms, desk.time_zone)}
            </span>
          </span>
          <span className="i2">{wordsOf(step)}</span>
        </li>
      ))}
    </ol>
  );
}

function nameOf(step: ActionStep, t: TFunction): string {
  const { body } = step;
  if (body.step === "verify")
    return t(body.verdict === "accepted" ? "action.move.accept" : "action.move.return");
  return t(`action.step.${body.step}`);
}

function wordsOf({ body, owner_name }: ActionStep): string {
  if (body.step === "raise") return owner_name;
  if (body.step === "amend") return `${owner_name} ${body.words}`;
  return body.words;
}
