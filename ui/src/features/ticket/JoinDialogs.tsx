import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  commands,
  type InboxLine,
  type ProblemCode,
  type TicketFacts,
  type TicketJoin,
} from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextArea } from "../../components/Field";
import { Refusal } from "../../components/States";
import { word } from "../../lib/i18n";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { Choices } from "../../components/Choices";
import { ProblemInput } from "./ProblemInput";
import { intakeFacts, ticketsLike } from "./queries";

/** Which complaint it is about. */
type Props = { ticket: Pick<TicketFacts, "id" | "number">; onClose: () => void };
/** Which merge is taken apart. */
type ApartProps = {
  join: Pick<TicketJoin, "id" | "keep" | "keep_number" | "other_number" | "settled_at_ms">;
  onClose: () => void;
};

const wordsMax = 1000;
const reasonMax = 200;

/** Alt B: this complaint and another one are about one incident; the likeliest are offered first. */
export function JoinDialog({ ticket, onClose }: Props) {
  const { t } = useTranslation();
  const field = useId();
  const like = useQuery(ticketsLike(ticket.id)).data ?? [];
  const [typed, setTyped] = useState("");
  const [other, setOther] = useState<InboxLine | null>(null);
  const { form, shut } = useDraft(`join/${ticket.id}`, onClose);
  const [reason, setReason] = useKeptText("reason", "", form);
  const join = useWrite(commands.ticketJoin, (value) =>
    t("join.done", { number: value.number, other: value.other_number }),
  );
  const wanted = typed.trim().toUpperCase();
  const options = other !== null ? [] : like.filter((line) => sayOf(line).toUpperCase().includes(wanted));
  const save = async () => {
    if (other === null) return;
    const outcome = await join.write({ keep: ticket.id, other: other.id, reason: reason.trim() });
    if (outcome.saved) shut();
  };
  const lacks =
    other === null ? t("join.lacksOther") : reason.trim() === "" ? t("join.lacksReason") : undefined;
  return (
    <Dialog
      title={t("join.title")}
      aside={ticket.number}
      onClose={shut}
      width={620}
      confirm={{
        label: t("join.do"),
        cap: "Ctrl Enter",
        run: () => void save(),
        busy: join.state === "writing",
        lacks,
      }}
    >
      <div className="col joining">
        <div className="field">
          <label htmlFor={field}>{t("join.other")}</label>
          <Choices
            id={field}
            value={typed}
            focused
            onType={(words) => {
              setTyped(words);
              setOther(null);
            }}
            hint={t("join.hint")}
            options={options}
            optionId={(line) => line.id}
            option={(line) => <Like line={line} />}
            onPick={(line) => {
              setOther(line);
              setTyped(sayOf(line));
            }}
          />
        </div>
        <Field label={t("join.reason")}>
          {(id) => <TextArea id={id} value={reason} onChange={setReason} rows={2} maxLength={reasonMax} />}
        </Field>
        <p className="sm m">{t("join.earlierStays")}</p>
        {join.fault !== null && <Refusal fault={join.fault} />}
      </div>
    </Dialog>
  );
}

function Like({ line }: { line: InboxLine }) {
  return (
    <>
      <span className="tn">{line.number}</span>
      <span>
        {line.room_no} {word("problem", line.problem)}
      </span>
      <span className="m sm t">
        {line.guest_name} {line.words}
      </span>
    </>
  );
}

function sayOf(line: InboxLine): string {
  return [line.number, line.room_no, word("problem", line.problem), line.guest_name]
    .filter(Boolean)
    .join(" ");
}

/** Alt Z: they were two incidents after all; each comes back as it stood. */
export function ApartDialog({ join, onClose }: ApartProps) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(`apart/${join.keep}`, onClose);
  const [reason, setReason] = useKeptText("reason", "", form);
  const apart = useWrite(commands.ticketUnjoin, (value) =>
    t("join.apartDone", { number: value.number, other: value.other_number }),
  );
  const save = async () => {
    const outcome = await apart.write({ join: join.id, reason: reason.trim() });
    if (outcome.saved) shut();
  };
  return (
    <Dialog
      title={t("join.apart")}
      aside={`${join.keep_number} · ${join.other_number}`}
      onClose={shut}
      confirm={{
        label: t("join.apart"),
        cap: "Ctrl Enter",
        run: () => void save(),
        busy: apart.state === "writing",
        lacks: reason.trim() === "" ? t("join.lacksReason") : undefined,
      }}
    >
      <Field label={t("join.apartReason")}>
        {(id) => (
          <TextArea id={id} value={reason} onChange={setReason} rows={2} maxLength={reasonMax} focused />
        )}
      </Field>
      <p className="sm m">{t(join.settled_at_ms === null ? "join.asItStood" : "join.staysPosted")}</p>
      {apart.fault !== null && <Refusal fault={apart.fault} />}
    </Dialog>
  );
}

/** Alt C: one complaint is about two incidents; the second gets a number of its own. */
export function SplitDialog({ ticket, onClose }: Props) {
  const { t } = useTranslation();
  const field = useId();
  const problems = useQuery(intakeFacts()).data?.problems ?? [];
  const [code, setCode] = useState<ProblemCode | null>(null);
  const { form, shut } = useDraft(`split/${ticket.id}`, onClose);
  const [words, setWords] = useKeptText("words", "", form);
  const [reason, setReason] = useKeptText("reason", "", form);
  const split = useWrite(commands.ticketSplit, (value) => t("join.splitDone", { number: value.number }));
  const save = async () => {
    if (code === null) return;
    const outcome = await split.write({
      ticket: ticket.id,
      problem: code,
      words: words.trim(),
      severity: null,
      department: null,
      reason: reason.trim(),
    });
    if (outcome.saved) shut();
  };
  const lacks =
    code === null
      ? t("join.lacksProblem")
      : words.trim() === ""
        ? t("ticket.lacksWords")
        : reason.trim() === ""
          ? t("join.lacksReason")
          : undefined;
  return (
    <Dialog
      title={t("join.splitTitle")}
      aside={ticket.number}
      onClose={shut}
      width={620}
      confirm={{
        label: t("join.splitDo"),
        cap: "Ctrl Enter",
        run: () => void save(),
        busy: split.state === "writing",
        lacks,
      }}
    >
      <div className="col joining">
        <div className="field">
          <label htmlFor={field}>{t("join.splitProblem")}</label>
          <ProblemInput
            id={field}
            value={problems.find((one) => one.code === code) ?? null}
            onChange={setCode}
            focused
          />
        </div>
        <Field label={t("join.splitWords")}>
          {(id) => <TextArea id={id} value={words} onChange={setWords} rows={2} maxLength={wordsMax} />}
        </Field>
        <Field label={t("join.splitReason")}>
          {(id) => <TextArea id={id} value={reason} onChange={setReason} rows={1} maxLength={reasonMax} />}
        </Field>
        <p className="sm m">
          {t("join.oneLimit")} {t("join.splitFinal")}
        </p>
        {split.fault !== null && <Refusal fault={split.fault} />}
      </div>
    </Dialog>
  );
}
