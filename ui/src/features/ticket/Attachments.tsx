import { useQuery } from "@tanstack/react-query";
import { FileText, Image as ImageIcon, Paperclip } from "lucide-react";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Attachment, AttachmentId, TicketId } from "../../api/bindings";
import { chooseFiles } from "../../api/call";
import { Action } from "../../components/Action";
import { Heading } from "../../components/Blocks";
import { Progress, Refusal } from "../../components/States";
import { useDesk, useMay } from "../../lib/desk";
import { clock } from "../../lib/format";
import { leftMs } from "../../lib/job";
import { type KeyUse, useKeys } from "../../lib/keys";
import { AttachmentViewer } from "./AttachmentViewer";
import { attachmentsOf, smallPictureOf } from "./queries";
import { useMoment } from "./useMoment";
import { type Attach, useAttach, useDropped } from "./useAttach";

const endings = ["jpg", "jpeg", "png", "webp", "heic", "pdf"];

/** What proves a complaint: added by Alt A, by dropping or by pasting; looked at large; withdrawn with a reason, never gone. */
export function Attachments({ ticket }: { ticket: TicketId }) {
  const { t } = useTranslation();
  const may = useMay();
  const kept = useQuery(attachmentsOf(ticket)).data;
  const [shown, setShown] = useState<AttachmentId | null>(null);
  const attach = useAttach(ticket, kept?.bytes_max ?? 0);
  const mayAdd = may("attach_file") && kept !== undefined;
  const over = useDropped(mayAdd ? (sources) => void attach.add(sources) : null);
  const standing = kept?.attachments.filter((one) => one.withdrawn_at_ms === null) ?? [];
  const look = (id: AttachmentId) => {
    attach.clear();
    setShown(id);
  };
  const choose = async () => attach.add(await chooseFiles(t("attach.kinds"), endings));
  const first = standing[0];
  useKeys(keysOf(mayAdd ? () => void choose() : null, first === undefined ? null : () => look(first.id), t));
  if (kept === undefined) return null;
  const gone = kept.attachments.filter((one) => one.withdrawn_at_ms !== null);
  const limits = t("attach.limits", { max: kept.standing_max, size: kept.bytes_max / 1024 / 1024 });
  return (
    <section className={over ? "proofs over" : "proofs"} aria-label={t("attach.title")}>
      <Heading
        end={
          mayAdd && (
            <span className="row">
              <span className="sm m">{t("attach.ways")}</span>
              <Action size="s" icon={Paperclip} cap="Alt A" onClick={() => void choose()}>
                {t("attach.add")}
              </Action>
            </span>
          )
        }
      >
        {t("attach.title")} {standing.length > 0 && <span className="m num">{standing.length}</span>}
      </Heading>
      {standing.length === 0 && gone.length === 0 ? (
        <p className="sm m">{over ? t("attach.letGo") : limits}</p>
      ) : (
        <ul className="thumbs">
          {standing.map((one) => (
            <Thumb key={one.id} attachment={one} onOpen={() => look(one.id)} />
          ))}
        </ul>
      )}
      {gone.map((one) => (
        <Gone key={one.id} attachment={one} />
      ))}
      <Said attach={attach} />
      {shown !== null && (
        <AttachmentViewer
          attachments={standing}
          shown={shown}
          onShow={setShown}
          onClose={() => setShown(null)}
        />
      )}
    </section>
  );
}

/** Alt A stands on its button; Alt V opens the first. */
function keysOf(add: (() => void) | null, look: (() => void) | null, t: TFunction): KeyUse[] {
  const keys: KeyUse[] = [];
  if (add !== null) keys.push({ cap: "Alt A", label: t("attach.add"), place: "sheet", run: add });
  if (look !== null) keys.push({ cap: "Alt V", label: t("attach.look"), place: "sheet", run: look });
  return keys;
}

function Thumb({ attachment, onOpen }: { attachment: Attachment; onOpen: () => void }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const picture = useQuery({ ...smallPictureOf(attachment.id), enabled: attachment.kind !== "pdf" }).data;
  const at = clock(attachment.at_ms, desk.time_zone);
  const said = attachment.words === "" ? attachment.name : attachment.words;
  return (
    <li>
      <button
        type="button"
        className="thumb"
        title={attachment.name}
        aria-label={t("attach.open", { name: said, at })}
        onClick={onOpen}
      >
        {typeof picture === "string" ? (
          <img src={picture} alt="" />
        ) : (
          <span className="none">
            {attachment.kind === "pdf" ? (
              <FileText size={18} aria-hidden />
            ) : (
              <ImageIcon size={18} aria-hidden />
            )}
            <span className="sm m">{attachment.kind.toUpperCase()}</span>
          </span>
        )}
        <span className="said">
          <span className="t">{said}</span> <span className="m tn">{at}</span>
        </span>
      </button>
    </li>
  );
}

/** What was taken back stays on the page, with who and why. */
function Gone({ attachment }: { attachment: Attachment }) {
  const { t } = useTranslation();
  const moment = useMoment();
  if (attachment.withdrawn_at_ms === null) return null;
  return (
    <p className="sm m gone">
      <s>{attachment.name}</s>{" "}
      {t("attach.withdrawn", {
        name: attachment.withdrawn_by_name,
        at: moment(attachment.withdrawn_at_ms),
        reason: attachment.withdrawn_because,
      })}
    </p>
  );
}

/** How far it is, after a second; and what was refused, with its file. */
function Said({ attach }: { attach: Attach }) {
  const { t } = useTranslation();
  const { adding, fault } = attach;
  if (adding !== null) return attach.late ? <Going attach={attach} /> : null;
  if (fault === null) return null;
  return (
    <>
      <p className="sm i2">{t("attach.refused", { name: attach.refused })}</p>
      <Refusal fault={fault} />
    </>
  );
}

const KIB = 1024;

function Going({ attach }: { attach: Attach }) {
  const { t } = useTranslation();
  const { adding } = attach;
  if (adding === null) return null;
  const { step, nth, all } = adding;
  // One file is told by what is read of it, several by how many are in.
  const [done, whole] =
    all === 1 && step !== null
      ? [Math.round(step.read / KIB), Math.max(1, Math.round(step.bytes / KIB))]
      : [nth - 1, all];
  return (
    <Progress
      title={t("attach.adding", { name: adding.name })}
      done={done}
      all={whole}
      leftMs={all === 1 ? leftMs(done / whole, adding.passedMs) : null}
      leaves={t("attach.leaves")}
      onCancel={attach.cancel}
    />
  );
}
