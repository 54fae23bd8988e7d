import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { TicketCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Voucher } from "../../api/bindings";
import type { SearchGroup, SearchItem } from "../../components/SearchBox";
import { useMay } from "../../lib/desk";
import { word } from "../../lib/i18n";
import { vouchersFound } from "./queries";

/** What was found, after the voucher that was typed: nobody is called as a voucher is numbered. */
export function useVouchersFirst(asked: string, found: SearchGroup[], close: () => void): SearchGroup[] {
  const vouchers = useVoucherGroup(asked, close);
  return vouchers.items.length > 0 ? [vouchers, ...found] : found;
}

/** The vouchers that the typed number begins, or the code that was typed: it is looked up where it is checked, not here. */
function useVoucherGroup(asked: string, close: () => void): SearchGroup {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const found = useQuery(vouchersFound(asked, may("check_voucher"))).data;
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
  return { id: "vouchers", title: t("voucher.title"), items };
}
