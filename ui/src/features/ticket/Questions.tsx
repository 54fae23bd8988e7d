import { useState } from "react";
import { useTranslation } from "react-i18next";
import { TextArea } from "../../components/Field";
import { SeverityMark } from "../../components/Marks";
import { Segment } from "../../components/Segment";
import { Question, type StepState } from "../../components/Steps";
import { ProblemInput } from "./ProblemInput";
import type { Intake } from "./useIntake";
import { WhoInput } from "./WhoInput";

const severities = ["normal", "important", "urgent"] as const;
const moods = ["rational", "venting", "compensation"] as const;
const wordsMax = 500;

/** The five questions of an intake, the one being filled marked at its left. */
export function Questions({ intake }: { intake: Intake }) {
  const { t } = useTranslation();
  const [at, setAt] = useState(1);
  const state = (number: number): StepState =>
    at === number ? "now" : intake.filled[number - 1] === true ? "done" : "todo";
  return (
    <div className="intake" onFocus={(event) => setAt(numberOf(event.target) ?? at)}>
      <Question number={1} label={t("ticket.who")} state={state(1)} field="intake-who">
        <WhoInput
          id="intake-who"
          value={intake.who}
          onChange={intake.setWho}
          hit={intake.hit}
          onHit={intake.setHit}
        />
      </Question>
      <Question number={2} label={t("ticket.problem")} state={state(2)} field="intake-problem">
        <ProblemInput id="intake-problem" value={intake.problem} onChange={intake.setProblem} />
      </Question>
      <Question number={3} label={t("ticket.severity")} state={state(3)}>
        <Urgency intake={intake} />
      </Question>
      <Question number={4} label={t("ticket.mood")} state={state(4)}>
        <div id="intake-mood" data-question={4}>
          <Segment
            label={t("ticket.mood")}
            value={intake.mood}
            onChange={intake.setMood}
            choices={moods.map((one) => ({ value: one, label: t(`ticket.moods.${one}`) }))}
          />
        </div>
        <div className="sub">{t("ticket.moodOnly")}</div>
      </Question>
      <Question number={5} label={t("ticket.words")} state={state(5)} field="intake-words">
        <TextArea id="intake-words" value={intake.words} onChange={intake.setWords} maxLength={wordsMax} />
        <div className="sub row">
          <span>{t("ticket.wordsHint")}</span>
          <span className="sp num">
            {intake.words.length} / {wordsMax}
          </span>
        </div>
      </Question>
    </div>
  );
}

function Urgency({ intake }: { intake: Intake }) {
  const { t } = useTranslation();
  return (
    <>
      <div id="intake-severity" data-question={3}>
        <Segment
          label={t("ticket.severity")}
          value={intake.severity}
          onChange={intake.setSeverity}
          choices={severities.map((one) => ({
            value: one,
            label: <SeverityMark severity={one} plain={one !== intake.severity} />,
            ...(one === "urgent" && { tone: "act" as const }),
          }))}
        />
      </div>
      {intake.promised !== undefined && (
        <div className="sub">
          {t("ticket.promised", {
            answer: intake.promised.answer_minutes,
            start: intake.promised.start_minutes,
          })}
        </div>
      )}
    </>
  );
}

const questions: Record<string, number> = { "intake-who": 1, "intake-problem": 2, "intake-words": 5 };

function numberOf(target: EventTarget): number | null {
  if (!(target instanceof HTMLElement)) return null;
  const inGroup = target.closest<HTMLElement>("[data-question]")?.dataset["question"];
  return questions[target.id] ?? (inGroup === undefined ? null : Number(inGroup));
}
