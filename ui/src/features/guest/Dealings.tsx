import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  commands,
  type DealingChannel,
  type DealingKind,
  type DealingLine,
  type GuestId,
} from "../../api/bindings";
import { Heading } from "../../components/Blocks";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { useDesk, useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { useWrite } from "../../lib/write";

const kinds = ["interaction", "event", "opinion"] as const;
const channels = ["person", "phone", "email", "wechat", "social", "website", "review"] as const;

/** Interactions, events and opinions, latest first, with who wrote them down. */
export function Dealings({ lines }: { lines: readonly DealingLine[] }) {
  const { t } = useTranslation();
  const may = useMay();
  const drop = useWrite(commands.dealingDrop, () => t("dealing.dropped"), "undoable");
  return (
    <section>
      <Heading end={count(lines.length)}>{t("dealing.title")}</Heading>
      {lines.length === 0 && <div className="m">{t("dealing.none")}</div>}
      {lines.map(({ dealing, author }) => (
        <div key={dealing.id} className="pref">
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
                onClick={() => void drop.write({ dealing: dealing.id })}
                aria-label={t("dealing.drop", { text: dealing.words })}
              >
                {t("wish.dropIt")}
              </button>
            )}
          </span>
        </div>
      ))}
      {drop.fault !== null && <Refusal fault={drop.fault} />}
    </section>
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
  const [kind, setKind] = useState<DealingKind>("interaction");
  const [channel, setChannel] = useState<DealingChannel>("person");
  const [words, setWords] = useState("");
  const [on, setOn] = useState(desk.today);
  const add = useWrite(
    commands.dealingAdd,
    (_, input) => t("dealing.added", { text: input.words }),
    "undoable",
  );
  const dated = /^\d{4}-\d{2}-\d{2}$/.test(on.trim());
  const save = async () => {
    const input = { guest, kind, channel, words: words.trim(), happened_on: on.trim() };
    if ((await add.write(input)).saved) onClose();
  };
  return (
    <Dialog
      title={t("dealing.addTitle", { name })}
      onClose={onClose}
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
