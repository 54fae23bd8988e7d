import { ChevronRight } from "lucide-react";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { Authority, Mood } from "../../api/bindings";
import { Block } from "../../components/Blocks";
import { Keycap } from "../../components/Keycap";
import { AuthorityBars } from "./AuthorityBars";

const principles = [1, 2, 3, 4, 5] as const;
const order = ["listen", "apologise", "admit", "solve"] as const;

/** What to say and in which order; it changes with the guest's mood and is kept nowhere. */
export function IntakeSide({ mood, authority }: { mood: Mood | null; authority: Authority | null }) {
  const { t } = useTranslation();
  return (
    <>
      <Block title={t(`ticket.guide.${mood ?? "venting"}`)} end={t("ticket.principles")}>
        {principles.map((number) => (
          <div key={number} className="prin">
            <span className="nth">{number}</span>
            <div>
              <b>{t(`ticket.principle.${number}`)}</b>
              <div className={t(`ticket.principleSay.${number}`).startsWith("“") ? "i2 quoted" : "i2"}>
                {t(`ticket.principleSay.${number}`)}
              </div>
            </div>
          </div>
        ))}
      </Block>
      <Block title={t("ticket.orderOf")}>
        <div className="row sm wrap" style={{ gap: 4 }}>
          {order.map((step, index) => (
            <Fragment key={step}>
              {index > 0 && <ChevronRight className="s14 m" size={14} aria-hidden />}
              <span className={index === 0 ? "pn w6" : ""}>{t(`ticket.orderStep.${step}`)}</span>
            </Fragment>
          ))}
        </div>
        <div className="sm m" style={{ marginTop: 6 }}>
          {t("ticket.apologiseAfter")} <Keycap cap="Alt Q" /> {t("ticket.apologiseKeeps")}
        </div>
      </Block>
      {authority !== null && (
        <Block title={t("ticket.authority")} grow>
          <AuthorityBars authority={authority} />
        </Block>
      )}
    </>
  );
}
