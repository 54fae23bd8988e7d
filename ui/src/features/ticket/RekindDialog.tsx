import { useTranslation } from "react-i18next";
import { commands, type Ticket, type TicketKind } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextArea } from "../../components/Field";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { word } from "../../lib/i18n";
import { ticketKinds } from "../../lib/topic";
import { useDraft, useKeptChoice, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

/** It is of another kind: an opinion that is a complaint gets its seven steps and its clocks. */
export function RekindDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation();
  const others = ticketKinds.filter((kind) => kind !== ticket.facts.kind);
  const { form, shut } = useDraft(`rekind/${ticket.facts.id}`, onClose);
  const [kind, setKind] = useKeptChoice<TicketKind, TicketKind>(
    "kind",
    others[0] ?? "complaint",
    others,
    form,
  );
  const [reason, setReason] = useKeptText("reason", "", form);
  const rekind = useWrite(commands.ticketRekind, () =>
    t("said.rekinded", { kind: word("ticketKind", kind) }),
  );
  const save = async () => {
    const outcome = await rekind.write({ ticket: ticket.facts.id, kind, reason: reason.trim() });
    if (outcome.saved) shut();
  };
  return (
    <Dialog
      title={t("said.rekind")}
      aside={ticket.facts.number}
      onClose={shut}
      confirm={{
        label: t("said.doRekind"),
        cap: "Ctrl Enter",
        run: () => void save(),
        busy: rekind.state === "writing",
        lacks: reason.trim() === "" ? t("reopen.lacksReason") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Segment
          label={t("ticket.kind")}
          value={kind}
          onChange={setKind}
          choices={others.map((value) => ({ value, label: word("ticketKind", value) }))}
        />
        <Field label={t("reopen.reason")}>
          {(id) => <TextArea id={id} value={reason} onChange={setReason} rows={2} maxLength={200} focused />}
        </Field>
        {kind === "complaint" && <p className="sm m">{t("said.clocksNow")}</p>}
        {rekind.fault !== null && <Refusal fault={rekind.fault} />}
      </div>
    </Dialog>
  );
}
