import { useTranslation } from "react-i18next";
import { commands, type Fault, type GuestId, type HoldId } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Refusal } from "../../components/States";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

type OfGuest = { guest: GuestId; onClose: () => void };

/** 法律保留: why nothing of a guest may go for now. */
export function HoldDialog({ guest, onClose }: OfGuest) {
  const { t } = useTranslation();
  const placing = useWrite(commands.holdPlace, () => t("hold.placed"));
  return (
    <ReasonDialog
      place={`hold/${guest}`}
      title={t("hold.place")}
      what={t("hold.what")}
      save={async (reason) => (await placing.write({ guest, reason })).saved}
      busy={placing.state === "writing"}
      fault={placing.fault}
      onClose={onClose}
    />
  );
}

/** 解除: why a guest's record is no longer kept from going. */
export function ReleaseDialog({ guest, hold, onClose }: OfGuest & { hold: HoldId }) {
  const { t } = useTranslation();
  const releasing = useWrite(commands.holdRelease, () => t("hold.released"));
  return (
    <ReasonDialog
      place={`hold/${guest}/${hold}`}
      title={t("hold.releaseTitle")}
      what={t("hold.releaseWhat")}
      save={async (reason) => (await releasing.write({ hold, reason })).saved}
      busy={releasing.state === "writing"}
      fault={releasing.fault}
      onClose={onClose}
    />
  );
}

type Props = {
  /** Where its words wait. */
  place: string;
  title: string;
  what: string;
  save: (reason: string) => Promise<boolean>;
  busy: boolean;
  fault: Fault | null;
  onClose: () => void;
};

function ReasonDialog({ place, title, what, save, busy, fault, onClose }: Props) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(place, onClose);
  const [reason, setReason] = useKeptText("reason", "", form);
  const run = async () => {
    if (await save(reason)) shut();
  };
  return (
    <Dialog
      title={title}
      onClose={shut}
      confirm={{
        label: title,
        run: () => void run(),
        busy,
        lacks: reason.trim() === "" ? t("hold.lacksReason") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <p className="i2">{what}</p>
        <Field label={t("hold.reason")}>
          {(id) => <TextInput id={id} value={reason} onChange={setReason} maxLength={500} focused />}
        </Field>
        {fault !== null && <Refusal fault={fault} />}
      </div>
    </Dialog>
  );
}
