import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { TicketCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Voucher } from "../../api/bindings";
import type { SearchGroup, SearchItem } from "../../components/SearchBox";
import { useMay } from "../../lib/desk";
import { word } from "../../lib/i18n";
import { vouchersFound } from "./queries";

/** All that is listed; `waits` while it is not known yet whether a voucher was typed, so that Enter takes nothing else. */
export type Everything = { groups: SearchGroup[]; waits: boolean };

/** What was found, after the voucher that was typed: nobody is called as a voucher is numbered. */
export function useVouchersFirst(asked: string, found: SearchGroup[], close: () => void): Everything {
  const { vouchers, waits } = useVoucherGroup(asked, close);
  return { groups: vouchers.items.length > 0 ? [vouchers, ...found] : found, waits };
}

/** The vouchers that the typed number begins, or the code that was typed: it is looked up where it is checked, not here. */
function useVoucherGroup(asked: string, close: () => void): { vouchers: SearchGroup; waits: boolean } {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const answer = useQuery(vouchersFound(asked, may("check_voucher")));
  const found = answer.data;
  const check = (text: string) => () => {
    close();
    void navigate({ to: "/vouchers", search: { text } });
  };
  const line = (id: string, what: string, end: string): SearchItem => ({
    id: `voucher:${id}`,
    kind: "line",
    content: (
      <>
        <TicketCheck size={16} aria-hidden />
        <span className="el">{what}</span>
        <span className="sm m tn">{end}</span>
      </>
    ),
    onPick: check(id),
  });
  const numbered = (one: Voucher) =>
    line(
      one.number,
      [
        one.guest_name,
        one.words === "" ? word("reward", one.reward) : one.words,
        t(`voucher.state.${one.state}`),
      ].join(" · "),
      one.number,
    );
  const items = asked === "" || found === undefined ? [] : found.numbered.map(numbered);
  const code = asked === "" ? null : (found?.code ?? null);
  if (code !== null) items.push(line(code, t("voucher.check"), code));
  // A query that is not asked at all is pending and idle.
  const waits = answer.isPending && answer.fetchStatus !== "idle";
  return { vouchers: { id: "vouchers", title: t("voucher.title"), items }, waits };
}
