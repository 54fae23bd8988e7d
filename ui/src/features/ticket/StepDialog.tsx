import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type StepBody, type Ticket } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Refusal } from "../../components/States";
import { UnsavedContext, useDraft } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { AnalyseForm, AssignForm, JudgeForm, RecordForm } from "./EarlyForms";
import { CarryOutForm } from "./CarryOutForm";
import { ApproveForm, ProposeForm } from "./LateForms";
import { type StepNumber, stepPlace } from "./steps";

/** What a form hands up: the step as it would be recorded, or why it cannot be yet. */
export type Filled = { body: StepBody } | { lacks: string };

export type FormProps = { ticket: Ticket; onChange: (filled: Filled) => void };

const forms = {
  1: RecordForm,
  2: JudgeForm,
  3: AssignForm,
  4: AnalyseForm,
  5: ProposeForm,
  6: ApproveForm,
  7: CarryOutForm,
} as const satisfies Record<StepNumber, unknown>;

/** One step of seven, recorded or amended; it is appended, never rewritten. */
export function StepDialog({
  ticket,
  number,
  onClose,
}: {
  ticket: Ticket;
  number: StepNumber;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [filled, setFilled] = useState<Filled>({ lacks: t("ticket.lacksStep") });
  const step = useWrite(commands.ticketStep, () => t("step.saved", { step: t(`step.${number}`) }));
  const { form, shut } = useDraft(stepPlace(ticket.facts.id, number), onClose);
  const Form = forms[number];
  const save = async () => {
    if (!("body" in filled)) return;
    const outcome = await step.write({ ticket: ticket.facts.id, body: filled.body });
    if (outcome.saved) shut();
  };
  return (
    <Dialog
      title={`${number}　${t(`step.${number}`)}`}
      aside={ticket.facts.number}
      onClose={shut}
      width={number === 5 ? 680 : 528}
      confirm={{
        label: t("step.keep"),
        run: () => void save(),
        busy: step.state === "writing",
        lacks: "lacks" in filled ? filled.lacks : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <UnsavedContext value={form}>
          <Form ticket={ticket} onChange={setFilled} />
        </UnsavedContext>
        {step.fault !== null && <Refusal fault={step.fault} />}
      </div>
    </Dialog>
  );
}
