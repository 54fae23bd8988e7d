import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Action } from "../components/Action";
import { Field, TextInput } from "../components/Field";
import { useKeys } from "../lib/keys";

export type HotelInput = {
  hotel: string;
  rooms: number;
  dayEndsHour: number;
  passphrase: string;
  name: string;
  pin: string;
};

type Props = { onMake: (input: HotelInput) => void; onBack: () => void; busy: boolean; trouble: ReactNode };

const passphraseMin = 8;

/** The hotel, the passphrase of its file and its first administrator, on one page. */
export function HotelForm({ onMake, onBack, busy, trouble }: Props) {
  const { t } = useTranslation();
  const [hotel, setHotel] = useState("");
  const [rooms, setRooms] = useState("");
  const [dayEnds, setDayEnds] = useState("4");
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [name, setName] = useState("");
  const [pin, setPin] = useState("");
  const lacks = [
    hotel.trim() === "" && t("first.hotel.name"),
    !/^\d{1,4}$/.test(rooms) && t("first.hotel.rooms"),
    !/^\d{1,2}$/.test(dayEnds) && t("first.hotel.dayEnds"),
    passphrase.length < passphraseMin && t("first.hotel.passphrase"),
    passphrase !== again && t("first.hotel.again"),
    name.trim() === "" && t("first.hotel.admin"),
    !/^\d{6}$/.test(pin) && t("first.hotel.pin"),
  ].filter((lack) => lack !== false);
  const make = () => {
    if (lacks.length === 0)
      onMake({
        hotel: hotel.trim(),
        rooms: Number(rooms),
        dayEndsHour: Number(dayEnds),
        passphrase,
        name: name.trim(),
        pin,
      });
  };
  useKeys([{ cap: "Ctrl Enter", run: make }]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make();
      }}
    >
      <h1 className="h30">{t("first.step.hotel")}</h1>
      <div className="i2">{t("first.hotel.intro")}</div>
      <div className="form">
        <Field label={t("first.hotel.name")}>
          {(id) => <TextInput id={id} value={hotel} onChange={setHotel} focused maxLength={80} />}
        </Field>
        <Field label={t("first.hotel.rooms")}>
          {(id) => <TextInput id={id} value={rooms} onChange={setRooms} maxLength={4} />}
        </Field>
        <Field label={t("first.hotel.dayEnds")}>
          {(id) => (
            <TextInput
              id={id}
              value={dayEnds}
              onChange={setDayEnds}
              hint={t("first.hotel.oclock")}
              maxLength={2}
            />
          )}
        </Field>
        <span />
        <Field label={t("first.hotel.passphrase")}>
          {(id) => <TextInput id={id} value={passphrase} onChange={setPassphrase} secret maxLength={200} />}
        </Field>
        <Field
          label={t("first.hotel.again")}
          error={again !== "" && again !== passphrase ? t("first.hotel.differ") : undefined}
        >
          {(id) => <TextInput id={id} value={again} onChange={setAgain} secret maxLength={200} />}
        </Field>
        <div className="wide sm m">{t("first.hotel.passphraseWhy")}</div>
        <Field label={t("first.hotel.admin")}>
          {(id) => <TextInput id={id} value={name} onChange={setName} maxLength={60} />}
        </Field>
        <Field label={t("first.hotel.pin")}>
          {(id) => <TextInput id={id} value={pin} onChange={setPin} secret maxLength={6} />}
        </Field>
      </div>
      {trouble}
      <div className="row" style={{ marginTop: 24 }}>
        <Action
          kind="primary"
          size="l"
          cap="Ctrl Enter"
          onClick={make}
          busy={busy}
          lacks={
            lacks.length === 0 ? undefined : t("first.hotel.lacks", { what: lacks.join(t("list.comma")) })
          }
        >
          {t("first.hotel.make")}
        </Action>
        <Action size="l" cap="Esc" onClick={onBack}>
          {t("back")}
        </Action>
      </div>
    </form>
  );
}
