import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Redemption, VoucherState } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { type Column, DataTable } from "../../components/DataTable";
import { Empty, Refusal, Waiting } from "../../components/States";
import { useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { type MemberTabProps, TabEnd } from "./MemberTab";
import { rewardName } from "../../lib/rewards";
import { useVoucherPrint } from "./useVoucherPrint";
import { memberRedemptions, voucherStands } from "./vouchers";

/** How many redemptions there were. */
export function RedemptionsCount({ account }: MemberTabProps) {
  const found = useQuery(memberRedemptions(account.member.guest)).data;
  return found === undefined ? null : count(found.length);
}

/** 兑换: what the points were exchanged for, and how each voucher stands; Ctrl P prints the chosen one once more. */
export function RedemptionsTab({ account }: MemberTabProps) {
  const { t } = useTranslation();
  const may = useMay();
  const answer = useQuery(memberRedemptions(account.member.guest));
  const rows = answer.data ?? [];
  const { chosen, selected, select } = useRows({ rows, idOf: (one: Redemption) => one.entry });
  const print = useVoucherPrint();
  const voucher = chosen?.voucher ?? null;
  const again = voucher?.state === "open" && may("print_voucher") ? voucher.id : null;
  const run = () => (again === null ? false : print.again(again));
  useKeys(again === null ? [] : [{ cap: "Ctrl P", label: t("voucher.printAgain"), place: "verb", run }]);
  const columns = useColumns();
  if (answer.isError) return <Refusal fault={faultOf(answer.error)} />;
  if (answer.data === undefined) return <Waiting rows={6} />;
  if (rows.length === 0) return <Empty title={t("redemption.none")}>{t("redemption.noneSo")}</Empty>;
  return (
    <>
      {again !== null && (
        <TabEnd>
          <Action size="s" cap="Ctrl P" onClick={run}>
            {t("voucher.printAgain")}
          </Action>
        </TabEnd>
      )}
      {print.fault !== null && <Refusal fault={print.fault} />}
      <DataTable
        label={t("redemption.title")}
        columns={columns}
        rows={rows}
        rowId={(one) => one.entry}
        selected={selected}
        onSelect={select}
        muted={(one) => one.reversed}
        height={30}
        fill
      />
      {print.sheets}
    </>
  );
}

const looks: Record<VoucherState, string> = { open: "", used: "i2", expired: "am", voided: "m" };

function useColumns(): readonly Column<Redemption>[] {
  const { t } = useTranslation();
  return [
    { id: "date", title: t("member.date"), width: 128, className: "tn", cell: (one) => one.date },
    {
      id: "what",
      title: t("member.reward"),
      cell: (one) => (
        <span className={one.reversed ? "struck" : ""}>{whatOf(one, t("member.byNumber"))}</span>
      ),
    },
    {
      id: "points",
      title: t("redemption.points"),
      width: 84,
      align: "right",
      cell: (one) => <span className="w5">{count(one.points)}</span>,
    },
    {
      id: "number",
      title: t("voucher.number"),
      width: 156,
      className: "tn",
      cell: ({ voucher }) => voucher?.number,
    },
    {
      id: "until",
      title: t("voucher.validUntil"),
      width: 112,
      className: "tn",
      cell: ({ voucher }) => voucher?.valid_until,
    },
    {
      id: "state",
      title: t("voucher.state"),
      width: 216,
      cell: (one) => <Stands redemption={one} />,
    },
    { id: "by", title: t("member.by"), width: 92, cell: (one) => one.by },
  ];
}

function Stands({ redemption: { voucher, reversed } }: { redemption: Redemption }) {
  const { t } = useTranslation();
  if (voucher !== null) return <span className={looks[voucher.state]}>{voucherStands(voucher, t)}</span>;
  return <span className="m">{t(reversed ? "member.wasReversed" : "reward.atOnce")}</span>;
}

function whatOf({ reward, words }: Redemption, byNumber: string): string {
  if (reward !== "") return rewardName({ code: reward, words });
  return words === "" ? byNumber : words;
}
