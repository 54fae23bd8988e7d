import { BedDouble, LogOut } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type AlertLine, type Card, commands, type Stay } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Refusal } from "../../components/States";
import { useDesk, useMay } from "../../lib/desk";
import { money } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { useWrite } from "../../lib/write";
import { AddWishDialog } from "./AddWishDialog";
import { AlertBars } from "./Alerts";
import { CheckInDialog } from "./CheckInDialog";

/** What can be done with the stay that matters now: give the key on the day of arrival, settle the bill in house. */
export function StayActions({ card }: { card: Card }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const may = useMay();
  // Which of the two is open is kept, not derived: a check-in that was saved must not turn into a check-out.
  const [open, setOpen] = useState<"in" | "out" | null>(null);
  const [wanted, setWanted] = useState("");
  const { current: stay, guest } = card;
  const arrives = stay?.state === "booked" && stay.arrival === desk.today && may("check_in");
  const leaves = stay?.state === "in_house" && may("check_out");
  const run = () => setOpen(arrives ? "in" : "out");
  useKeys(
    arrives
      ? [{ cap: "Alt R", label: t("stay.checkIn"), place: "verb", run }]
      : leaves
        ? [{ cap: "Alt L", label: t("stay.checkOut"), place: "verb", run }]
        : [],
  );
  const close = () => setOpen(null);
  const arrived = (words: string) => {
    setOpen(null);
    setWanted(words);
  };
  return (
    <>
      {(arrives || leaves) && (
        <Action size="s" cap={arrives ? "Alt R" : "Alt L"} icon={arrives ? BedDouble : LogOut} onClick={run}>
          {arrives ? t("stay.checkIn") : t("stay.checkOut")}
        </Action>
      )}
      {open === "in" && stay !== null && arrives && (
        <CheckInDialog stay={stay} card={card} onClose={close} onDone={arrived} />
      )}
      {open === "out" && stay !== null && leaves && (
        <CheckOutDialog stay={stay} name={guest.name} alerts={card.alerts} onClose={close} />
      )}
      {wanted !== "" && may("add_preference") && (
        <AddWishDialog guest={guest.id} name={guest.name} words={wanted} onClose={() => setWanted("")} />
      )}
    </>
  );
}

type Props = { stay: Stay; name: string; alerts: readonly AlertLine[]; onClose: () => void };

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
        <p className="sm m">{t("stay.checkOutFinal")}</p>
        {checkOut.fault !== null && <Refusal fault={checkOut.fault} />}
      </div>
    </Dialog>
  );
}
