import { useTranslation } from "react-i18next";
import { type Check, commands, type Ticket } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextArea } from "../../components/Field";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { useDraft, useKeptChoice, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

const ways = ["replied", "noted"] as const;
type Way = (typeof ways)[number];

/** What the guest was answered; or that nobody is answered, and why: praise that was passed on, a name nobody left. */
export function ReplyDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(`reply/${ticket.facts.id}`, onClose);
  const [way, setWay] = useKeptChoice<Way, Way>(
    "way",
    ticket.facts.guest === null ? "noted" : "replied",
    ways,
    form,
  );
  const [words, setWords] = useKeptText("words", "", form);
  const step = useWrite(commands.ticketStep, () => t("said.kept"));
  const save = async () => {
    const text = words.trim();
    const guest_told: Check =
      way === "replied" ? { kind: "done", words: text } : { kind: "waived", reason: text };
    const outcome = await step.write({
      ticket: ticket.facts.id,
      body: {
        step: "carry_out",
        responsible_handled: null,
        guest_told,
        feedback: null,
        callback_at_ms: null,
      },
    });
    if (outcome.saved) shut();
  };
  return (
    <Dialog
      title={t("said.doReply")}
      aside={ticket.facts.number}
      onClose={shut}
      confirm={{
        label: t("step.keep"),
        cap: "Ctrl Enter",
        run: () => void save(),
        busy: step.state === "writing",
        lacks: words.trim() === "" ? t("ticket.lacksWords") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Segment
          label={t("said.reply")}
          value={way}
          onChange={setWay}
          choices={ways.map((value) => ({ value, label: t(`said.way.${value}`) }))}
        />
        <Field label={t(`said.wayWords.${way}`)}>
          {(id) => <TextArea id={id} value={words} onChange={setWords} rows={3} maxLength={400} focused />}
        </Field>
        {step.fault !== null && <Refusal fault={step.fault} />}
      </div>
    </Dialog>
  );
}
