import { queryOptions } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import {
  commands,
  type GuestId,
  type RecordKind,
  type Voucher,
  type VoucherFilter,
  type VoucherId,
} from "../../api/bindings";
import { call } from "../../api/call";

const reads: readonly RecordKind[] = ["ledger", "member", "guest"];

/** What a member exchanged points for, newest first. */
export const memberRedemptions = (guest: GuestId) =>
  queryOptions({
    queryKey: ["member", guest, "redemptions"],
    queryFn: () => call(commands.memberRedemptions(guest)),
    meta: { reads },
  });

/** The vouchers that stand so. */
export const voucherList = (filter: VoucherFilter) =>
  queryOptions({
    queryKey: ["vouchers", filter],
    queryFn: () => call(commands.voucherList(filter)),
    meta: { reads },
  });

/** What goes on a voucher's paper: asked for each time, kept nowhere, for its code is as good as what it buys. */
export const voucherPaper = (voucher: VoucherId) =>
  queryOptions({
    queryKey: ["vouchers", "paper", voucher],
    queryFn: () => call(commands.voucherPaper(voucher)),
    gcTime: 0,
    staleTime: Infinity,
    meta: { reads: [] },
  });

/** How a voucher stands, and since when: `已用 2026-07-02 赵倩 早餐厅`. */
export function voucherStands(voucher: Voucher, t: TFunction): string {
  const { state, ended_on, ended_by, place, valid_until } = voucher;
  if (state === "open") return t("voucher.state.open");
  if (state === "expired") return t("voucher.expiredOn", { date: valid_until });
  return [t(`voucher.state.${state}`), ended_on ?? "", ended_by, place].filter(Boolean).join(" ");
}
