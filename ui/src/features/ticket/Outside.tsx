import { Landmark } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Evidence, External, Ticket } from "../../api/bindings";
import { Action } from "../../components/Action";
import { useDesk, useLanguage, useMay, useNow } from "../../lib/desk";
import { monthDay } from "../../lib/format";
import { type KeyUse, useKeys } from "../../lib/keys";
import { AnswerOutsideDialog } from "./AnswerOutsideDialog";
import { EvidenceDialog } from "./EvidenceDialog";
import { EvidencePaper } from "./EvidencePaper";
import { RaiseOutsideDialog } from "./RaiseOutsideDialog";

type Asking = "raise" | "answer" | "evidence" | null;

/** 外部投诉 under the clocks: what came in, until when it is answered; and the print of what is filed as evidence. */
export function Outside({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const may = useMay();
  const [asking, setAsking] = useState<Asking>(null);
  const [printed, setPrinted] = useState<{ evidence: Evidence; nth: number } | null>(null);
  const owed = ticket.externals.find((one) => one.answered_on === null);
  const keys: KeyUse[] = [];
  if (may("raise_external")) {
    const label = t(owed === undefined ? "outside.raise" : "outside.answer");
    const run = () => setAsking(owed === undefined ? "raise" : "answer");
    keys.push({ cap: "Alt W", label, place: "verb", run });
  }
  if (may("print_evidence"))
    keys.push({ cap: "Alt Y", label: t("evidence.title"), place: "sheet", run: () => setAsking("evidence") });
  useKeys(keys);
  const done = () => setAsking(null);
  return (
    <>
      {ticket.externals.map((one) => (
        <One
          key={one.id}
          one={one}
          onAnswer={one === owed && may("answer_external") ? () => setAsking("answer") : null}
        />
      ))}
      {asking === "raise" && <RaiseOutsideDialog ticket={ticket.facts.id} onClose={done} />}
      {asking === "answer" && owed !== undefined && (
        <AnswerOutsideDialog ticket={ticket.facts.id} external={owed} onClose={done} />
      )}
      {asking === "evidence" && (
        <EvidenceDialog
          ticket={ticket}
          onClose={done}
          onGranted={(evidence) => setPrinted({ evidence, nth: (printed?.nth ?? 0) + 1 })}
        />
      )}
      {printed !== null && <EvidencePaper key={printed.nth} evidence={printed.evidence} />}
    </>
  );
}

function One({ one, onAnswer }: { one: External; onAnswer: (() => void) | null }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const now = useNow(desk.skewMs, 60_000);
  const late = one.answered_on === null && one.due_ms <= now;
  const tone = one.answered_on !== null ? "" : late ? "rd" : "am";
  const fact =
    one.answered_on === null
      ? t(late ? "outside.late" : "outside.due", { day: monthDay(one.due_on, language) })
      : t("outside.answered", { day: monthDay(one.answered_on, language), how: one.sent_how });
  return (
    <div className={late ? "bar4 tight rd" : "bar4 tight"} role="status" style={{ marginTop: 8 }}>
      <Landmark size={16} aria-hidden />
      <div className="fill">
        <b className={tone}>{fact}</b>{" "}
        <span className="i2">
          {[one.body_name === "" ? t(`outside.body.${one.body}`) : one.body_name, one.reference].join(" ")}
        </span>
        <div className="sm m">
          {t("outside.received", { day: monthDay(one.received_on, language), name: one.by_name })} {one.words}
        </div>
      </div>
      {onAnswer !== null && (
        <Action size="s" cap="Alt W" onClick={onAnswer}>
          {t("outside.answer")}
        </Action>
      )}
    </div>
  );
}
