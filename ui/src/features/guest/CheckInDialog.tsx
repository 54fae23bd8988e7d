import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Card, type CheckInStep, commands, type PaidBy, type Stay } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Refusal } from "../../components/States";
import { StepRow } from "../../components/Steps";
import { useLanguage } from "../../lib/desk";
import { monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import type { KeyUse } from "../../lib/keys";
import { altCaps } from "../../lib/nth";
import { useWrite } from "../../lib/write";
import { AlertBars } from "./Alerts";
import { BenefitsLeft } from "./PointsBlock";
import { paidBy } from "./paidBy";

/** 接待情景: the order in which a guest is received. */
const steps = [
  "booking",
  "document",
  "room",
  "payment",
  "key",
  "wishes",
] as const satisfies readonly CheckInStep[];

const ways = ["wechat", "alipay", "card", "cash", "company", "prepaid"] as const satisfies readonly PaidBy[];

type Props = {
  stay: Stay;
  card: Card;
  onClose: () => void;
  /** The guest has come; with what they asked for beside it, empty where nothing. */
  onDone: (wanted: string) => void;
};

/** What is asked on the way, before any of it is saved. */
type Draft = { room: string; payment: PaidBy | null; wanted: string };

/** 办理入住: six steps from the booking to "anything else?"; Enter goes on, the last one saves all of it at one go. */
export function CheckInDialog({ stay, card, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const { at, confirmed, withThis, goOn, jumps } = useSteps();
  const [draft, setDraft] = useState<Draft>({
    room: stay.room_no,
    payment: ways.find((way) => paidBy(way) === paidBy(stay.payment)) ?? null,
    wanted: "",
  });
  const { name } = card.guest;
  const checkIn = useWrite(commands.stayCheckIn, (_, input) =>
    t("stay.checkedIn", { name, room: input.room_no }),
  );
  const last = at === steps.length - 1;
  const next = steps[at + 1];
  const save = async () => {
    const input = {
      stay_id: stay.id,
      room_no: draft.room.trim(),
      payment: draft.payment,
      confirmed: withThis,
    };
    if ((await checkIn.write(input)).saved) onDone(draft.wanted.trim());
  };
  const lacksRoom = draft.room.trim() === "" && (last || steps[at] === "room");
  return (
    <Dialog
      title={t("stay.checkInOf", { name })}
      aside={stay.confirmation}
      onClose={onClose}
      keys={jumps}
      confirm={{
        label: next === undefined ? t("stay.checkIn") : t("checkIn.next", { step: t(`checkIn.${next}`) }),
        run: () => (last ? void save() : goOn()),
        busy: checkIn.state === "writing",
        lacks: lacksRoom ? t("stay.lacksRoom") : undefined,
      }}
      width={680}
    >
      <AlertBars alerts={card.alerts} moment="check_in" />
      <ol>
        {steps.map((step, nth) => (
          <StepRow
            key={step}
            number={nth + 1}
            title={t(`checkIn.${step}`)}
            state={nth === at ? "now" : confirmed.includes(step) ? "done" : "todo"}
          >
            <StepBody
              step={step}
              now={nth === at}
              past={nth < at}
              stay={stay}
              card={card}
              draft={draft}
              onDraft={setDraft}
            />
          </StepRow>
        ))}
      </ol>
      {last && <p className="sm m">{t("stay.checkInFinal")}</p>}
      {checkIn.fault !== null && (
        <div style={{ marginTop: 12 }}>
          <Refusal fault={checkIn.fault} />
        </div>
      )}
    </Dialog>
  );
}

/** Where the desk is in the six steps. Enter on a step confirms it; who jumps past one has not confirmed it. */
function useSteps() {
  const { t } = useTranslation();
  const [at, setAt] = useState(0);
  const [confirmed, setConfirmed] = useState<readonly CheckInStep[]>([]);
  const withThis = steps.filter((step, nth) => nth === at || confirmed.includes(step));
  const goOn = () => {
    setConfirmed(withThis);
    setAt(at + 1);
  };
  const jumps = steps.map((_, to): KeyUse => ({
    cap: altCaps[to] ?? "Alt 1",
    run: () => setAt(to),
    ...(to === 0 && { label: t("checkIn.step"), shown: [`Alt 1–${steps.length}`], place: "move" as const }),
  }));
  return { at, confirmed, withThis, goOn, jumps };
}

type BodyProps = {
  step: CheckInStep;
  now: boolean;
  past: boolean;
  stay: Stay;
  card: Card;
  draft: Draft;
  onDraft: (draft: Draft) => void;
};

/** What one step shows: what to compare or to ask while it is its turn, what came of it afterwards. */
function StepBody({ step, now, past, stay, card, draft, onDraft }: BodyProps): ReactNode {
  const { t } = useTranslation();
  switch (step) {
    case "booking":
      return <Booking stay={stay} />;
    case "document":
      return <Paper card={card} now={now} />;
    case "room":
      if (!now) return <span className="tn">{t("checkIn.roomNights", roomNights(stay, draft))}</span>;
      return (
        <>
          <Field label={t("col.room")}>
            {(id) => (
              <TextInput
                id={id}
                value={draft.room}
                onChange={(room) => onDraft({ ...draft, room })}
                hint={t("checkIn.typeNights", { type: stay.room_type, nights: stay.nights })}
                focused
                maxLength={40}
              />
            )}
          </Field>
          {card.member !== null && <BenefitsLeft guest={card.guest.id} />}
        </>
      );
    case "payment":
      if (!now) return paidBy(draft.payment ?? stay.payment);
      return (
        <Pick
          label={t("checkIn.paidBy")}
          value={draft.payment}
          onChange={(payment) => onDraft({ ...draft, payment })}
          choices={ways.map((one) => ({ value: one, label: word("pay", one) }))}
          focused
        />
      );
    case "key":
      return now || past ? <span className={now ? "" : "m"}>{t("checkIn.keySo")}</span> : null;
    case "wishes":
      if (!now) return null;
      return (
        <Field label={t("checkIn.wishesAsk")} optional={t("optional")}>
          {(id) => (
            <TextInput
              id={id}
              value={draft.wanted}
              onChange={(wanted) => onDraft({ ...draft, wanted })}
              hint={t("checkIn.wishesSo")}
              focused
              maxLength={200}
            />
          )}
        </Field>
      );
  }
}

const roomNights = (stay: Stay, draft: Draft) => ({
  room: draft.room === "" ? "—" : draft.room,
  type: stay.room_type,
  nights: stay.nights,
});

/** What was booked, to be said back to the guest. */
function Booking({ stay }: { stay: Stay }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const days = t("checkIn.days", {
    from: monthDay(stay.arrival, language),
    to: monthDay(stay.departure, language),
    nights: stay.nights,
  });
  const small = stay.children + stay.babies;
  const party =
    small === 0
      ? t("checkIn.adults", { adults: stay.adults })
      : t("checkIn.party", { adults: stay.adults, children: small });
  return <>{[days, stay.room_type, party, stay.channel].filter((part) => part !== "").join(" · ")}</>;
}

/** The paper that is compared; its number is not written down here. */
function Paper({ card: { guest }, now }: { card: Card; now: boolean }) {
  const { t } = useTranslation();
  const known =
    guest.document_kind === ""
      ? t("checkIn.noPaper")
      : t("checkIn.paper", {
          kind: word("document", guest.document_kind),
          tail: guest.document_last4 === "" ? "—" : guest.document_last4,
        });
  return (
    <>
      {known}
      {now && <div className="sm i2">{t("checkIn.paperSo")}</div>}
    </>
  );
}
