import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Hit } from "../../api/bindings";
import { Action } from "../../components/Action";
import { TextArea } from "../../components/Field";
import { SeverityMark } from "../../components/Marks";
import { Pick } from "../../components/Pick";
import { Segment } from "../../components/Segment";
import { Question, type StepState } from "../../components/Steps";
import { useMay } from "../../lib/desk";
import { word } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";
import { departments } from "../../lib/departments";
import { ProblemInput } from "./ProblemInput";
import type { Intake } from "./useIntake";
import { placeOf, WhoInput } from "./WhoInput";

const severities = ["normal", "important", "urgent"] as const;
const moods = ["rational", "venting", "compensation"] as const;
const wordsMax = 500;

/** The questions of an intake, five of a complaint and three of anything else; the one being filled is marked at its left. */
export function Questions({ intake }: { intake: Intake }) {
  const { t } = useTranslation();
  const [at, setAt] = useState(1);
  const words = intake.complaint ? 5 : 3;
  const state = (number: number): StepState =>
    at === number ? "now" : intake.filled[number - 1] === true ? "done" : "todo";
  return (
    <div className="intake" onFocus={(event) => setAt(numberOf(event.target, words) ?? at)}>
      <Question number={1} label={t("ticket.who")} state={state(1)} field="intake-who">
        <WhoInput
          id="intake-who"
          value={intake.who}
          onChange={intake.setWho}
          guest={intake.guest}
          hit={intake.hit}
          onHit={intake.setHit}
          free
          focused={!intake.known}
        />
      </Question>
      {intake.complaint ? (
        <OfComplaint intake={intake} state={state} />
      ) : (
        <OfOthers intake={intake} state={state} />
      )}
      <Question number={words} label={t("ticket.words")} state={state(words)} field="intake-words">
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

type Part = { intake: Intake; state: (number: number) => StepState };

/** What the problem is, whom else it is about, how bad, in which mood. */
function OfComplaint({ intake, state }: Part) {
  const { t } = useTranslation();
  return (
    <>
      <Question number={2} label={t("ticket.problem")} state={state(2)} field="intake-problem">
        <ProblemInput
          id="intake-problem"
          value={intake.problem}
          onChange={intake.setProblem}
          focused={intake.known}
        />
        <AboutInput intake={intake} />
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
    </>
  );
}

/** Praise, a suggestion, an opinion: whose it is suffices. */
function OfOthers({ intake, state }: Part) {
  const { t } = useTranslation();
  return (
    <Question number={2} label={t("ticket.aboutTopic")} state={state(2)} field="intake-problem">
      <Pick
        id="intake-problem"
        label={t("ticket.department")}
        value={intake.department}
        onChange={intake.setDepartment}
        choices={departments.map((value) => ({ value, label: word("department", value) }))}
      />
      <div className="sub">{t("ticket.saidGoesTo")}</div>
    </Question>
  );
}

/** 投诉对象 where it is another guest: asked only where somebody says so. */
function AboutInput({ intake }: { intake: Intake }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(intake.about_who !== "");
  const [hit, setHit] = useState<Hit | null>(null);
  const may = useMay();
  const show = () => setAsked(true);
  useKeys(
    may("show_guest") ? [{ cap: "Alt D", label: t("ticket.aboutGuest"), place: "verb", run: show }] : [],
  );
  if (!may("show_guest")) return null;
  if (!asked)
    return (
      <div className="sub row">
        <Action size="s" cap="Alt D" onClick={show}>
          {t("ticket.aboutGuest")}
        </Action>
      </div>
    );
  return (
    <div style={{ marginTop: 10 }}>
      <label className="lab" htmlFor="intake-about">
        {t("ticket.aboutGuest")}
      </label>
      <WhoInput
        id="intake-about"
        value={intake.about_who}
        onChange={(typed) => intake.setAbout(typed, null)}
        guest={intake.about}
        hit={hit}
        onHit={(one) => {
          setHit(one);
          intake.setAbout(one === null ? intake.about_who : placeOf(one), one?.guest_id ?? null);
        }}
        focused={intake.about_who === ""}
        plain
      />
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

const questions: Record<string, number> = { "intake-who": 1, "intake-problem": 2, "intake-about": 2 };

function numberOf(target: EventTarget, words: number): number | null {
  if (!(target instanceof HTMLElement)) return null;
  if (target.id === "intake-words") return words;
  const inGroup = target.closest<HTMLElement>("[data-question]")?.dataset["question"];
  return questions[target.id] ?? (inGroup === undefined ? null : Number(inGroup));
}
