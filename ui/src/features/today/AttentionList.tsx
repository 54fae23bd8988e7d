import { Cake, Handshake, type LucideIcon, ShieldAlert, Star, UserRoundSearch } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Attention, Reason, Row } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { Keycap } from "../../components/Keycap";
import { VerdictMark } from "../../components/Marks";
import { PersonName } from "../../components/Person";
import { useDesk, useLanguage, useNow } from "../../lib/desk";
import { birthDay, lunarDay, minuteClock, span } from "../../lib/format";
import { word } from "../../lib/i18n";

type Props = {
  rows: readonly Attention[];
  selected: string | null;
  onSelect: (key: string) => void;
  onOpen: (row: Row) => void;
};

const icons: Record<Exclude<Reason, "open_ticket">, LucideIcon> = {
  promise: Handshake,
  health: ShieldAlert,
  vip: Star,
  birthday: Cake,
  namesake: UserRoundSearch,
};
const tones: Record<Reason, string> = {
  open_ticket: "rd w6",
  promise: "am w6",
  health: "am w6",
  vip: "w6",
  birthday: "w6",
  namesake: "w6",
};

export function Why({ one }: { one: Attention }) {
  const { t } = useTranslation();
  const Icon = one.reason === "open_ticket" ? null : icons[one.reason];
  const days = one.birthday?.in_days ?? 0;
  const text =
    one.reason !== "birthday"
      ? t(`attention.${one.reason}`)
      : days === 0
        ? t("birthday.today")
        : days === 1
          ? t("birthday.tomorrow")
          : t("birthday.soon", { days });
  return (
    <span className={tones[one.reason]}>
      {Icon === null ? <VerdictMark verdict="block" bare /> : <Icon className="s14" size={14} aria-hidden />}{" "}
      {text}
    </span>
  );
}

/** What it is about, in one line. */
export function What({ one }: { one: Attention }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const now = useNow(desk.skewMs, 60_000);
  const callback = one.ticket?.callback_due_ms ?? null;
  if (one.ticket !== null) {
    return (
      <span className="row kept">
        <span className="el">{one.words}</span>
        {callback !== null && callback < now && (
          <span className="rd nw">
            {t("list.semicolon")}
            {t("attention.callbackLate", { hours: Math.max(1, span(now - callback).hours) })}
          </span>
        )}
      </span>
    );
  }
  if (one.promise !== null) {
    const promised = t("attention.promised", { words: one.promise.words });
    return (
      <>
        {one.promise.problem === ""
          ? promised
          : `${t("attention.lastTime", { problem: word("problem", one.promise.problem) })}${t("list.semicolon")}${promised}`}
      </>
    );
  }
  const parts = [
    one.reason === "vip" && one.row.vip,
    one.birthday?.by_lunar === true &&
      one.birthday.lunar !== null &&
      t("birthday.lunarOn", { day: lunarDay(one.birthday.lunar, language) }),
    one.apart?.born != null && t("namesake.birth", { date: birthDay(one.apart.born, language) }),
    one.apart?.phone_tail != null && t("namesake.tail", { tail: one.apart.phone_tail }),
    one.apart !== null && one.apart.other_room !== "" && t("namesake.notThe", { room: one.apart.other_room }),
    one.words === one.row.vip ? "" : one.words,
  ];
  return <>{parts.filter((part) => part !== false && part !== "").join(t("list.semicolon"))}</>;
}

function Note({ one }: { one: Attention }) {
  const { t } = useTranslation();
  if (one.ticket !== null) return <span className="sm m">{one.ticket.number}</span>;
  if (one.promise !== null) {
    return (
      <span className="row g1" style={{ justifyContent: "flex-end" }}>
        <span className="sm i2">{t("promise.short")}</span> <Keycap cap="F8" />
      </span>
    );
  }
  return (
    <span className="sm m">
      {one.row.nth <= 1 ? t("guest.firstStay") : t("guest.nthTime", { nth: one.row.nth })}
    </span>
  );
}

/** 需特别注意: the guests of today whom somebody must look after, most pressing first. */
export function AttentionList({ rows, selected, onSelect, onOpen }: Props) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  const columns: Column<Attention>[] = [
    { id: "why", title: "", width: 124, widthEn: 178, cell: (one) => <Why one={one} /> },
    { id: "room", title: "", width: 58, className: "tn w6", cell: (one) => one.row.room_no },
    {
      id: "guest",
      title: "",
      width: 204,
      over: true,
      cell: (one) => <PersonName person={one.row} reading="whole" />,
    },
    {
      id: "due",
      title: "",
      width: 60,
      className: "tn i2",
      cell: (one) => (one.row.arrive_minute === null ? "" : minuteClock(one.row.arrive_minute)),
    },
    { id: "what", title: "", className: "i2", cell: (one) => <What one={one} /> },
    { id: "note", title: "", width: 148, className: "r tn", cell: (one) => <Note one={one} /> },
  ];
  return (
    <>
      <div className="row pad" style={{ height: 40 }}>
        <h2>{t("attention.title")}</h2>
        <span className="m sm num">{t("attention.count", { count: rows.length })}</span>
        <span className="sp m sm">{t("attention.order")}</span>
      </div>
      <div className="attention">
        <DataTable
          label={t("attention.title")}
          columns={columns}
          rows={rows}
          rowId={(one) => `a:${one.row.stay_id}`}
          selected={selected}
          onSelect={(one) => onSelect(`a:${one.row.stay_id}`)}
          onOpen={(one) => onOpen(one.row)}
          height={38}
          headless
        />
      </div>
    </>
  );
}
