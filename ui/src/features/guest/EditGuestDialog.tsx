import { useQueryClient } from "@tanstack/react-query";
import { UserRoundPen } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Fault, type Guest, type ShownDocument } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Dialog } from "../../components/Dialog";
import { Field, TextArea, TextInput, Tick } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { useLanguage } from "../../lib/desk";
import { countryName } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useDraft, useKeptFields } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { guestCard } from "../../lib/card";
import { DocumentFields } from "./DocumentFields";
import { carried, differing, type EditableField, tidied } from "./guestFields";

type Props = { guest: Guest; onClose: () => void };
type Put = (change: Partial<Guest>) => void;
type Part = { guest: Guest; put: Put };
/** A correction, and the document where its number was typed: the number goes to the core and is kept nowhere. */
type Corrected = { seen: Guest; wanted: Guest; document: ShownDocument | null };

const channels = ["", "phone", "email", "wechat"] as const;

/** 改资料: all that the desk may correct. Whoever was quicker is named field by field, and nothing of theirs is overwritten. */
export function EditGuestDialog({ guest, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { form, shut } = useDraft(`guest/${guest.id}`, onClose);
  // With what was typed goes what was seen then: who corrected the guest meanwhile is named, and not written over.
  const [seen, setSeen] = useKeptFields("seen", guest, form);
  const [wanted, setWanted] = useKeptFields("wanted", guest, form);
  const [theirs, setTheirs] = useState<EditableField[]>([]);
  const [number, setNumber] = useState("");
  const edit = useWrite(
    (key, { document, ...input }: Corrected) => commands.guestEdit(key, input, document),
    (_, input) => t("guest.edited", { name: input.wanted.name }),
    "undoable",
  );
  const put: Put = (change) => {
    setSeen(seen);
    setWanted({ ...wanted, ...change });
  };
  const told = tidied(wanted);
  const mine = differing(seen, told);
  const shown =
    told.document_kind === "" || number.trim() === "" ? null : { kind: told.document_kind, number };
  const save = async () => {
    if ((await edit.write({ seen, wanted: told, document: shown })).saved) shut();
  };
  const overtaken = edit.fault?.code === "changed_meanwhile";
  const look = async () => {
    const fresh = (await client.fetchQuery({ ...guestCard(guest.id), staleTime: 0 })).guest;
    setTheirs(differing(seen, fresh));
    put(carried(seen, wanted, fresh));
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
      onClose={shut}
      confirm={{
        label: t("guest.editIt"),
        run: () => void save(),
        busy: edit.state === "writing",
        lacks:
          told.name === ""
            ? t("guest.lacksName")
            : mine.length === 0 && shown === null
              ? t("guest.lacksChange")
              : undefined,
      }}
      keys={overtaken ? [{ cap: "Alt Enter", run: () => void look() }] : []}
      width={760}
    >
      <div className="twofold">
        <AllFields guest={wanted} seen={seen} put={put} number={number} onNumber={setNumber} />
        {theirs.length > 0 && <Theirs fields={theirs} guest={seen} />}
        {edit.fault !== null && (
          <Refused fault={edit.fault} onLook={overtaken ? () => void look() : undefined} />
        )}
      </div>
    </Dialog>
  );
}

type AllProps = Part & { seen: Guest; number: string; onNumber: (number: string) => void };

function AllFields({ guest, seen, put, number, onNumber }: AllProps) {
  const { t } = useTranslation();
  return (
    <>
      <WhoFields guest={guest} put={put} />
      <MoreFields guest={guest} put={put} />
      <DocumentFields
        kind={guest.document_kind}
        last4={guest.document_last4}
        compared={guest.document_hash !== null && guest.document_kind === seen.document_kind}
        number={number}
        onKind={(kind) => put({ document_kind: kind })}
        onLast4={(last4) => put({ document_last4: last4 })}
        onNumber={onNumber}
      />
      <div className="whole">
        <Field label={t("guest.note")} optional={t("optional")}>
          {(id) => (
            <TextArea id={id} value={guest.note} onChange={(note) => put({ note })} maxLength={4000} />
          )}
        </Field>
      </div>
    </>
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
    </>
  );
}
