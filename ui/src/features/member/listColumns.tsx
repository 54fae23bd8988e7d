import { useTranslation } from "react-i18next";
import type { ListedMember, MemberListKind, MissingToKeep, Reach, Warned } from "../../api/bindings";
import type { Column } from "../../components/DataTable";
import { TierBars } from "../../components/Marks";
import { useDesk } from "../../lib/desk";
import { count, daysBetween, money } from "../../lib/format";
import { say, word } from "../../lib/i18n";

/** Whether somebody may and can be told: plain where they may, amber where the house has to ask first. */
export function ReachTold({ reach }: { reach: Reach }) {
  return <span className={reach === "yes" ? "" : "am"}>{word("reach", reach)}</span>;
}

/** What decides first, then who, what they hold, whether they can be told; the columns of one list. */
export function useListColumns(kind: MemberListKind): readonly Column<ListedMember>[] {
  const who = useWho();
  const expiring = useExpiring();
  const own = { expiring, warning: expiring, keeping: useKeeping(), dormant: useDormant() }[kind];
  const [first, ...rest] = own;
  const told = useTold();
  return [...(first === undefined ? [] : [first]), ...who, ...rest, ...told];
}

function useWho(): readonly Column<ListedMember>[] {
  const { t } = useTranslation();
  return [
    {
      id: "name",
      title: t("col.guest"),
      cell: (one) => (
        <>
          <b>{one.name}</b> {one.title !== "none" && word("honorific", one.title)}
        </>
      ),
    },
    { id: "tier", title: t("col.tier"), width: 78, cell: (one) => <TierBars tier={one.tier} /> },
  ];
}

function useTold(): readonly Column<ListedMember>[] {
  const { t } = useTranslation();
  return [
    {
      id: "reach",
      title: t("members.reach"),
      width: 96,
      widthEn: 104,
      cell: (one) => <ReachTold reach={one.reach} />,
    },
    { id: "phone", title: t("contact.phone"), width: 150, className: "tn i2", cell: (one) => one.phone },
  ];
}

const expiringOf = (one: ListedMember) => (one.why.kind === "expiring" ? one.why : null);
/** The warning that has come, and when the next does. */
function WarnedShown({ warned: { days, next_on: next } }: { warned: Warned }) {
  const { t } = useTranslation();
  return (
    <>
      {days !== null && t("members.warnedDays", { days })}{" "}
      {next !== null && <span className="m sm">{t("members.warnedNext", { date: next.slice(5) })}</span>}
    </>
  );
}

const keepingOf = (one: ListedMember) => (one.why.kind === "keeping" ? one.why : null);
const dormantOf = (one: ListedMember) => (one.why.kind === "dormant" ? one.why : null);

function useExpiring(): readonly Column<ListedMember>[] {
  const { t } = useTranslation();
  const { currency, today } = useDesk();
  return [
    {
      id: "on",
      title: t("members.expiresOn"),
      width: 176,
      className: "tn",
      cell: (one) => {
        const why = expiringOf(one);
        if (why === null) return "";
        const days = daysBetween(today, why.on);
        return (
          <>
            {why.on}{" "}
            <span className={days <= 7 ? "am sm" : "m sm"}>
              {days < 0 ? t("members.overdue") : t("members.inDays", { days })}
            </span>
          </>
        );
      },
    },
    {
      id: "points",
      title: t("members.points"),
      width: 84,
      align: "right",
      cell: (one) => <b>{count(expiringOf(one)?.points ?? 0)}</b>,
    },
    {
      id: "worth",
      title: t("members.worth"),
      width: 100,
      align: "right",
      className: "i2",
      cell: (one) => money(expiringOf(one)?.worth_minor ?? 0, currency),
    },
    {
      id: "warned",
      title: t("members.warned"),
      width: 124,
      widthEn: 148,
      className: "tn",
      cell: (one) => {
        const why = expiringOf(one);
        return why === null ? "" : <WarnedShown warned={why.warned} />;
      },
    },
  ];
}

/** What is missing to keep a tier: `3 晚 或 ¥2,000`. */
export function missingInWords(missing: MissingToKeep, currency: string): string {
  const parts = [
    missing.nights === null ? "" : say("members.lacksNights", { count: count(missing.nights) }),
    missing.stays === null ? "" : say("members.lacksStays", { count: count(missing.stays) }),
    missing.spend_minor === null ? "" : money(missing.spend_minor, currency),
  ];
  return parts.filter(Boolean).join(say(missing.all ? "members.lacksAnd" : "members.lacksOr", {}));
}

function useKeeping(): readonly Column<ListedMember>[] {
  const { t } = useTranslation();
  const { currency } = useDesk();
  return [
    {
      id: "until",
      title: t("members.keptUntil"),
      width: 124,
      className: "tn",
      cell: (one) => keepingOf(one)?.until ?? "",
    },
    {
      id: "falls",
      title: t("members.fallsTo"),
      width: 64,
      widthEn: 82,
      cell: (one) => word("tier", keepingOf(one)?.falls_to ?? ""),
    },
    {
      id: "missing",
      title: t("members.lacks"),
      width: 196,
      widthEn: 232,
      cell: (one) => {
        const why = keepingOf(one);
        if (why === null) return "";
        return missingInWords(why.missing, currency);
      },
    },
    {
      id: "balance",
      title: t("member.balance"),
      width: 84,
      align: "right",
      className: "i2",
      cell: (one) => count(one.balance),
    },
  ];
}

function useDormant(): readonly Column<ListedMember>[] {
  const { t } = useTranslation();
  const { currency } = useDesk();
  return [
    {
      id: "last",
      title: t("guestList.lastStay"),
      width: 124,
      className: "tn",
      cell: (one) => dormantOf(one)?.last_stay ?? "",
    },
    {
      id: "moved",
      title: t("members.lastMoved"),
      width: 116,
      className: "tn i2",
      cell: (one) => dormantOf(one)?.last_moved ?? "",
    },
    {
      id: "balance",
      title: t("member.balance"),
      width: 84,
      align: "right",
      cell: (one) => <b>{count(one.balance)}</b>,
    },
    {
      id: "worth",
      title: t("members.worth"),
      width: 100,
      align: "right",
      className: "i2",
      cell: (one) => money(one.worth_minor, currency),
    },
  ];
}
