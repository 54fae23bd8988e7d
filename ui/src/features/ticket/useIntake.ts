import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Hit, type Mood, type Problem, type Severity, type Subject } from "../../api/bindings";
import { useWrite } from "../../lib/write";
import { forgetDraft, keptDraft, useKeptDraft } from "./draft";
import { intakeFacts } from "./queries";

export type Intake = ReturnType<typeof useIntake>;

/** What an intake holds while it is filled in, what it still lacks, and how it is saved. */
export function useIntake(about: string) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const facts = useQuery(intakeFacts()).data;
  const [draft] = useState(keptDraft);
  const [who, setWho] = useState(about === "" ? draft.who : about);
  const [hit, setHit] = useState<Hit | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [chosen, setSeverity] = useState<Severity | null>(null);
  const [mood, setMood] = useState<Mood | null>(null);
  const [words, setWords] = useState(draft.words);
  const open = useWrite(commands.ticketOpen, (value) => t("ticket.opened", { number: value.number }));
  useKeptDraft({ who, words });

  const severity = chosen ?? problem?.severity ?? null;
  const filled = [who.trim() !== "", problem !== null, severity !== null, mood !== null, words.trim() !== ""];
  const lacks =
    who.trim() === ""
      ? t("ticket.lacksWho")
      : problem === null
        ? t("ticket.lacksProblem")
        : words.trim() === ""
          ? t("ticket.lacksWords")
          : undefined;
  const save = async () => {
    if (lacks !== undefined || problem === null) return;
    const outcome = await open.write({
      subject: subjectOf(who, hit),
      problem: problem.code,
      severity,
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
  return {
    who,
    setWho,
    hit,
    setHit,
    problem,
    setProblem,
    severity,
    setSeverity,
    mood,
    setMood,
    words,
    setWords,
    filled,
    lacks,
    save,
    room: hit?.room_no ?? (isRoom(who) ? who.trim() : ""),
    promised: facts?.promised.find((one) => one.severity === severity)?.promised,
    authority: facts?.authority ?? null,
    busy: open.state === "writing",
    fault: open.fault,
  };
}

function isRoom(text: string): boolean {
  return /^\d{3,4}$/.test(text.trim());
}

function subjectOf(who: string, hit: Hit | null): Subject {
  if (hit !== null) return { kind: "guest", guest: hit.guest_id };
  const typed = who.trim();
  return isRoom(typed) ? { kind: "room", room: typed } : { kind: "outside", name: typed };
}
