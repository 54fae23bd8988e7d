import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  commands,
  type DealingChannel,
  type DealingKind,
  type DealingLine,
  type GuestEvent,
  type GuestId,
} from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Heading } from "../../components/Blocks";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { useDesk, useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { guestEvents } from "../../lib/guestEvents";
import { useDraft, useKeptChoice, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

const kinds = ["interaction", "event", "opinion"] as const;
const channels = ["person", "phone", "email", "wechat", "social", "website", "review"] as const;

type Props = { guest: GuestId; lines: readonly DealingLine[] };

/** What passed between guest and house: a line that somebody wrote down, or an event of ours that the guest came to. */
type Passed =
  | { kind: "dealing"; on: string; line: DealingLine }
  | { kind: "event"; on: string; event: GuestEvent };

/** Interactions, events and opinions, latest first, with who wrote them down; events of ours open. */
export function Dealings({ guest, lines }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const events = useQuery({ ...guestEvents(guest), enabled: may("read_events") });
  const drop = useWrite(commands.dealingDrop, () => t("dealing.dropped"), "undoable");
  const came = (events.data ?? []).filter((event) => event.state === "attended");
  const passed: Passed[] = [
    ...lines.map((line) => ({ kind: "dealing" as const, on: line.dealing.happened_on, line })),
    ...came.map((event) => ({ kind: "event" as const, on: event.held_on, event })),
  ].toSorted((one, other) => other.on.localeCompare(one.on));
  return (
    <section>
      <Heading end={count(passed.length)}>{t("dealing.title")}</Heading>
      {passed.length === 0 && !events.isPending && <div className="m">{t("dealing.none")}</div>}
      {passed.map((one) =>
        one.kind === "event" ? (
          <EventLine key={one.event.invite} event={one.event} />
        ) : (
          <Written
            key={one.line.dealing.id}
            line={one.line}
            onDrop={() => void drop.write({ dealing: one.line.dealing.id })}
          />
        ),
      )}
      {events.isError && <Refusal fault={faultOf(events.error)} />}
      {drop.fault !== null && <Refusal fault={drop.fault} />}
    </section>
  );
}

/** An event of ours that the guest came to. */
function EventLine({ event }: { event: GuestEvent }) {
  const { t } = useTranslation();
  return (
    <div className="pref">
      <span className="i2">{t("dealing.kind.event")}</span>
      <span className="el">
        <Link to="/event/$id" params={{ id: event.event }} className="linkish">
          {event.title}
        </Link>{" "}
        <span className="sm m">
          {event.number}
          {event.words !== "" && ` ${event.words}`}
        </span>
      </span>
      <span className="sm m nw">
        {event.by} {event.held_on}
      </span>
    </div>
  );
}

/** A line that somebody wrote down. */
function Written({ line: { dealing, author }, onDrop }: { line: DealingLine; onDrop: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <div className="pref">
      <span className="i2">
        {dealing.outcome === null ? t(`dealing.kind.${dealing.kind}`) : t("dealing.call")}
      </span>
      <span className="el">
        {dealing.outcome !== null && <b className="w5">{t(`call.outcome.${dealing.outcome}`)} </b>}
        {dealing.words} <span className="sm m">{t(`dealing.channel.${dealing.channel}`)}</span>
      </span>
      <span className="row sm m nw">
        {author} {dealing.happened_on}
        {may(dealing.outcome === null ? "drop_dealing" : "make_call") && (
          <button
            type="button"
            className="linkish"
            onClick={onDrop}
            aria-label={t("dealing.drop", { text: dealing.words })}
          >
            {t("wish.dropIt")}
          </button>
        )}
      </span>
    </div>
  );
}

/** Alt W: what passed between the guest and the house, by which way and when. */
export function DealingDialog({
  guest,
  name,
  onClose,
}: {
  guest: GuestId;
  name: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const desk = useDesk();
  const { form, shut } = useDraft(`dealing/${guest}`, onClose);
  const [kind, setKind] = useKeptChoice<DealingKind, DealingKind>("kind", "interaction", kinds, form);
  const [channel, setChannel] = useKeptChoice<DealingChannel, DealingChannel>(
    "channel",
    "person",
    channels,
    form,
  );
  const [words, setWords] = useKeptText("words", "", form);
  const [on, setOn] = useState(desk.today);
  const add = useWrite(
    commands.dealingAdd,
    (_, input) => t("dealing.added", { text: input.words }),
    "undoable",
  );
  const dated = /^\d{4}-\d{2}-\d{2}$/.test(on.trim());
  const save = async () => {
    const input = { guest, kind, channel, words: words.trim(), happened_on: on.trim() };
    if ((await add.write(input)).saved) shut();
  };
  return (
    <Dialog
      title={t("dealing.addTitle", { name })}
      onClose={shut}
      confirm={{
        label: t("wish.keep"),
        run: () => void save(),
        busy: add.state === "writing",
        lacks: words.trim() === "" ? t("wish.lacksText") : dated ? undefined : t("dealing.lacksDate"),
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Segment
          label={t("dealing.kindLabel")}
          value={kind}
          onChange={setKind}
          choices={kinds.map((one) => ({ value: one, label: t(`dealing.kind.${one}`) }))}
        />
        <Field label={kind === "event" ? t("dealing.eventName") : t("dealing.words")}>
          {(id) => <TextInput id={id} value={words} onChange={setWords} focused maxLength={200} />}
        </Field>
        <div className="twofold">
          <Pick
            label={t("dealing.channelLabel")}
            value={channel}
            onChange={setChannel}
            choices={channels.map((one) => ({ value: one, label: t(`dealing.channel.${one}`) }))}
          />
          <Field label={t("col.date")}>
            {(id) => <TextInput id={id} value={on} onChange={setOn} bad={!dated} maxLength={10} />}
          </Field>
        </div>
        {add.fault !== null && <Refusal fault={add.fault} />}
      </div>
    </Dialog>
  );
}
