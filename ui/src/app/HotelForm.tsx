import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { NewHotelForm } from "../api/bindings";
import { Field, TextInput } from "../components/Field";
import { passphraseMin } from "../lib/passphrase";
import { StartForm } from "./StartForm";

type Props = { onMake: (form: NewHotelForm) => void; onBack: () => void; busy: boolean; trouble: ReactNode };
type Form = {
  name: string;
  code: string;
  currency: string;
  timeZone: string;
  dayEnds: string;
  passphrase: string;
  again: string;
  administrator: string;
  pin: string;
};

const begin: Form = {
  name: "",
  code: "",
  currency: "CNY",
  timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  dayEnds: "4",
  passphrase: "",
  again: "",
  administrator: "",
  pin: "",
};

/** The hotel, the passphrase of its file and its first administrator, on one page. */
export function HotelForm({ onMake, onBack, busy, trouble }: Props) {
  const { t } = useTranslation();
  const [form, setForm] = useState(begin);
  const set = (field: keyof Form) => (value: string) => setForm({ ...form, [field]: value });
  const lacks = useLacks(form);
  return (
    <StartForm
      title={t("first.step.hotel")}
      intro={t("first.hotel.intro")}
      confirm={{ label: t("first.hotel.make"), run: () => onMake(wireOf(form)), lacks }}
      onBack={onBack}
      busy={busy}
      trouble={trouble}
    >
      <House form={form} set={set} />
      <span />
      <Passphrase form={form} set={set} />
      <Administrator form={form} set={set} />
    </StartForm>
  );
}

/** What is missing or not in its form, in the fields' own words. */
function useLacks(form: Form): string | undefined {
  const { t } = useTranslation();
  const lacks = [
    form.name.trim() === "" && t("first.hotel.name"),
    !/^[A-Z0-9]{1,20}$/.test(form.code) && t("first.hotel.code"),
    !/^[A-Z]{3}$/.test(form.currency) && t("first.hotel.currency"),
    form.timeZone.trim() === "" && t("first.hotel.zone"),
    !/^([0-9]|1[01])$/.test(form.dayEnds) && t("first.hotel.dayEnds"),
    form.passphrase.length < passphraseMin && t("first.hotel.passphrase"),
    form.passphrase !== form.again && t("first.hotel.again"),
    form.administrator.trim() === "" && t("first.hotel.admin"),
    !/^\d{6}$/.test(form.pin) && t("first.hotel.pin"),
  ].filter((lack) => lack !== false);
  return lacks.length === 0 ? undefined : t("first.hotel.lacks", { what: lacks.join(t("list.and")) });
}

function wireOf(form: Form): NewHotelForm {
  return {
    first: {
      hotel: {
        name: form.name.trim(),
        code: form.code,
        currency: form.currency,
        time_zone: form.timeZone.trim(),
        day_ends_hour: Number(form.dayEnds),
      },
      administrator: form.administrator.trim(),
    },
    passphrase: form.passphrase,
    pin: form.pin,
  };
}

type PartProps = { form: Form; set: (field: keyof Form) => (value: string) => void };

function House({ form, set }: PartProps) {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t("first.hotel.name")}>
        {(id) => <TextInput id={id} value={form.name} onChange={set("name")} focused maxLength={80} />}
      </Field>
      <Field label={t("first.hotel.code")}>
        {(id) => (
          <TextInput
            id={id}
            value={form.code}
            onChange={(code) => set("code")(code.toUpperCase())}
            hint="H0217"
            maxLength={20}
          />
        )}
      </Field>
      <Field label={t("first.hotel.currency")}>
        {(id) => <TextInput id={id} value={form.currency} onChange={set("currency")} maxLength={3} />}
      </Field>
      <Field label={t("first.hotel.zone")}>
        {(id) => <TextInput id={id} value={form.timeZone} onChange={set("timeZone")} maxLength={60} />}
      </Field>
      <Field label={t("first.hotel.dayEnds")}>
        {(id) => (
          <TextInput
            id={id}
            value={form.dayEnds}
            onChange={set("dayEnds")}
            hint={t("first.hotel.oclock")}
            maxLength={2}
          />
        )}
      </Field>
    </>
  );
}

function Passphrase({ form, set }: PartProps) {
  const { t } = useTranslation();
  const differ = form.again !== "" && form.again !== form.passphrase;
  return (
    <>
      <Field label={t("first.hotel.passphrase")}>
        {(id) => (
          <TextInput id={id} value={form.passphrase} onChange={set("passphrase")} secret maxLength={200} />
        )}
      </Field>
      <Field label={t("first.hotel.again")} error={differ ? t("first.hotel.differ") : undefined}>
        {(id) => <TextInput id={id} value={form.again} onChange={set("again")} secret maxLength={200} />}
      </Field>
      <div className="wide sm m">{t("first.hotel.passphraseWhy")}</div>
    </>
  );
}

function Administrator({ form, set }: PartProps) {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t("first.hotel.admin")}>
        {(id) => (
          <TextInput id={id} value={form.administrator} onChange={set("administrator")} maxLength={60} />
        )}
      </Field>
      <Field label={t("first.hotel.pin")}>
        {(id) => <TextInput id={id} value={form.pin} onChange={set("pin")} secret maxLength={6} />}
      </Field>
    </>
  );
}
