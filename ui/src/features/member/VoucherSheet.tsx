import { useQuery } from "@tanstack/react-query";
import { QRCode } from "antd";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { VoucherId, VoucherPaper } from "../../api/bindings";
import { Paper } from "../../components/Paper";
import { type PaperPart, paperPart } from "../../components/Sheets";
import { useDesk } from "../../lib/desk";
import { count } from "../../lib/format";
import { rewardName } from "../../lib/rewards";
import { voucherPaper } from "./vouchers";

type Props = { voucher: VoucherId; onPrinted: () => void };

/** A voucher goes to paper once its code is there. */
export function VoucherSheet({ voucher, onPrinted }: Props) {
  const { t } = useTranslation();
  const { today } = useDesk();
  const paper = useQuery(voucherPaper(voucher)).data;
  if (paper === undefined) return null;
  return (
    <Paper
      title={t("voucher.title")}
      name={paper.voucher.guest_name}
      day={today}
      age={() => ""}
      notice={t("voucher.notice")}
      head={paper.head}
      parts={partsOf(paper, t)}
      half
      onPrinted={onPrinted}
    />
  );
}

/** Its picture and its words; a phone's camera reads the code from the picture. */
function partsOf({ voucher, code }: VoucherPaper, t: TFunction): PaperPart[] {
  const facts: readonly (readonly [string, string])[] = [
    [t("voucher.validUntil"), voucher.valid_until],
    [t("voucher.number"), voucher.number],
    [t("merge.memberNo"), voucher.member_no],
    [t("redemption.points"), count(voucher.points)],
    [t("voucher.issued"), `${voucher.issued_on} ${voucher.issued_by}`],
  ];
  return [
    paperPart({
      id: "voucher",
      title: "",
      look: "framed",
      columns: [
        {
          id: "picture",
          title: "",
          width: 160,
          cell: () => (
            <QRCode type="svg" value={code} size={140} bordered={false} color="#000000" bgColor="#ffffff" />
          ),
        },
        {
          id: "words",
          title: "",
          cell: () => (
            <div className="vwords">
              <div className="whom">{rewardName({ code: voucher.reward, words: voucher.words })}</div>
              <div className="vcode">{code}</div>
              {facts.map(([what, value]) => (
                <div key={what}>
                  {what} <b>{value}</b>
                </div>
              ))}
            </div>
          ),
        },
      ],
      rows: [voucher],
      rowId: (one) => one.id,
      note: <p className="vrules">{t("voucher.rules")}</p>,
    }),
  ];
}
