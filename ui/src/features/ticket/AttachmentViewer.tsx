import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Attachment, type AttachmentId, commands } from "../../api/bindings";
import { chooseFolder, faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { Dialog } from "../../components/Dialog";
import { Field, TextArea } from "../../components/Field";
import { Refusal, Waiting } from "../../components/States";
import { useMay } from "../../lib/desk";
import { size } from "../../lib/format";
import { type KeyUse } from "../../lib/keys";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { pictureOf } from "./queries";
import { useMoment } from "./useMoment";

type Props = {
  attachments: readonly Attachment[];
  shown: AttachmentId;
  onShow: (id: AttachmentId) => void;
  onClose: () => void;
};

/** One picture large, the others by the arrows; what it is, whose, and its digest beneath. */
export function AttachmentViewer({ attachments, shown, onShow, onClose }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const at = attachments.findIndex((one) => one.id === shown);
  const one = attachments[at];
  const [withdrawing, setWithdrawing] = useState(false);
  const [real, setReal] = useState(false);
  const copy = useWrite(commands.attachmentCopy, (value) => t("attach.copied", { path: value.path }));
  if (one === undefined) return null;
  const to = (by: number) => {
    const next = attachments[(at + by + attachments.length) % attachments.length];
    if (next !== undefined) onShow(next.id);
  };
  const takeOut = async () => {
    const folder = await chooseFolder(t("attach.copyTo"));
    if (folder !== null) await copy.write({ attachment: one.id, folder });
  };
  const keys: KeyUse[] = [
    { cap: "←", label: t("attach.others"), shown: ["←→"], place: "move", run: () => to(-1) },
    { cap: "→", run: () => to(1) },
    { cap: "Space", label: t("attach.real"), place: "move", run: () => setReal(!real) },
  ];
  if (may("copy_attachment")) keys.push({ cap: "Alt S", label: t("attach.copy"), run: () => void takeOut() });
  if (may("withdraw_attachment"))
    keys.push({ cap: "Alt D", label: t("attach.withdraw"), run: () => setWithdrawing(true) });
  if (withdrawing) return <WithdrawDialog attachment={one} onClose={() => setWithdrawing(false)} />;
  return (
    <Dialog
      title={one.words === "" ? one.name : one.words}
      aside={`${at + 1} / ${attachments.length}`}
      width={1080}
      onClose={onClose}
      keys={keys}
      other={
        <>
          {may("withdraw_attachment") && (
            <Action cap="Alt D" onClick={() => setWithdrawing(true)}>
              {t("attach.withdraw")}
            </Action>
          )}
          {may("copy_attachment") && (
            <Action cap="Alt S" onClick={() => void takeOut()} busy={copy.state === "writing"}>
              {t("attach.copy")}
            </Action>
          )}
        </>
      }
    >
      <Whole attachment={one} real={real} />
      <Origin attachment={one} />
      {copy.fault !== null && <Refusal fault={copy.fault} />}
    </Dialog>
  );
}

function Whole({ attachment, real }: { attachment: Attachment; real: boolean }) {
  const { t } = useTranslation();
  const answer = useQuery({ ...pictureOf(attachment.id), enabled: attachment.kind !== "pdf" });
  const [unseen, setUnseen] = useState(false);
  if (attachment.kind === "pdf" || unseen)
    return <p className="large m">{t("attach.notHere", { kind: attachment.kind.toUpperCase() })}</p>;
  if (answer.isError) return <Refusal fault={faultOf(answer.error)} />;
  if (answer.data === undefined) return <Waiting rows={6} />;
  return (
    <div className={real ? "large real" : "large"}>
      <img src={answer.data} alt={attachment.words || attachment.name} onError={() => setUnseen(true)} />
    </div>
  );
}

function Origin({ attachment }: { attachment: Attachment }) {
  const { t } = useTranslation();
  const moment = useMoment();
  return (
    <p className="sm m origin">
      {t("attach.origin", {
        name: attachment.by_name,
        at: moment(attachment.at_ms),
        kind: attachment.kind.toUpperCase(),
        size: size(attachment.bytes),
      })}{" "}
      {attachment.blanked && t("attach.blanked")}{" "}
      <span className="tn">SHA-256 {attachment.sha256.slice(0, 16)}…</span>
    </p>
  );
}

/** Takes back what does not belong there; it stays recorded. */
function WithdrawDialog({ attachment, onClose }: { attachment: Attachment; onClose: () => void }) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(`withdraw/${attachment.ticket}/${attachment.id}`, onClose);
  const [reason, setReason] = useKeptText("reason", "", form);
  const withdraw = useWrite(commands.attachmentWithdraw, () => t("attach.withdrew"));
  const save = async () => {
    const outcome = await withdraw.write({ attachment: attachment.id, reason: reason.trim() });
    if (outcome.saved) shut();
  };
  return (
    <Dialog
      title={t("attach.withdrawTitle", { name: attachment.name })}
      onClose={shut}
      confirm={{
        label: t("attach.withdraw"),
        cap: "Ctrl Enter",
        run: () => void save(),
        busy: withdraw.state === "writing",
        lacks: reason.trim() === "" ? t("attach.lacksReason") : undefined,
      }}
    >
      <Field label={t("attach.reason")}>
        {(id) => <TextArea id={id} value={reason} onChange={setReason} rows={2} maxLength={200} focused />}
      </Field>
      <p className="sm m">{t("attach.staysRecorded")}</p>
      {withdraw.fault !== null && <Refusal fault={withdraw.fault} />}
    </Dialog>
  );
}
