import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Hit, type Mood, type Problem, type Severity, type Subject } from "../../api/bindings";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { TextArea } from "../../components/Field";
import { SeverityMark } from "../../components/Marks";
import { Page } from "../../components/Page";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { Question, type StepState } from "../../components/Steps";
import { Tag } from "../../components/Tag";
import { useDesk, useNow } from "../../lib/desk";
import { clock } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";
import { useWrite } from "../../lib/write";
import { forgetDraft, keptDraft, useKeptDraft } from "./draft";
import { IntakeSide } from "./IntakeSide";
import { ProblemInput } from "./ProblemInput";
import { intakeFacts } from "./queries";
import { SameRoom } from "./SameRoom";
import { WhoInput } from "./WhoInput";
import "./ticket.css";

const severities = ["normal", "important", "urgent"] as const;
const moods = ["rational", "venting", "compensation"] as const;
const wordsMax = 500;

/** F9: a complaint taken in at most five answers; its clocks run from the moment it is saved. */
export function IntakePage({ about = "" }: { about?: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const desk = useDesk();
  const now = useNow(desk.skewMs, 30_000);
  const facts = useQuery(intakeFacts());
  const [draft] = useState(keptDraft);
  const [who, setWho] = useState(about === "" ? draft.who : about);
  const [hit, setHit] = useState<Hit | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [severity, setSeverity] = useState<Severity | null>(null);
  const [mood, setMood] = useState<Mood | null>(null);
  const [words, setWords] = useState(draft.words);
  const [at, setAt] = useState(1);
  const open = useWrite(commands.ticketOpen, (value) => t("ticket.opened", { number: value.number }));
  useKeptDraft({ who, words });

  const asked = severity ?? problem?.severity ?? null;
  const promised = facts.data?.promised.find((one) => one.severity === asked)?.promised;
  const filled = [who.trim() !== "", problem !== null, asked !== null, mood !== null, words.trim() !== ""];
  const lacks =
    filled[0] === false
      ? t("ticket.lacksWho")
      : problem === null
        ? t("ticket.lacksProblem")
        : words.trim() === ""
          ? t("ticket.lacksWords")
          : undefined;
  const room = hit?.room_no ?? (isRoom(who) ? who.trim() : "");
  const state = (number: number): StepState =>
    at === number ? "now" : filled[number - 1] === true ? "done" : "todo";
  const leave = () => void navigate({ to: "/tickets" });
  const save = async () => {
    if (lacks !== undefined || problem === null) return;
    const outcome = await open.write({
      subject: subjectOf(who, hit),
      problem: problem.code,
      severity: asked,
      mood,
      words: words.trim(),
      area: null,
      touchpoint: null,
      department: null,
    });
    if (!outcome.saved) return;
    forgetDraft();
    void navigate({ to: "/ticket/$id", params: { id: outcome.value.ticket_id } });
  };
  useKeys([
    {
      cap: "Alt 1",
      shown: ["Alt 1–5"],
      label: t("ticket.toNth"),
      place: "verb",
      run: () => focusOn("intake-who"),
    },
    { cap: "Alt 2", run: () => focusOn("intake-problem") },
    { cap: "Alt 3", run: () => focusOn("intake-severity") },
    { cap: "Alt 4", run: () => focusOn("intake-mood") },
    { cap: "Alt 5", run: () => focusOn("intake-words") },
    { cap: "Ctrl Enter", label: t("key.save"), place: "move", run: () => void save() },
    { cap: "Esc", label: t("ticket.putAside"), place: "move", run: leave },
  ]);
  return (
    <Page
      sideLabel={t("ticket.guidance")}
      side={<IntakeSide mood={mood} authority={facts.data?.authority ?? null} />}
    >
      <PageHead
        title={t("ticket.intake")}
        facts={
          <>
            <span className="tn">{clock(now, desk.time_zone)}</span>{" "}
            <Tag>{t("ticket.filled", { count: filled.filter(Boolean).length })}</Tag>
          </>
        }
      >
        <span className="sm i2">{t("ticket.draftKept")}</span>
      </PageHead>
      <div className="intake" onFocus={(event) => setAt(numberOf(event.target) ?? at)}>
        <Question number={1} label={t("ticket.who")} state={state(1)} field="intake-who">
          <WhoInput id="intake-who" value={who} onChange={setWho} hit={hit} onHit={setHit} />
        </Question>
        <Question number={2} label={t("ticket.problem")} state={state(2)} field="intake-problem">
          <ProblemInput id="intake-problem" value={problem} onChange={setProblem} />
        </Question>
        <Question number={3} label={t("ticket.severity")} state={state(3)}>
          <div id="intake-severity" data-question={3}>
            <Segment
              label={t("ticket.severity")}
              value={asked}
              onChange={setSeverity}
              choices={severities.map((one) => ({
                value: one,
                label: <SeverityMark severity={one} plain={one !== asked} />,
                ...(one === "urgent" && { tone: "act" as const }),
              }))}
            />
          </div>
          {promised !== undefined && (
            <div className="sub">
              {t("ticket.promised", { answer: promised.answer_minutes, start: promised.start_minutes })}
            </div>
          )}
        </Question>
        <Question number={4} label={t("ticket.mood")} state={state(4)}>
          <div id="intake-mood" data-question={4}>
            <Segment
              label={t("ticket.mood")}
              value={mood}
              onChange={setMood}
              choices={moods.map((one) => ({ value: one, label: t(`ticket.moods.${one}`) }))}
            />
          </div>
          <div className="sub">{t("ticket.moodOnly")}</div>
        </Question>
        <Question number={5} label={t("ticket.words")} state={state(5)} field="intake-words">
          <TextArea id="intake-words" value={words} onChange={setWords} maxLength={wordsMax} />
          <div className="sub row">
            <span>{t("ticket.wordsHint")}</span>
            <span className="sp num">
              {words.length} / {wordsMax}
            </span>
          </div>
        </Question>
      </div>
      <SameRoom room={room} problem={problem?.code ?? null} />
      {open.fault !== null && (
        <div className="pad">
          <Refusal fault={open.fault} />
        </div>
      )}
      <div className="savebar row">
        <Action
          kind="primary"
          size="l"
          cap="Ctrl Enter"
          onClick={() => void save()}
          lacks={lacks}
          busy={open.state === "writing"}
        >
          {t("ticket.saveAndRun")}
        </Action>
        {promised !== undefined && (
          <span className="sm i2 num">
            {t("ticket.dueBy", {
              answer: clock(now + promised.answer_minutes * 60_000, desk.time_zone),
              start: clock(now + promised.start_minutes * 60_000, desk.time_zone),
            })}
          </span>
        )}
        {problem !== null && <span className="sp sm m">{word("department", problem.department)}</span>}
      </div>
    </Page>
  );
}

function isRoom(text: string): boolean {
  return /^\d{3,4}$/.test(text.trim());
}

function subjectOf(who: string, hit: Hit | null): Subject {
  if (hit !== null) return { kind: "guest", guest: hit.guest_id };
  const typed = who.trim();
  return isRoom(typed) ? { kind: "room", room: typed } : { kind: "outside", name: typed };
}

const questions: Record<string, number> = { "intake-who": 1, "intake-problem": 2, "intake-words": 5 };

function numberOf(target: EventTarget): number | null {
  if (!(target instanceof HTMLElement)) return null;
  const inGroup = target.closest<HTMLElement>("[data-question]")?.dataset["question"];
  return questions[target.id] ?? (inGroup === undefined ? null : Number(inGroup));
}

function focusOn(id: string): void {
  const found = document.getElementById(id);
  const inside = found?.querySelector<HTMLElement>("input:checked, input, button, [tabindex]");
  (found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement ? found : inside)?.focus();
}
