import { useTranslation } from "react-i18next";
import type { CarryItem, DutyPage } from "../../api/bindings";
import { Empty } from "../../components/States";
import { useDesk, useLanguage, useNow } from "../../lib/desk";
import { clock, count, dateOf, hoursMinutes, money, monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import { topicOf } from "../../lib/topic";

type Props = {
  page: DutyPage;
  selected: string | null;
  keyOf: (item: CarryItem) => string;
  onSelect: (item: CarryItem) => void;
  onOpen: (item: CarryItem) => void;
  onSee: (item: CarryItem) => void;
};

/** A scrolling part must be reachable without a mouse. */
const reachable = 0;
const hanzi = /^\p{Script=Han}+$/u;

/** 未了事项: every open thing, what runs out first at the top; ticked off one by one once the sheet is signed. */
export function OpenItems({ page, selected, keyOf, onSelect, onOpen, onSee }: Props) {
  const { t } = useTranslation();
  const all = page.items.length;
  const seen = page.items.filter((item) => item.seen_at_ms !== null).length;
  return (
    <>
      <div className="row pad" style={{ height: 38, flex: "none" }}>
        <h2 className="nw">{t("duty.open")}</h2>
        <span className="m sm el">
          {t(page.sheet === null ? "duty.openLive" : "duty.openSigned", { count: all })}
        </span>
        {page.sheet !== null && <span className="sp sm w6 num nw">{t("duty.seenOf", { seen, all })}</span>}
      </div>
      <div className="scroll items" role="group" aria-label={t("duty.open")} tabIndex={reachable}>
        {all === 0 && <Empty title={t("duty.nothingOpen")}>{t("duty.nothingOpenSo")}</Empty>}
        {all > 0 && (
          <table className="ois" aria-label={t("duty.open")}>
            <tbody>
              {page.items.map((item) => (
                <Item
                  key={keyOf(item)}
                  item={item}
                  signed={page.sheet !== null}
                  selected={keyOf(item) === selected}
                  onSelect={() => onSelect(item)}
                  onOpen={() => onOpen(item)}
                  onSee={() => onSee(item)}
                />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </>
  );
}

type ItemProps = {
  item: CarryItem;
  signed: boolean;
  selected: boolean;
  onSelect: () => void;
  onOpen: () => void;
  onSee: () => void;
};

function Item({ item, signed, selected, onSelect, onOpen, onSee }: ItemProps) {
  const { t } = useTranslation();
  const what = useWhat(item);
  return (
    <tr
      className={selected ? "oi sel" : "oi"}
      aria-current={selected ? "true" : undefined}
      onClick={onSelect}
      onDoubleClick={onOpen}
      ref={(line) => {
        if (selected) line?.scrollIntoView({ block: "nearest" });
      }}
    >
      <td>
        {signed && (
          <input
            type="checkbox"
            className="chk"
            tabIndex={-1}
            checked={item.seen_at_ms !== null}
            onChange={onSee}
            aria-label={t("duty.seeOne", { what: `${item.room_no} ${what.head}` })}
          />
        )}
      </td>
      <td>
        <b className="tn">{item.room_no}</b>
      </td>
      <td className="min0">
        <div className="w5 el">{what.head}</div>
        <div className="i2 sm">{what.detail}</div>
      </td>
      <td className="r">
        <div className="sm i2 nw">{what.state}</div>
        <Due item={item} />
      </td>
    </tr>
  );
}

/** What an item is, in words: who and what, the detail, where it stands. */
export function useWhat(item: CarryItem): { head: string; detail: string; state: string } {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const language = useLanguage();
  const title =
    (item.guest_title === "mr" || item.guest_title === "ms") && hanzi.test(item.guest_name)
      ? ` ${word("honorific", item.guest_title)}`
      : "";
  const who = item.guest_name === "" ? "" : `${item.guest_name}${title}`;
  const marks = item.marks
    .filter((mark) => mark !== "callback")
    .map((mark) => {
      if (mark === "approval") return t("carry.mark.approval", { sum: money(item.awaiting_minor, currency) });
      if (mark === "outside") return t("carry.mark.outside");
      if (mark === "points") return t("carry.mark.points", { points: count(item.pending) });
      return t("carry.mark.leaving", { day: item.day === null ? "" : monthDay(item.day, language) });
    });
  const list = (parts: readonly string[]) => parts.filter((part) => part !== "").join(t("list.semicolon"));
  const { ticket_kind: said, problem } = item;
  const topic = problem === null ? "" : topicOf({ kind: said ?? "complaint", problem });
  const sort = said === null || said === "complaint" ? t("carry.kind.ticket") : word("ticketKind", said);
  switch (item.kind) {
    case "ticket":
      return {
        head: [who, topic].filter(Boolean).join(t("list.comma")),
        detail: list([item.words, ...marks]),
        state: item.state === null ? sort : `${sort} ${word("ticket.state", item.state)}`,
      };
    case "vip":
      return {
        head: `${who} ${item.words}`,
        detail: item.day === null ? "" : t("carry.vip", { day: monthDay(item.day, language) }),
        state: t("carry.kind.vip"),
      };
    case "follow_up":
    case "double_lock":
      return {
        head: [item.words, who].filter(Boolean).join(t("list.comma")),
        detail: list([item.line_kind === null ? "" : word("duty.kind", item.line_kind), item.owner_name]),
        state: item.department === null ? t(`carry.kind.${item.kind}`) : word("department", item.department),
      };
  }
}

function Due({ item }: { item: CarryItem }) {
  const { t } = useTranslation();
  const { skewMs, time_zone: zone } = useDesk();
  const language = useLanguage();
  const now = useNow(skewMs, 30_000);
  const due = item.due_ms;
  if (due === null) return null;
  if (due < now)
    return <div className="num rd w6 nw">{t("clock.late", { span: hoursMinutes(now - due) })}</div>;
  const soon = item.from_ms !== null && (due - now) * 3 < due - item.from_ms;
  const day = dateOf(due, zone);
  const text =
    day === dateOf(now, zone) ? clock(due, zone) : `${monthDay(day, language)} ${clock(due, zone)}`;
  return <div className={soon ? "num am w6 nw" : "num nw"}>{text}</div>;
}
