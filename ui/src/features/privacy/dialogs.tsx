import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type AskedBy,
  commands,
  type CopyInto,
  type Purpose,
  type PurposeStanding,
  type RequestOutcome,
  type RightsRequest,
  type Wanted,
  type GuestId,
  type RightsRequestId,
} from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextArea, TextInput } from "../../components/Field";
import { FolderField } from "../../components/FolderField";
import { Pick } from "../../components/Pick";
import { Refusal } from "../../components/States";
import { useLanguage } from "../../lib/desk";
import { useDraft, useKeptChoice, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

const wanteds: readonly Wanted[] = ["copy", "correct", "erase", "withdraw", "explain"];
const ways: readonly AskedBy[] = ["person", "phone", "email", "letter"];
const outcomes: readonly RequestOutcome[] = ["done", "partly", "refused"];

/** 登记请求: what the guest wants, in their words, and how it was made sure that it is they. */
export function RequestDialog({ guest, onClose }: { guest: GuestId; onClose: () => void }) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(`rights/${guest}`, onClose);
  const [wanted, setWanted] = useKeptChoice<Wanted, Wanted>("wanted", "correct", wanteds, form);
  const [channel, setChannel] = useKeptChoice<AskedBy, AskedBy>("channel", "person", ways, form);
  const [words, setWords] = useKeptText("words", "", form);
  const [identity, setIdentity] = useKeptText("identity", "", form);
  const taking = useWrite(commands.requestTake, () => t("rights.taken"));
  const save = async () => {
    if ((await taking.write({ guest, wanted, words, channel, identity })).saved) shut();
  };
  const lacks =
    identity.trim() === ""
      ? t("rights.lacksIdentity")
      : wanted === "correct" && words.trim() === ""
        ? t("rights.lacksWords")
        : undefined;
  return (
    <Dialog
      title={t("rights.take")}
      onClose={shut}
      confirm={{ label: t("rights.takeIt"), run: () => void save(), busy: taking.state === "writing", lacks }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Pick
          label={t("copy.field.wanted")}
          value={wanted}
          onChange={setWanted}
          choices={wanteds.map((value) => ({ value, label: t(`rights.wanted.${value}`) }))}
          focused
        />
        <Field label={t("rights.words")}>
          {(id) => <TextArea id={id} value={words} onChange={setWords} rows={3} maxLength={4000} />}
        </Field>
        <Pick
          label={t("rights.channelLabel")}
          value={channel}
          onChange={setChannel}
          choices={ways.map((value) => ({ value, label: t(`rights.channel.${value}`) }))}
        />
        <Field label={t("rights.identity")}>
          {(id) => <TextInput id={id} value={identity} onChange={setIdentity} maxLength={500} />}
        </Field>
        {taking.fault !== null && <Refusal fault={taking.fault} />}
      </div>
    </Dialog>
  );
}

/** 答复: what came of it and what the guest is told; once. */
export function AnswerDialog({ request, onClose }: { request: RightsRequest; onClose: () => void }) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(`rights/${request.guest_id}/${request.id}`, onClose);
  const [outcome, setOutcome] = useKeptChoice<RequestOutcome, RequestOutcome>(
    "outcome",
    "done",
    outcomes,
    form,
  );
  const [answer, setAnswer] = useKeptText("answer", "", form);
  const answering = useWrite(commands.requestAnswer, () => t("rights.answered"));
  const save = async () => {
    if ((await answering.write({ request: request.id, outcome, answer })).saved) shut();
  };
  return (
    <Dialog
      title={t("rights.answer")}
      aside={t(`rights.wanted.${request.wanted}`)}
      onClose={shut}
      confirm={{
        label: t("rights.answerIt"),
        run: () => void save(),
        cap: "Ctrl Enter",
        busy: answering.state === "writing",
        lacks: answer.trim() === "" ? t("rights.lacksAnswer") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        {request.words !== "" && <p className="i2">{request.words}</p>}
        <Pick
          label={t("copy.field.outcome")}
          value={outcome}
          onChange={setOutcome}
          choices={outcomes.map((value) => ({ value, label: t(`rights.outcome.${value}`) }))}
        />
        <Field label={t("copy.field.answer")}>
          {(id) => <TextArea id={id} value={answer} onChange={setAnswer} rows={4} maxLength={4000} focused />}
        </Field>
        {answering.fault !== null && <Refusal fault={answering.fault} />}
      </div>
    </Dialog>
  );
}

/** 查阅复制: both forms go into a folder that somebody chose; nothing of them stays on this machine. */
export function CopyDialog({
  guest,
  request,
  onClose,
}: {
  guest: GuestId;
  request: RightsRequestId | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { form, shut } = useDraft(`copy/${guest}`, onClose);
  const [identity, setIdentity] = useKeptText("identity", "", form);
  const [folder, setFolder] = useState("");
  const copying = useWrite(
    (key: string, input: CopyInto) => commands.guestCopy(key, input),
    (written) => t("copy.written", { page: written.page }),
  );
  const save = async () => {
    if ((await copying.write({ copy: { guest, identity, request }, folder: folder.trim(), language })).saved)
      shut();
  };
  const lacks =
    identity.trim() === ""
      ? t("rights.lacksIdentity")
      : folder.trim() === ""
        ? t("copy.lacksFolder")
        : undefined;
  return (
    <Dialog
      title={t("copy.title")}
      onClose={shut}
      confirm={{ label: t("copy.write"), run: () => void save(), busy: copying.state === "writing", lacks }}
    >
      <div className="col" style={{ gap: 12 }}>
        <p className="i2">{t("copy.what")}</p>
        <Field label={t("rights.identity")}>
          {(id) => <TextInput id={id} value={identity} onChange={setIdentity} maxLength={500} focused />}
        </Field>
        <FolderField label={t("copy.folder")} folder={folder} onFolder={setFolder} />
        {copying.fault !== null && <Refusal fault={copying.fault} />}
      </div>
    </Dialog>
  );
}

/** 分项同意: one purpose, the text as it is read out, yes or taken back. */
export function ConsentDialog({
  guest,
  one,
  onClose,
}: {
  guest: GuestId;
  one: PurposeStanding;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(`consent/${guest}/${one.purpose}`, onClose);
  const [told, setTold] = useKeptText("told", "", form);
  const [guardian, setGuardian] = useKeptText("guardian", "", form);
  const recording = useWrite(commands.purposeRecord, () => t("consent.recorded"));
  const withdraws = one.word?.agreed === true && !one.asked_again;
  const save = async () => {
    const text_version = one.text?.version ?? 0;
    const input = { guest, purpose: one.purpose, agreed: !withdraws, text_version, told, guardian };
    if ((await recording.write(input)).saved) shut();
  };
  return (
    <Dialog
      title={t(`consent.purpose.${one.purpose}`)}
      onClose={shut}
      confirm={{
        label: t(withdraws ? "consent.withdraw" : "consent.agree"),
        run: () => void save(),
        busy: recording.state === "writing",
        lacks: told.trim() === "" ? t("consent.lacksTold") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <p className="i2">{one.text === null ? t("consent.noText") : one.text.words}</p>
        <Field label={t("consent.told")}>
          {(id) => <TextInput id={id} value={told} onChange={setTold} maxLength={500} focused />}
        </Field>
        {!withdraws && (
          <Field label={t("copy.field.guardian")} optional={t("consent.guardianWhen")}>
            {(id) => <TextInput id={id} value={guardian} onChange={setGuardian} maxLength={200} />}
          </Field>
        )}
        {recording.fault !== null && <Refusal fault={recording.fault} />}
      </div>
    </Dialog>
  );
}

/** 同意文本: another version; who agreed to the one before is asked again. */
export function TextDialog({
  purpose,
  seen,
  words: before,
  onClose,
}: {
  purpose: Purpose;
  seen: number;
  words: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(`consent/text/${purpose}`, onClose);
  const [words, setWords] = useKeptText("words", before, form);
  const setting = useWrite(commands.consentTextSet, (version) => t("consent.textSaved", { version }));
  const save = async () => {
    if ((await setting.write({ purpose, words, seen })).saved) shut();
  };
  const lacks = words.trim() === "" || words === before ? t("consent.lacksText") : undefined;
  return (
    <Dialog
      title={`${t("consent.text")} · ${t(`consent.purpose.${purpose}`)}`}
      onClose={shut}
      confirm={{
        label: t("consent.textSave"),
        cap: "Ctrl Enter",
        run: () => void save(),
        busy: setting.state === "writing",
        lacks,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Field label={t("consent.text")}>
          {(id) => <TextArea id={id} value={words} onChange={setWords} rows={8} maxLength={4000} focused />}
        </Field>
        {setting.fault !== null && <Refusal fault={setting.fault} />}
      </div>
    </Dialog>
  );
}
