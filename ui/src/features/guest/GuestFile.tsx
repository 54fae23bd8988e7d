import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Card, Stay } from "../../api/bindings";
import { Paper } from "../../components/Paper";
import { wordsPart } from "../../components/Sheets";
import { useDesk, useLanguage } from "../../lib/desk";
import { birthDay, count, countryName, dateOf, money } from "../../lib/format";
import { word } from "../../lib/i18n";
import { topicOf } from "../../lib/topic";
import { paidBy } from "./paidBy";
import { nightOnAverage } from "./rates";
import { sourceWord } from "./sources";

type Texts = TFunction;

/** 客史档案 on paper: the five kinds of history that hotel schools teach. Phones and documents are not printed. */
export function GuestFile({ card, onPrinted }: { card: Card; onPrinted: () => void }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const { guest } = card;
  const date = guest.birth_date ?? "";
  const born = date.startsWith("--") ? birthDay(date.slice(2), language) : date;
  const own: [string, string][] = [
    [t("guest.birthday"), `${born}${guest.lunar_birthday ? ` ${t("birthday.keepsLunar")}` : ""}`],
    [t("guest.country"), countryName(guest.country, language)],
    [t("guest.language"), guest.language],
    [t("guest.company"), guest.company],
    [t("guest.vip"), guest.vip],
    [
      t("merge.memberNo"),
      card.member === null ? "" : `${card.member.member_no} ${word("tier", card.member.tier)}`,
    ],
    [t("guest.stayed"), t("guest.nightsInAll", { nights: card.summary.nights })],
    [t("companion.block"), card.companions.map((one) => `${one.name} ${one.relation}`.trim()).join("、")],
    [t("guest.note"), guest.note],
  ];
  const bookings = card.stays.slice(0, staysPrinted).map((stay) => booking(stay));
  const kinds = [
    ["general", own.filter(([, value]) => value.trim() !== "")],
    ["bookings", bookings],
    ["spending", spending(card, t)],
    ["habits", habits(card, t)],
    ["feedback", feedback(card, t)],
  ] as const;
  return (
    <Paper
      title={t("file.title")}
      name={`${guest.name} ${guest.title === "none" ? "" : t(`honorific.${guest.title}`)}`.trim()}
      day={desk.today}
      age={() => t("file.age", { date: dateOf(guest.updated_at_ms, desk.time_zone) })}
      notice={t("file.shred")}
      head={card.head}
      parts={kinds.map(([kind, rows]) => wordsPart(kind, t(`file.${kind}`), rows, t("file.none")))}
      onPrinted={onPrinted}
    />
  );
}

/** Stays printed at most; the sums say the rest. */
const staysPrinted = 40;

function booking(stay: Stay): readonly [string, string] {
  const about = [
    stay.room_no,
    stay.room_type,
    stay.channel,
    stay.rate_minor === 0 ? "" : money(stay.rate_minor),
    paidBy(stay.payment),
    word("stay.state", stay.state),
  ];
  return [`${stay.arrival} – ${stay.departure}`, about.filter((part) => part !== "").join(" · ")];
}

function spending(card: Card, t: Texts): readonly (readonly [string, string])[] {
  const { summary, spend_year: year } = card;
  if (summary.stays === 0) return [];
  const average = nightOnAverage(card.stays) ?? 0;
  return [
    [
      t("file.inAll"),
      t("guest.staysSum", {
        count: count(summary.stays),
        sum: money(summary.spend_minor),
        average: money(average),
      }),
    ],
    [
      t("file.year"),
      [
        `${t("spend.room")} ${money(year.room_minor)}`,
        `${t("spend.dining")} ${money(year.food_minor)}`,
        `${t("spend.other")} ${money(year.other_minor)}`,
      ].join(" · "),
    ],
  ];
}

function habits(card: Card, t: Texts): readonly (readonly [string, string])[] {
  return card.preferences.map(({ preference, author }) => [
    `${t(`wish.kind.${preference.kind}`)} · ${t(`wish.origin.${preference.origin}`)}`,
    `${preference.words}（${sourceWord(preference.source)} ${author} ${preference.business_date}）`,
  ]);
}

function feedback(card: Card, t: Texts): readonly (readonly [string, string])[] {
  return [
    ...card.tickets.map(
      (ticket) =>
        [
          `${ticket.business_date} ${ticket.number}`,
          `${topicOf(ticket)}：${ticket.words}（${word("ticket.state", ticket.state)}）`,
        ] as const,
    ),
    ...card.promises.map(
      ({ promise }) =>
        [
          `${promise.business_date} ${t(`promise.state.${promise.state}`)}`,
          `${promise.words} ${promise.reason}`.trim(),
        ] as const,
    ),
    ...card.dealings.map(
      ({ dealing }) =>
        [`${dealing.happened_on} ${t(`dealing.kind.${dealing.kind}`)}`, dealing.words] as const,
    ),
  ];
}
