import { useQueryClient } from "@tanstack/react-query";
import { UserRoundPen } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Fault, type Guest } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Dialog } from "../../components/Dialog";
import { Field, TextArea, TextInput, Tick } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { useLanguage } from "../../lib/desk";
import { countryName } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useWrite } from "../../lib/write";
import { carried, differing, type EditableField, tidied } from "./guestFields";
import { guestCard } from "./queries";

type Props = { guest: Guest; onClose: () => void };
type Put = (change: Partial<Guest>) => void;
type Part = { guest: Guest; put: Put };

const channels = ["", "phone", "email", "wechat"] as const;

/** 改资料: all that the desk may correct. Whoever was quicker is named field by field, and nothing of theirs is overwritten. */
export function EditGuestDialog({ guest, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [seen, setSeen] = useState(guest);
  const [wanted, setWanted] = useState(guest);
  const [theirs, setTheirs] = useState<EditableField[]>([]);
  const edit = useWrite(
    commands.guestEdit,
    (_, input) => t("guest.edited", { name: input.wanted.name }),
    "undoable",
  );
  const put: Put = (change) => setWanted((now) => ({ ...now, ...change }));
  const told = tidied(wanted);
  const mine = differing(seen, told);
  const save = async () => {
    if ((await edit.write({ seen, wanted: told })).saved) onClose();
  };
  const overtaken = edit.fault?.code === "changed_meanwhile";
  const look = async () => {
    const fresh = (await client.fetchQuery({ ...guestCard(guest.id), staleTime: 0 })).guest;
    setTheirs(differing(seen, fresh));
    setWanted(carried(seen, wanted, fresh));
    setSeen(fresh);
    edit.clear();
  };
  return (
    <Dialog
      title={
        <>
          <UserRoundPen size={16} aria-hidden /> {t("guest.editTitle", { name: guest.name })}
        </>
      }
      onClose={onClose}
      confirm={{
        label: t("guest.editIt"),
        run: () => void save(),
        busy: edit.state === "writing",
        lacks:
          told.name === "" ? t("guest.lacksName") : mine.length === 0 ? t("guest.lacksChange") : undefined,
      }}
      keys={overtaken ? [{ cap: "Alt Enter", run: () => void look() }] : []}
      width={760}
    >
      <div className="twofold">
        <WhoFields guest={wanted} put={put} />
        <MoreFields guest={wanted} put={put} />
        <div className="whole">
          <Field label={t("guest.note")} optional={t("optional")}>
            {(id) => (
              <TextArea id={id} value={wanted.note} onChange={(note) => put({ note })} maxLength={4000} />
            )}
          </Field>
        </div>
        {theirs.length > 0 && <Theirs fields={theirs} guest={seen} />}
        {edit.fault !== null && (
          <Refused fault={edit.fault} onLook={overtaken ? () => void look() : undefined} />
        )}
      </div>
    </Dialog>
  );
}

function Refused({ fault, onLook }: { fault: Fault; onLook: (() => void) | undefined }) {
  const { t } = useTranslation();
  return (
    <div className="whole">
      <Refusal
        fault={fault}
        action={
          onLook !== undefined && (
            <Action cap="Alt Enter" onClick={onLook}>
              {t("guest.lookAgain")}
            </Action>
          )
        }
      />
    </div>
  );
}

/** What somebody else wrote in the meantime: it stands, unless it is written over here. */
function Theirs({ fields, guest }: { fields: readonly EditableField[]; guest: Guest }) {
  const { t } = useTranslation();
  const said = fields.map((field) => `${word("field", field)}${t("colon")}${String(guest[field] ?? "")}`);
  return (
    <div className="whole sm am" role="status">
      {t("guest.theirs", { fields: said.join("；") })}
    </div>
  );
}

function WhoFields({ guest, put }: Part) {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t("guest.name")}>
        {(id) => (
          <TextInput id={id} value={guest.name} onChange={(name) => put({ name })} focused maxLength={200} />
        )}
      </Field>
      <Field label={t("guest.latinName")} optional={t("optional")}>
        {(id) => (
          <TextInput
            id={id}
            value={guest.latin_name}
            onChange={(text) => put({ latin_name: text })}
            maxLength={200}
          />
        )}
      </Field>
      <div>
        <div className="lab">{t("guest.title")}</div>
        <Segment
          label={t("guest.title")}
          value={guest.title}
          onChange={(title) => put({ title })}
          choices={[
            { value: "mr", label: t("honorific.mr") },
            { value: "ms", label: t("honorific.ms") },
            { value: "none", label: t("guest.titleNone") },
          ]}
        />
      </div>
      <Field label={t("guest.birthday")} optional={t("optional")}>
        {(id) => (
          <TextInput
            id={id}
            value={guest.birth_date ?? ""}
            onChange={(text) => put({ birth_date: text })}
            hint={t("guest.birthdayForm")}
            maxLength={10}
          />
        )}
      </Field>
      <Tick
        label={t("birthday.keepsLunar")}
        checked={guest.lunar_birthday}
        onChange={(lunar) => put({ lunar_birthday: lunar })}
      />
      <Tick
        label={t("guest.shareAsk")}
        checked={guest.share_consent}
        onChange={(agreed) => put({ share_consent: agreed })}
      />
    </>
  );
}

function MoreFields({ guest, put }: Part) {
  const { t } = useTranslation();
  const language = useLanguage();
  const country = guest.country.trim().toUpperCase();
  return (
    <>
      <Field label={t("guest.company")} optional={t("optional")}>
        {(id) => (
          <TextInput
            id={id}
            value={guest.company}
            onChange={(text) => put({ company: text })}
            maxLength={200}
          />
        )}
      </Field>
      <Pick
        label={t("guest.profile")}
        value={guest.profile}
        onChange={(profile) => put({ profile })}
        choices={(["guest", "staff", "partner"] as const).map((one) => ({
          value: one,
          label: t(`guest.profile.${one}`),
        }))}
      />
      <Pick
        label={t("guest.channel")}
        value={guest.channel ?? ""}
        onChange={(channel) => put({ channel: channel === "" ? null : channel })}
        choices={channels.map((one) => ({
          value: one,
          label: one === "" ? t("guest.channelNone") : t(`contact.${one}`),
        }))}
      />
      <Pick
        label={t("guest.vip")}
        value={guest.vip}
        onChange={(vip) => put({ vip })}
        choices={["", "V1", "V2", "V3"].map((level) => ({
          value: level,
          label: level || t("guest.vipNone"),
        }))}
      />
      <Field label={t("guest.country")} optional={t("optional")}>
        {(id) => (
          <TextInput
            id={id}
            value={guest.country}
            onChange={(text) => put({ country: text })}
            hint={/^[A-Z]{2}$/.test(country) ? countryName(country, language) : t("guest.countryForm")}
            maxLength={2}
          />
        )}
      </Field>
      <Field label={t("guest.language")} optional={t("optional")}>
        {(id) => (
          <TextInput
            id={id}
            value={guest.language}
            onChange={(text) => put({ language: text })}
            hint={t("guest.languageForm")}
            maxLength={16}
          />
        )}
      </Field>
      <DocumentFields guest={guest} put={put} />
    </>
  );
}

/** What kind of paper was shown and its last four; the number itself is never kept. */
function DocumentFields({ guest, put }: Part) {
  const { t } = useTranslation();
  return (
    <>
      <Pick
        label={t("guest.document")}
        value={guest.document_kind}
        onChange={(kind) => put({ document_kind: kind })}
        choices={["", "id_card", "passport", "permit"].map((kind) => ({
          value: kind,
          label: kind === "" ? t("guest.documentNone") : word("document", kind),
        }))}
      />
      {guest.document_kind !== "" && (
        <Field label={t("guest.documentTail")}>
          {(id) => (
            <TextInput
              id={id}
              value={guest.document_last4}
              onChange={(text) => put({ document_last4: text })}
              maxLength={4}
            />
          )}
        </Field>
      )}
    </>
  );
}
