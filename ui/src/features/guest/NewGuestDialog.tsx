import { useQuery } from "@tanstack/react-query";
import { UserRoundPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  commands,
  type GuestId,
  type NewGuest,
  type ProfileType,
  type ShownDocument,
  type Title,
} from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { type Form, useDraft, useKeptChoice, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { DocumentFields } from "./DocumentFields";
import { nearNames } from "./queries";

type Props = {
  /** What stood in the box: it fills the name, or the phone where it is one. */
  typed: string;
  onClose: () => void;
  onDone: (guest: GuestId) => void;
};

const phoneForm = /^[+\d\s()-]{5,}$/;
const profiles = ["guest", "staff", "partner"] as const;
const titles = ["mr", "ms", "none"] as const satisfies readonly Title[];
const empty: NewGuest = {
  name: "",
  latin_name: "",
  title: null,
  birth_date: null,
  lunar_birthday: false,
  country: "",
  language: "",
  company: "",
  source: "desk",
  note: "",
  contacts: [],
  document: null,
  profile: "guest",
};

/** A new guest, and the document where its number was typed: the number goes to the core and is kept nowhere. */
type TakenDown = { guest: NewGuest; document: ShownDocument | null };

/** 新建客史: name, form of address, phone; whoever comes near is shown first, so that nobody is taken down twice. */
export function NewGuestDialog({ typed, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const isPhone = phoneForm.test(typed);
  const { form, shut, drop } = useBegun(typed, onClose);
  const [name, setName] = useKeptText("name", isPhone ? "" : typed, form);
  const [phone, setPhone] = useKeptText("phone", isPhone ? typed : "", form);
  const [title, setTitle] = useKeptChoice<Title, Title>("title", "none", titles, form);
  const [company, setCompany] = useKeptText("company", "", form);
  const [profile, setProfile] = useKeptChoice<ProfileType, ProfileType>("profile", "guest", profiles, form);
  const [paper, setPaper] = useState<ShownDocument>({ kind: "", number: "" });
  const add = useWrite(
    (key, { guest, document }: TakenDown) => commands.guestAdd(key, guest, document),
    (_, { guest }) => t("guest.added", { name: guest.name }),
    "undoable",
  );
  const save = async () => {
    const contacts =
      phone.trim() === "" ? [] : [{ kind: "phone" as const, value: phone.trim(), preferred: true }];
    const guest = { ...empty, name: name.trim(), title, company: company.trim(), contacts, profile };
    const document = paper.kind === "" || paper.number.trim() === "" ? null : paper;
    const outcome = await add.write({ guest, document });
    if (!outcome.saved) return;
    drop();
    onDone(outcome.value);
  };
  return (
    <Dialog
      title={
        <>
          <UserRoundPlus size={16} aria-hidden /> {t("guest.new")}
        </>
      }
      onClose={shut}
      confirm={{
        label: t("guest.add"),
        run: () => void save(),
        busy: add.state === "writing",
        lacks: name.trim() === "" ? t("guest.lacksName") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Field label={t("guest.name")}>
          {(id) => <TextInput id={id} value={name} onChange={setName} focused maxLength={80} />}
        </Field>
        <Near name={name.trim()} onDone={onDone} />
        <TitleChoice value={title} onChange={setTitle} />
        <Field label={t("contact.phone")} optional={t("optional")}>
          {(id) => <TextInput id={id} value={phone} onChange={setPhone} maxLength={40} />}
        </Field>
        <Field label={t("guest.company")} optional={t("optional")}>
          {(id) => <TextInput id={id} value={company} onChange={setCompany} maxLength={80} />}
        </Field>
        <DocumentFields
          kind={paper.kind}
          last4=""
          compared={false}
          number={paper.number}
          onKind={(kind) => setPaper({ ...paper, kind })}
          onNumber={(number) => setPaper({ ...paper, number })}
        />
        <ProfileChoice value={profile} onChange={setProfile} />
        {add.fault !== null && <Refusal fault={add.fault} />}
      </div>
    </Dialog>
  );
}

/** What was begun comes back under the word that was typed for it: another word is another guest. */
function useBegun(typed: string, onClose: () => void) {
  const draft = useDraft("guest/new", onClose);
  const { before, change } = draft.form;
  const form: Form = {
    before: before["typed"] === typed ? before : {},
    change: (name, value) => {
      change("typed", typed);
      change(name, value);
    },
  };
  return { ...draft, form };
}

type Chosen<Value> = { value: Value; onChange: (value: Value) => void };

function TitleChoice({ value, onChange }: Chosen<Title>) {
  const { t } = useTranslation();
  return (
    <Segment
      label={t("guest.title")}
      value={value}
      onChange={onChange}
      choices={[
        { value: "mr", label: t("honorific.mr") },
        { value: "ms", label: t("honorific.ms") },
        { value: "none", label: t("guest.titleNone") },
      ]}
    />
  );
}

function ProfileChoice({ value, onChange }: Chosen<ProfileType>) {
  const { t } = useTranslation();
  return (
    <div>
      <div className="lab">{t("guest.profile")}</div>
      <Segment
        label={t("guest.profile")}
        value={value}
        onChange={onChange}
        choices={profiles.map((one) => ({ value: one, label: t(`guest.profile.${one}`) }))}
      />
    </div>
  );
}

/** Who is already known by nearly this name. */
function Near({ name, onDone }: { name: string; onDone: Props["onDone"] }) {
  const { t } = useTranslation();
  const near = useQuery(nearNames(name));
  const known = near.data === undefined ? [] : [...near.data.hits, ...near.data.near];
  if (known.length === 0) return null;
  return (
    <div>
      <div className="lab">{t("guest.near")}</div>
      <ul className="list">
        {known.slice(0, 4).map((hit) => (
          <li key={hit.guest_id} className="li">
            <b>{hit.name}</b>
            <span className="i2 num">{hit.phone}</span>
            <button type="button" className="linkish sp" onClick={() => onDone(hit.guest_id)}>
              {t("guest.isThis")}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
