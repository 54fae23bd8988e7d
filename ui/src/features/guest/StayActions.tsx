import { BedDouble, LogOut } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type AlertLine, commands, type Stay } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Refusal } from "../../components/States";
import { useDesk, useMay } from "../../lib/desk";
import { money } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { useWrite } from "../../lib/write";
import { AlertBars } from "./Alerts";

type ActionsProps = { stay: Stay | null; name: string; alerts: readonly AlertLine[] };

/** What can be done with the stay that matters now: give the key on the day of arrival, settle the bill in house. */
export function StayActions({ stay, name, alerts }: ActionsProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const may = useMay();
  const [open, setOpen] = useState(false);
  const arrives = stay?.state === "booked" && stay.arrival === desk.today && may("check_in");
  const leaves = stay?.state === "in_house" && may("check_out");
  const run = () => setOpen(true);
  useKeys(
    arrives
      ? [{ cap: "Alt R", label: t("stay.checkIn"), place: "verb", run }]
      : leaves
        ? [{ cap: "Alt L", label: t("stay.checkOut"), place: "verb", run }]
        : [],
  );
  if (stay === null || (!arrives && !leaves)) return null;
  const close = () => setOpen(false);
  return (
    <>
      <Action size="s" cap={arrives ? "Alt R" : "Alt L"} icon={arrives ? BedDouble : LogOut} onClick={run}>
        {arrives ? t("stay.checkIn") : t("stay.checkOut")}
      </Action>
      {open && arrives && <CheckInDialog stay={stay} name={name} alerts={alerts} onClose={close} />}
      {open && leaves && <CheckOutDialog stay={stay} name={name} alerts={alerts} onClose={close} />}
    </>
  );
}

type Props = { stay: Stay; name: string; alerts: readonly AlertLine[]; onClose: () => void };

function CheckInDialog({ stay, name, alerts, onClose }: Props) {
  const { t } = useTranslation();
  const [room, setRoom] = useState(stay.room_no);
  const checkIn = useWrite(commands.stayCheckIn, (_, input) =>
    t("stay.checkedIn", { name, room: input.room_no }),
  );
  const save = async () => {
    if ((await checkIn.write({ stay_id: stay.id, room_no: room.trim() })).saved) onClose();
  };
  return (
    <Dialog
      title={t("stay.checkInOf", { name })}
      onClose={onClose}
      confirm={{
        label: t("stay.checkIn"),
        run: () => void save(),
        busy: checkIn.state === "writing",
        lacks: room.trim() === "" ? t("stay.lacksRoom") : undefined,
      }}
      width={440}
    >
      <AlertBars alerts={alerts} moment="check_in" />
      <Field label={t("col.room")}>
        {(id) => (
          <TextInput id={id} value={room} onChange={setRoom} hint={stay.room_type} focused maxLength={40} />
        )}
      </Field>
      {checkIn.fault !== null && (
        <div style={{ marginTop: 12 }}>
          <Refusal fault={checkIn.fault} />
        </div>
      )}
    </Dialog>
  );
}

/** A sum in yuan as a person types it, in minor units; `null` where it is none. */
function minorOf(text: string): number | null {
  const sum = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (sum === null) return null;
  return Number(sum[1]) * 100 + Number((sum[2] ?? "").padEnd(2, "0"));
}

const plain = (minor: number) => (minor / 100).toFixed(2).replace(/\.00$/, "");

function CheckOutDialog({ stay, name, alerts, onClose }: Props) {
  const { t } = useTranslation();
  const [room, setRoom] = useState(
    plain(stay.room_minor > 0 ? stay.room_minor : stay.rate_minor * stay.nights),
  );
  const [food, setFood] = useState(plain(stay.food_minor));
  const [other, setOther] = useState(plain(stay.other_minor));
  const sums = { room_minor: minorOf(room), food_minor: minorOf(food), other_minor: minorOf(other) };
  const { room_minor, food_minor, other_minor } = sums;
  const bill =
    room_minor === null || food_minor === null || other_minor === null
      ? null
      : { room_minor, food_minor, other_minor };
  const checkOut = useWrite(commands.stayCheckOut, () => t("stay.checkedOut", { name }));
  const save = async () => {
    if (bill !== null && (await checkOut.write({ stay_id: stay.id, bill })).saved) onClose();
  };
  return (
    <Dialog
      title={t("stay.checkOutOf", { name })}
      aside={stay.room_no}
      onClose={onClose}
      confirm={{
        label: t("stay.checkOut"),
        run: () => void save(),
        busy: checkOut.state === "writing",
        lacks: bill === null ? t("stay.lacksSum") : undefined,
      }}
      width={440}
    >
      <AlertBars alerts={alerts} moment="departure" />
      <div className="col" style={{ gap: 12 }}>
        <Field label={t("spend.room")}>
          {(id) => (
            <TextInput
              id={id}
              value={room}
              onChange={setRoom}
              hint={t("stay.rateTimes", { rate: money(stay.rate_minor), nights: stay.nights })}
              focused
              maxLength={12}
            />
          )}
        </Field>
        <Field label={t("spend.dining")}>
          {(id) => <TextInput id={id} value={food} onChange={setFood} maxLength={12} />}
        </Field>
        <Field label={t("spend.other")}>
          {(id) => <TextInput id={id} value={other} onChange={setOther} maxLength={12} />}
        </Field>
        {bill !== null && (
          <div className="row b">
            <span className="lab">{t("stay.billSum")}</span>
            <span className="big">{money(bill.room_minor + bill.food_minor + bill.other_minor)}</span>
          </div>
        )}
        {checkOut.fault !== null && <Refusal fault={checkOut.fault} />}
      </div>
    </Dialog>
  );
}
