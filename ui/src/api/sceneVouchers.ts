/** The scene: vouchers, one of them good. */
import type { Voucher, VoucherFilter, VoucherList } from "./bindings";
import { done, type Handlers, refused } from "./fake";
import { id, people, today } from "./sceneData";

/** What stands on the paper of the good one. */
export const goodCode = "K7Q29-XMB4T";

const given: Voucher = {
  id: id(901),
  number: "R-20260714-A02",
  guest: people.wang.guest_id,
  guest_name: "王建国",
  member_no: "00017432",
  entry: id(902),
  reward: "late_check_out",
  words: "",
  points: 800,
  issued_on: "2026-07-14",
  issued_by: "林晓雯",
  valid_until: "2026-10-12",
  state: "open",
  ended_at_ms: null,
  ended_on: null,
  ended_by: "",
  place: "",
};
const lapsed: Voucher = {
  ...given,
  id: id(903),
  number: "R-20260301-A01",
  reward: "spa",
  issued_on: "2026-03-01",
  valid_until: "2026-05-30",
  state: "expired",
};

/** Answers what the page of vouchers asks; a used one stays used. */
export function voucherHandlers(): Handlers {
  let good = given;
  const all = () => [good, lapsed];
  const list = (filter: VoucherFilter): VoucherList => ({
    rows: all().filter((one) => one.state === (filter === "lapsing" ? "open" : filter)),
    counts: {
      open: good.state === "open" ? 1 : 0,
      lapsing: 0,
      expired: 1,
      used: good.state === "used" ? 1 : 0,
      voided: 0,
    },
    head: { seq: 48_213, mac: "a91f7c02" },
  });
  return {
    voucher_list: ({ filter }) => list(isFilter(filter) ? filter : "open"),
    voucher_find: ({ text }) => ({ numbered: [], code: text === goodCode ? goodCode : null }),
    voucher_check: ({ text }) => {
      if (text === goodCode || text === good.number) return good;
      throw refused("voucher_misread");
    },
    voucher_use: () => {
      if (good.state === "used") throw refused("voucher_used", { on: "2026-07-14", by: "林晓雯" });
      good = {
        ...good,
        state: "used",
        ended_on: "2026-07-14",
        ended_at_ms: today("14:05"),
        ended_by: "林晓雯",
      };
      return done(good.id, ["ledger", "member"]);
    },
  };
}

function isFilter(text: unknown): text is VoucherFilter {
  return text === "open" || text === "lapsing" || text === "expired" || text === "used" || text === "voided";
}
