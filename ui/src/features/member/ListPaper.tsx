import { Printer } from "lucide-react";
import { type ReactNode, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ListedMember, MemberList, MemberListPage } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Paper, useDataAge } from "../../components/Paper";
import { HandBox, type PaperColumn, paperPart } from "../../components/Sheets";
import { useDesk } from "../../lib/desk";
import { count, money } from "../../lib/format";
import { say, word } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";
import { missingInWords } from "./listColumns";

/** The page of a list on paper, with a box for whoever calls; no phones. */
export function useListPrint(
  list: MemberList,
  page: MemberListPage | undefined,
): { verb: ReactNode; sheet: ReactNode } {
  const { t } = useTranslation();
  const desk = useDesk();
  const [printing, setPrinting] = useState(false);
  const printed = useCallback(() => setPrinting(false), []);
  const age = useDataAge(desk.data_as_of_ms);
  const columns = usePaperColumns();
  const empty = page === undefined || page.members.length === 0;
  const print = () => (empty ? false : setPrinting(true));
  useKeys([{ cap: "Ctrl P", label: t("members.print"), place: "sheet", run: print }]);
  const named = t(`members.list.${list.kind}`, { days: page?.warn_days ?? 60 });
  const title = list.kind === "warning" ? `${named} ${list.on ?? desk.today}` : named;
  return {
    verb: (
      <Action
        size="s"
        cap="Ctrl P"
        icon={Printer}
        onClick={print}
        lacks={empty ? t(`members.none.${list.kind}`) : undefined}
      >
        {t("members.print")}
      </Action>
    ),
    sheet: printing && page !== undefined && (
      <Paper
        title={title}
        day={desk.today}
        age={age}
        notice={t("print.shred")}
        head={page.head}
        parts={[
          paperPart({
            id: "members",
            title: t("print.counted", { title, count: page.members.length }),
            columns,
            rows: page.members,
            rowId: (one) => one.guest_id,
          }),
        ]}
        onPrinted={printed}
      />
    ),
  };
}

function usePaperColumns(): PaperColumn<ListedMember>[] {
  const { t } = useTranslation();
  const { currency } = useDesk();
  return [
    { id: "no", title: t("members.number"), width: 76, className: "tn", cell: (one) => one.member_no },
    {
      id: "name",
      title: t("col.guest"),
      width: 128,
      cell: (one) => `${one.name}${one.title === "none" ? "" : ` ${word("honorific", one.title)}`}`,
    },
    { id: "tier", title: t("col.tier"), width: 48, cell: (one) => word("tier", one.tier) },
    { id: "why", title: t("members.why"), cell: ({ why }) => whyInWords(why, currency) },
    {
      id: "balance",
      title: t("member.balance"),
      width: 64,
      align: "right",
      className: "tn",
      cell: (one) => count(one.balance),
    },
    { id: "reach", title: t("members.reach"), width: 72, cell: (one) => word("reach", one.reach) },
    { id: "done", title: t("members.called"), width: 40, align: "right", cell: () => <HandBox /> },
  ];
}

/** Why somebody is on a list, in one line. */
function whyInWords(why: ListedMember["why"], currency: string): string {
  if (why.kind === "expiring")
    return say("members.whyExpiring", {
      on: why.on,
      points: count(why.points),
      sum: money(why.worth_minor, currency),
    });
  if (why.kind === "keeping")
    return say("members.whyKeeping", {
      until: why.until,
      tier: word("tier", why.falls_to),
      missing: missingInWords(why.missing, currency),
    });
  return say("members.whyDormant", { on: why.last_stay });
}
