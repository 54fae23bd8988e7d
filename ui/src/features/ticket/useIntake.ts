import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  commands,
  type Department,
  type GuestId,
  type Hit,
  type Intake as Input,
  type IntakeDraft,
  type IntakeFacts,
  type KeptDraft,
  type Mood,
  type ProblemCode,
  type Severity,
  type Subject,
  type TicketKind,
} from "../../api/bindings";
import { useWrite } from "../../lib/write";
import { useKeptDraft } from "./draft";

export type Intake = ReturnType<typeof useIntake>;

const empty = (who: string, guest: GuestId | null, words: string): IntakeDraft => ({
  kind: "complaint",
  who,
  guest,
  problem: null,
  severity: null,
  mood: null,
  words,
  department: null,
  about_who: "",
  about: null,
});

type Begun = {
  about: string;
  guest: GuestId | null;
  said: string;
  kept: KeptDraft | null;
  facts: IntakeFacts;
};

/** What an intake holds while it is filled in, what it still lacks, and how it is kept and saved. */
export function useIntake({ about, guest, said, kept, facts }: Begun) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<IntakeDraft>(() => kept?.draft ?? empty(about, guest, said));
  const [hit, setHit] = useState<Hit | null>(null);
  const [nth, setNth] = useState(0);
  const open = useWrite(commands.ticketOpen, (value) =>
    t(draft.kind === "complaint" ? "ticket.opened" : "ticket.taken", { number: value.number }),
  );
  const keeping = useKeptDraft(draft, kept?.kept_at_ms ?? null);
  const change = (part: Partial<IntakeDraft>) => setDraft((before) => ({ ...before, ...part }));

  const complaint = draft.kind === "complaint";
  const problem = facts.problems.find((one) => one.code === draft.problem) ?? null;
  const severity = complaint ? (draft.severity ?? problem?.severity ?? null) : null;
  const filled = filledIn(draft, problem !== null, severity !== null);
  const lacking = lackOf(draft, problem !== null);
  const lacks = lacking === null ? undefined : t(lacking);
  const save = async () => {
    if (lacks !== undefined) return;
    // The core drops the draft with the same write: nothing may keep it behind that.
    await keeping.stop();
    const outcome = await open.write(inputOf(draft, severity, t("ticket.anonymous")));
    if (!outcome.saved) return keeping.again();
    void navigate({ to: "/ticket/$id", params: { id: outcome.value.ticket_id } });
  };
  return {
    ...draft,
    complaint,
    setKind: (kind: TicketKind) => change({ kind }),
    setWho: (who: string) => change({ who, guest: null }),
    hit,
    setHit: (one: Hit | null) => {
      setHit(one);
      change({ guest: one?.guest_id ?? null });
    },
    problem,
    setProblem: (code: ProblemCode | null) => change({ problem: code }),
    severity,
    setSeverity: (one: Severity) => change({ severity: one }),
    setMood: (mood: Mood) => change({ mood }),
    setWords: (words: string) => change({ words }),
    setDepartment: (department: Department) => change({ department }),
    setAbout: (about_who: string, guest: GuestId | null) => change({ about_who, about: guest }),
    filled,
    lacks,
    save,
    /** The caret begins at the second question: who it is was known from the start. */
    known: guest !== null && kept === null,
    /** Another form than the one before it was cleared. */
    nth,
    clear: () => {
      setNth(nth + 1);
      setHit(null);
      setDraft(empty(about, guest, said));
    },
    other: kept !== null && about !== "" && kept.draft.who.trim() !== about.trim(),
    keeping,
    room: hit?.room_no ?? (isRoom(draft.who) ? draft.who.trim() : ""),
    promised: facts.promised.find((one) => one.severity === severity)?.promised,
    authority: facts.authority,
    busy: open.state === "writing",
    fault: open.fault,
  };
}

/** Which of the questions are answered: five of a complaint, three of anything else. */
function filledIn(draft: IntakeDraft, problem: boolean, severity: boolean): readonly boolean[] {
  const [named, said] = [draft.who.trim() !== "", draft.words.trim() !== ""];
  if (draft.kind !== "complaint") return [named, draft.department !== null, said];
  return [named, problem, severity, draft.mood !== null, said];
}

/** Why it cannot be saved yet; none where it can. */
function lackOf(draft: IntakeDraft, problem: boolean) {
  const complaint = draft.kind === "complaint";
  if (draft.who.trim() === "") return "ticket.lacksWho" as const;
  if (complaint && !problem) return "ticket.lacksProblem" as const;
  if (!complaint && draft.department === null) return "ticket.lacksDepartment" as const;
  if (complaint && draft.about_who.trim() !== "" && draft.about === null) return "ticket.lacksAbout" as const;
  return draft.words.trim() === "" ? ("ticket.lacksWords" as const) : null;
}

function inputOf(draft: IntakeDraft, severity: Severity | null, anonymous: string): Input {
  const complaint = draft.kind === "complaint";
  return {
    kind: draft.kind,
    subject: subjectOf(draft, anonymous),
    problem: (complaint ? draft.problem : null) ?? "other",
    severity,
    mood: complaint ? draft.mood : null,
    words: draft.words.trim(),
    area: null,
    touchpoint: null,
    department: complaint ? null : draft.department,
    about: complaint ? draft.about : null,
  };
}

function isRoom(text: string): boolean {
  return /^\d{3,4}$/.test(text.trim());
}

function subjectOf(draft: IntakeDraft, anonymous: string): Subject {
  if (draft.guest !== null) return { kind: "guest", guest: draft.guest };
  const typed = draft.who.trim();
  if (isRoom(typed)) return { kind: "room", room: typed };
  return { kind: "outside", name: typed === anonymous ? "" : typed };
}
