import { useTranslation } from "react-i18next";
import type { PhoneRecord } from "../../api/bindings";
import { VerdictMark } from "../../components/Marks";
import { useDesk } from "../../lib/desk";
import { clock } from "../../lib/format";
import { sumOf } from "./PhoneDialog";

/** 电话批示 总经理 23:15 同意 ¥880, its wording, and what the approver said of it later. */
export function PhoneSaid({ record }: { record: PhoneRecord }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const sum = sumOf({ amount: record.amount_minor, points: record.points }, desk.currency, t);
  return (
    <div>
      <b>
        {t("phone.said", {
          role: t(`role.${record.approver_role}`),
          time: clock(record.at_ms, desk.time_zone),
          sum,
        })}
      </b>{" "}
      <span className="i2">{record.words}</span>{" "}
      {record.answer === null && <span className="am">{t("phone.waits")}</span>}
      {record.answer === "countersigned" && <span className="i2">{t("phone.countersigned")}</span>}
      {record.answer === "disputed" && (
        <span className="rd">
          <VerdictMark verdict="block" bare /> {t("phone.disputed", { words: record.answer_words })}
        </span>
      )}
    </div>
  );
}
