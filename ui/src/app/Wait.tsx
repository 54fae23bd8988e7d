import { useTranslation } from "react-i18next";
import { VerdictMark } from "../components/Marks";

/** How long a wrong PIN makes this person wait, and that it stops nobody else. Said once a change of ten, not each second. */
export function Wait({ seconds }: { seconds: number }) {
  const { t } = useTranslation();
  return (
    <div className="refusal" role="timer" aria-live={seconds % 10 === 0 ? "polite" : "off"}>
      <div className="row">
        <span className="rd">
          <VerdictMark verdict="block" bare />
        </span>
        <b className="num">{t("signin.wait", { seconds })}</b>
      </div>
      <div className="why">{t("signin.waitWhy")}</div>
    </div>
  );
}
