import { useTranslation } from "react-i18next";
import type { Voucher } from "../../api/bindings";
import { VerdictMark } from "../../components/Marks";
import { count } from "../../lib/format";
import { rewardName } from "../../lib/rewards";
import { voucherStands } from "./vouchers";

/** What a code turned out to be: whether it is good first, then what for, whose and until when. */
export function VoucherCard({ voucher }: { voucher: Voucher }) {
  const { t } = useTranslation();
  const good = voucher.state === "open";
  const points = t("voucher.paid", { points: count(voucher.points), date: voucher.issued_on });
  return (
    <div className={good ? "vcard" : "vcard bad"} role="status">
      <div className="row">
        <span className={good ? "" : "rd"}>
          <VerdictMark verdict={good ? "pass" : "block"} bare />
        </span>
        <b>{good ? t("voucher.good") : voucherStands(voucher, t)}</b>
        <span className="sp tn m">{voucher.number}</span>
      </div>
      <div className="row">
        <span className="big">{rewardName({ code: voucher.reward, words: voucher.words })}</span>
        <span>{voucher.guest_name}</span>
        <span className="tn i2">{voucher.member_no}</span>
        <span className="sp tn i2">{t("voucher.until", { date: voucher.valid_until })}</span>
      </div>
      <div className="sm m num">{points}</div>
      {good && <div className="sm m">{t("voucher.useFinal")}</div>}
    </div>
  );
}
