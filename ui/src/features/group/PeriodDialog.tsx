import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands } from "../../api/bindings";
import { call, faultOf } from "../../api/call";
import { DayInput } from "../../components/DayInput";
import { Dialog } from "../../components/Dialog";
import { Pick } from "../../components/Pick";
import { Refusal } from "../../components/States";
import { dayIn } from "../../lib/day";
import { useDesk, useLanguage } from "../../lib/desk";
import { dateFrom, monthDay, monthFrom, monthInWords } from "../../lib/format";
import type { Fault } from "../../api/bindings";
import { allUntil, daysOf, kindOf, periodInWords, spanOf, weekOf } from "./period";

/** How many months and weeks back a package can be picked; a span reaches further. */
const months = 24;
const weeks = 26;
/** Days of a span at most, as the core has it: three years and a day. */
const spanDaysMax = 1_097;

const kinds = ["month", "week", "day", "span", "since", "all"] as const;
type Kind = (typeof kinds)[number];

type Props = { period: string; onPick: (period: string) => void; onClose: () => void };

/** Another period: a finished month first, then weeks, days, spans, what came since the last package, everything. */
export function PeriodDialog({ period, onPick, onClose }: Props) {
  const { t } = useTranslation();
  const asked = useAskedPeriod(period);
  const [fault, setFault] = useState<Fault | null>(null);
  const { kind, setKind, name, lacks } = asked;
  const pick = async () => {
    try {
      onPick(kind === "since" ? await call(commands.exportSinceLast()) : name);
      onClose();
    } catch (thrown) {
      setFault(faultOf(thrown));
    }
  };
  return (
    <Dialog
      title={t("group.change")}
      onClose={onClose}
      width={400}
      confirm={{
        label: t("group.again"),
        // Enter opens the list of months.
        cap: "Ctrl Enter",
        run: () => void pick(),
        lacks,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Pick
          label={t("group.kind")}
          value={kind}
          onChange={setKind}
          choices={kinds.map((value) => ({ value, label: t(`group.kind.${value}`) }))}
        />
        <Which asked={asked} />
        {fault !== null && <Refusal fault={fault} />}
      </div>
    </Dialog>
  );
}

type Asked = ReturnType<typeof useAskedPeriod>;

/** What was chosen so far, and the period's name that it makes. */
function useAskedPeriod(period: string) {
  const { t } = useTranslation();
  const { today } = useDesk();
  const yesterday = dateFrom(today, -1);
  const days = daysOf(period);
  const [kind, setKind] = useState<Kind>(kindOf(period));
  // Where the kind was switched the caret stays there: the next arrow goes on to the next kind.
  const [begun] = useState<Kind>(kind);
  const [switched, setSwitched] = useState(false);
  const [month, setMonth] = useState(kind === "month" ? period : monthFrom(today, -1));
  const [week, setWeek] = useState(kind === "week" ? period : weekOf(dateFrom(today, -7)));
  const [from, setFrom] = useState(days.from ?? yesterday);
  const [to, setTo] = useState(kind === "month" ? yesterday : days.to);
  const first = dayIn(from, today, "back");
  const last = dayIn(to, today, "back");
  const named = nameOf(kind, { month, week, first, last });
  const lacks = kind !== "since" && named === null ? t("group.lacksDays") : undefined;
  return {
    kind,
    setKind: (next: Kind) => {
      setKind(next);
      setSwitched(true);
    },
    month,
    setMonth,
    week,
    setWeek,
    from,
    setFrom,
    to,
    setTo,
    name: named ?? "",
    lacks,
    focused: !switched && kind === begun,
  };
}

type Chosen = { month: string; week: string; first: string | null; last: string | null };

function nameOf(kind: Kind, { month, week, first, last }: Chosen): string | null {
  switch (kind) {
    case "month":
      return month;
    case "week":
      return week;
    case "day":
      return last;
    case "all":
      return last === null ? null : allUntil(last);
    case "span":
      return first === null || last === null || first > last || dateFrom(first, spanDaysMax) <= last
        ? null
        : spanOf(first, last);
    case "since":
      return null;
  }
}

function Which({ asked }: { asked: Asked }) {
  const { t } = useTranslation();
  switch (asked.kind) {
    case "month":
      return <Months asked={asked} />;
    case "week":
      return <Weeks asked={asked} />;
    case "day":
      return <LastDay key="day" asked={asked} label={t("group.day")} focused={asked.focused} />;
    case "all":
      return <LastDay key="all" asked={asked} label={t("group.until")} focused={asked.focused} />;
    case "span":
      return (
        <>
          <DayInput
            key="from"
            label={t("group.from")}
            value={asked.from}
            onChange={asked.setFrom}
            focused={asked.focused}
            toward="back"
          />
          <LastDay key="to" asked={asked} label={t("group.to")} />
        </>
      );
    case "since":
      return <p className="i2">{t("group.sinceSo")}</p>;
  }
}

/** The last day of what is sent, under the name that it has there. */
function LastDay({ asked, label, focused = false }: { asked: Asked; label: string; focused?: boolean }) {
  return <DayInput label={label} value={asked.to} onChange={asked.setTo} focused={focused} toward="back" />;
}

function Months({ asked }: { asked: Asked }) {
  const { t } = useTranslation();
  const { today } = useDesk();
  const language = useLanguage();
  const choices = Array.from({ length: months + 1 }, (_, back) => monthFrom(today, -back)).map(
    (value, back) => ({
      value,
      label:
        back === 0
          ? t("group.thisMonth", { month: monthInWords(value, language) })
          : monthInWords(value, language),
    }),
  );
  return (
    <Pick
      label={t("group.month")}
      value={asked.month}
      onChange={asked.setMonth}
      choices={choices}
      focused={asked.focused}
    />
  );
}

function Weeks({ asked }: { asked: Asked }) {
  const { t } = useTranslation();
  const { today } = useDesk();
  const language = useLanguage();
  const choices = Array.from({ length: weeks + 1 }, (_, back) => weekOf(dateFrom(today, -7 * back))).map(
    (value, back) => {
      const { from, to } = daysOf(value);
      const label = t("group.weekDays", {
        week: periodInWords(value, language),
        from: monthDay(from ?? to, language),
        to: monthDay(to, language),
      });
      return { value, label: back === 0 ? t("group.thisMonth", { month: label }) : label };
    },
  );
  return (
    <Pick
      label={t("group.weekOf")}
      value={asked.week}
      onChange={asked.setWeek}
      choices={choices}
      focused={asked.focused}
    />
  );
}
