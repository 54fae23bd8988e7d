import { Eye } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type MaskedContact, type Reveal } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { useDesk, useNow } from "../../lib/desk";
import { clock } from "../../lib/format";
import { useWrite, type Write } from "../../lib/write";
import type { Seen } from "./GuestPage";

type Props = { name: string; contact: MaskedContact; onClose: () => void; onShown: (seen: Seen) => void };
type Reason = "contact" | "verify" | "other";

/** The core tells the value beside its answer, never in it: answers are kept, guests' data is not. */
const reveal: Write<Reveal, string> = async (key, input) => {
  const answer = await commands.contactReveal(key, input);
  if (answer.status === "error") return answer;
  const { value, done } = answer.data;
  return { status: "ok", data: { ...done, value } };
};

/** A contact is shown for 30 seconds to who says why; both are recorded. */
export function RevealDialog({ name, contact, onClose, onShown }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const now = useNow(desk.skewMs, 30_000);
  const [reason, setReason] = useState<Reason>("contact");
  const what = t(`contact.${contact.kind}`);
  const asked = useWrite(reveal, () => t("contact.revealed", { what }));
  const show = async () => {
    const outcome = await asked.write({ contact: contact.id, reason });
    if (outcome.saved) {
      onShown({ contact: contact.id, whole: outcome.value });
      onClose();
    }
  };
  return (
    <Dialog
      title={
        <>
          <Eye size={16} aria-hidden /> {t("contact.revealTitle", { name, what })}
        </>
      }
      onClose={onClose}
      keys={[
        { cap: "1", run: () => setReason("contact") },
        { cap: "2", run: () => setReason("verify") },
        { cap: "3", run: () => setReason("other") },
      ]}
      confirm={{ label: t("show"), run: () => void show(), busy: asked.state === "writing" }}
      width={440}
    >
      <Segment
        full
        size="s"
        label={t("contact.reason")}
        value={reason}
        onChange={setReason}
        focused
        choices={[
          { value: "contact", label: t("contact.reason.contact"), cap: "1" },
          { value: "verify", label: t("contact.reason.verify"), cap: "2" },
          { value: "other", label: t("contact.reason.other"), cap: "3" },
        ]}
      />
      <div className="sm m" style={{ marginTop: 8 }}>
        {t("contact.recorded", {
          name: desk.user.name,
          time: clock(now, desk.time_zone),
          reason: t(`contact.reason.${reason}`),
        })}
      </div>
      {asked.fault !== null && (
        <div style={{ marginTop: 12 }}>
          <Refusal fault={asked.fault} />
        </div>
      )}
    </Dialog>
  );
}
