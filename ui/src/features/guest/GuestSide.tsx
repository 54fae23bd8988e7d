import { Cake, UsersRound } from "lucide-react";
import { use } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "@tanstack/react-router";
import type { Card, ContactId } from "../../api/bindings";
import { Block, Facts } from "../../components/Blocks";
import { Keycap } from "../../components/Keycap";
import { Masked } from "../../components/Masked";
import { Meter } from "../../components/Meter";
import { useDesk, useLanguage } from "../../lib/desk";
import { birthDay, clock, count, dateOf, lunarDay, monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import type { Cap } from "../../lib/keys";
import { WrongPickContext } from "../../lib/wrongPick";
import { standing } from "./CardDialogs";
import type { Seen } from "./GuestPage";
import type { Other } from "./others";
import { PointsBlock } from "./PointsBlock";

const dayMs = 86_400_000;
/** Data that nobody touched for a year is to be asked for again. */
const staleDays = 365;

type Props = {
  card: Card;
  seen: Seen | null;
  /** Absent where the person may not. */
  onReveal: ((contact: ContactId) => void) | undefined;
  onAdd: (() => void) | undefined;
  onEdit: (() => void) | undefined;
  onOrigins: () => void;
  onCompanion: (() => void) | undefined;
  onHistory: (() => void) | undefined;
  suspects: readonly Other[];
  onMerge: (() => void) | undefined;
  onUnmerge: (() => void) | undefined;
};

/** At the right of the card: birthday, points, contacts, namesakes, what happened. */
export function GuestSide(props: Props) {
  const { card, seen, onReveal, onAdd, onEdit, onHistory } = props;
  return (
    <>
      <Birthday card={card} />
      <PointsBlock member={card.member} guest={card.guest.id} />
      <Contacts card={card} seen={seen} onReveal={onReveal} onAdd={onAdd} />
      <Filed card={card} />
      <About card={card} onEdit={onEdit} />
      <Complete card={card} onOrigins={props.onOrigins} />
      <Company card={card} onCompanion={props.onCompanion} />
      <Suspects suspects={props.suspects} onMerge={props.onMerge} />
      <Namesakes card={card} onMerge={props.suspects.length === 0 ? props.onMerge : undefined} />
      <Merges card={card} onUnmerge={props.onUnmerge} />
      <Latest card={card} onHistory={onHistory} />
    </>
  );
}

function Birthday({ card: { birthday, guest } }: { card: Card }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (birthday === null) return null;
  const days = birthday.in_days;
  const said =
    days === 0 ? t("birthday.today") : days === 1 ? t("birthday.tomorrow") : t("birthday.soon", { days });
  const about = [
    birthday.turns !== null && t("birthday.turns", { age: birthday.turns }),
    guest.lunar_birthday && t("birthday.keepsLunar"),
  ];
  return (
    <section className="blk" aria-label={t("guest.birthday")}>
      <div className="row t">
        <Cake size={18} className="s18" aria-hidden />
        <div className="fill">
          <b>{said}</b>{" "}
          <span className="sm m">
            {monthDay(birthday.on, language)}
            {birthday.by_lunar && birthday.lunar !== null && ` · ${lunarDay(birthday.lunar, language)}`}
          </span>
          <div className="sm i2">{about.filter((part) => part !== false).join(t("list.comma"))}</div>
        </div>
      </div>
    </section>
  );
}

function Contacts({ card, seen, onReveal, onAdd }: Pick<Props, "card" | "seen" | "onReveal" | "onAdd">) {
  const { t } = useTranslation();
  const rows = card.contacts.map((contact) => ({
    label: t(`contact.${contact.kind}`),
    value: (
      <Masked
        shown={contact.masked}
        what={t(`contact.${contact.kind}`)}
        tail={contact.masked.split("•").at(-1)?.trim() ?? ""}
        onReveal={onReveal === undefined ? undefined : () => onReveal(contact.id)}
        whole={seen?.contact === contact.id ? seen.whole : null}
      />
    ),
  }));
  if (rows.length === 0 && onAdd === undefined) return null;
  return (
    <Block title={t("contact.title")} end={<Verb label={t("contact.add")} cap="Alt J" onClick={onAdd} />}>
      <Facts rows={rows} />
      {onReveal !== undefined && rows.length > 0 && <div className="sm m">{t("contact.why")}</div>}
    </Block>
  );
}

function About({ card: { guest, age }, onEdit }: Pick<Props, "card" | "onEdit">) {
  const { t } = useTranslation();
  const rows = [
    { label: t("guest.age"), value: age === null ? "" : t("birthday.age", { age }) },
    {
      label: t("guest.profile"),
      value: guest.profile === "guest" ? "" : t(`guest.profile.${guest.profile}`),
    },
    { label: t("guest.channel"), value: guest.channel === null ? "" : t(`contact.${guest.channel}`) },
    { label: t("guest.vip"), value: guest.vip },
    {
      label: t("guest.document"),
      value: guest.document_last4 === "" ? "" : <span className="num">•••• {guest.document_last4}</span>,
    },
    { label: t("contact.source"), value: word("source", guest.source) },
    { label: t("guest.share"), value: guest.share_consent ? t("contact.agreed") : t("contact.declined") },
    { label: t("guest.note"), value: guest.note },
  ].filter((row) => row.value !== "");
  return (
    <Block title={t("guest.about")} end={<Verb label={t("guest.edit")} cap="Alt G" onClick={onEdit} />}>
      <Facts rows={rows} />
    </Block>
  );
}

/** 分类: the four axes by which the house files its guests; what nothing tells is not said. */
function Filed({ card: { axes } }: { card: Card }) {
  const { t } = useTranslation();
  const rows = [
    { label: t("axis.value"), value: axes.value === null ? "" : t(`axis.value.${axes.value}`) },
    { label: t("axis.source"), value: axes.source === null ? "" : t(`axis.source.${axes.source}`) },
    {
      label: t("axis.liking"),
      value: axes.likings.map((one) => t(`axis.liking.${one}`)).join(t("list.comma")),
    },
    { label: t("axis.feedback"), value: axes.feedback === null ? "" : t(`axis.feedback.${axes.feedback}`) },
  ].filter((row) => row.value !== "");
  if (rows.length === 0) return null;
  return (
    <Block title={t("axis.title")}>
      <Facts rows={rows} />
    </Block>
  );
}

/** How complete the card is, what it lacks, and how long ago somebody last looked at the data. */
function Complete({ card, onOrigins }: Pick<Props, "card" | "onOrigins">) {
  const { t } = useTranslation();
  const desk = useDesk();
  const { percent, missing } = card.completeness;
  const days = Math.floor((desk.now_ms - card.guest.updated_at_ms) / dayMs);
  const stale = days > staleDays;
  return (
    <Block
      title={t("score.title", { percent })}
      end={<Verb label={t("origin.short")} cap="Alt N" onClick={onOrigins} />}
    >
      <Meter label={t("score.title", { percent })} parts={[{ share: percent / 100, depth: "deep" }]} />
      {missing.length > 0 && (
        <div className="sm m" style={{ marginTop: 4 }}>
          {t("score.missing", { parts: missing.map((part) => t(`score.part.${part}`)).join("、") })}
        </div>
      )}
      <div className={stale ? "sm am" : "sm m"}>
        {days < 1 ? t("score.today") : t("score.age", { days: count(days) })}
      </div>
    </Block>
  );
}

/** Who comes along, and who else is of the same company. */
function Company({ card, onCompanion }: Pick<Props, "card" | "onCompanion">) {
  const { t } = useTranslation();
  const { companions, colleagues, guest } = card;
  if (companions.length === 0 && colleagues.length === 0) return null;
  return (
    <Block
      title={t("companion.block")}
      end={<Verb label={t("companion.add")} cap="Alt Y" onClick={onCompanion} />}
    >
      {companions.map((one) => (
        <div key={one.id}>
          {one.other_id === null ? (
            one.name
          ) : (
            <Link to="/guest/$id" params={{ id: one.other_id }}>
              {one.name}
            </Link>
          )}{" "}
          <span className="sm m">{one.relation}</span>
        </div>
      ))}
      {colleagues.length > 0 && (
        <div className="sm i2">
          {t("companion.sameCompany", { company: guest.company })}{" "}
          {colleagues.map((one) => (
            <Link key={one.guest_id} to="/guest/$id" params={{ id: one.guest_id }} className="linkish">
              {one.name}{" "}
            </Link>
          ))}
        </div>
      )}
    </Block>
  );
}

/** What can be done with a block, at the right of its heading; nothing where the person may not. */
function Verb({ label, cap, onClick }: { label: string; cap: Cap; onClick: (() => void) | undefined }) {
  if (onClick === undefined) return null;
  return (
    <button type="button" onClick={onClick} className="linkish">
      {label} <Keycap cap={cap} />
    </button>
  );
}

function Namesakes({ card: { namesakes }, onMerge }: Pick<Props, "card" | "onMerge">) {
  const { t } = useTranslation();
  const wrongPick = use(WrongPickContext);
  const language = useLanguage();
  if (namesakes.length === 0) return null;
  return (
    <Block
      title={
        <>
          <UsersRound size={16} aria-hidden /> {t("namesake.title", { count: namesakes.length })}
        </>
      }
      end={<Verb label={t("merge.title")} cap="Alt B" onClick={onMerge} />}
    >
      {namesakes.map((one) => {
        const told = [
          one.born !== null && t("namesake.birth", { date: birthDay(one.born, language) }),
          one.phone_tail !== null && t("namesake.tail", { tail: one.phone_tail }),
        ];
        const where = [
          one.room_today !== null && t("namesake.room", { room: one.room_today }),
          one.last_departure === null ? t("guest.firstStay") : t("where.last", { date: one.last_departure }),
        ];
        return (
          <Link key={one.guest_id} to="/guest/$id" params={{ id: one.guest_id }} className="namesake">
            <div className="row">
              <b>{one.name}</b>
              <span className="i2 num">{told.filter((part) => part !== false).join(" · ")}</span>
            </div>
            <div className="sm m num">{where.filter((part) => part !== false).join(t("list.comma"))}</div>
          </Link>
        );
      })}
      {wrongPick && (
        <div className="sm m">
          {t("namesake.wrong")} <Keycap cap="Ctrl Z" /> {t("namesake.wrongBack")}
        </div>
      )}
    </Block>
  );
}

/** Who was found to be perhaps the same person, and why. */
function Suspects({ suspects, onMerge }: Pick<Props, "suspects" | "onMerge">) {
  const { t } = useTranslation();
  if (suspects.length === 0) return null;
  return (
    <Block
      title={t("merge.suspects", { count: suspects.length })}
      end={<Verb label={t("merge.title")} cap="Alt B" onClick={onMerge} />}
    >
      {suspects.map((one) => (
        <Link key={one.id} to="/guest/$id" params={{ id: one.id }} className="namesake">
          <div className="num">{one.told}</div>
          <div className="sm m">{one.why}</div>
        </Link>
      ))}
    </Block>
  );
}

/** Records that were taken into this one and can be taken out again. */
function Merges({ card, onUnmerge }: Pick<Props, "card" | "onUnmerge">) {
  const { t } = useTranslation();
  const desk = useDesk();
  const merges = standing(card);
  if (merges.length === 0) return null;
  return (
    <Block
      title={t("merge.list", { count: merges.length })}
      end={<Verb label={t("merge.takeApart")} cap="Alt F" onClick={onUnmerge} />}
    >
      {merges.map((one) => (
        <div key={one.id} className="row sm">
          <span className="tn m">{dateOf(one.at_ms, desk.time_zone)}</span>
          <span className="i2 el">{one.reason}</span>
        </div>
      ))}
    </Block>
  );
}

function Latest({ card, onHistory }: Pick<Props, "card" | "onHistory">) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  return (
    <Block
      title={t("history.title")}
      grow
      end={
        <Verb
          label={t("history.all", { count: count(card.history_count) })}
          cap="Alt S"
          onClick={onHistory}
        />
      }
    >
      {card.history.map((line) => {
        const date = dateOf(line.at_ms, desk.time_zone);
        const today = date === dateOf(desk.now_ms, desk.time_zone);
        return (
          <div key={line.seq} className="row sm" style={{ minHeight: 22 }}>
            <span className="tn m">
              {today ? clock(line.at_ms, desk.time_zone) : monthDay(date, language)}
            </span>
            <span className="i2 el">
              {line.user} {word("op", line.op)}
            </span>
          </div>
        );
      })}
    </Block>
  );
}
