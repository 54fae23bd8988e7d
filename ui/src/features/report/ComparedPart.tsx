import { useTranslation } from "react-i18next";
import type { Compared, Side } from "../../api/bindings";
import { Heading } from "../../components/Blocks";
import { Meter } from "../../components/Meter";
import { TooFew } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { count, money } from "../../lib/format";
import { percent } from "./rates";

/** 复购: members beside non-members who came by the same channel in the same half year. */
export function ComparedPart({ compared }: { compared: Compared }) {
  const { t } = useTranslation();
  return (
    <section>
      <Heading end={<span className="sm i2 num">{t("report.window", windowOf(compared))}</span>}>
        {t("report.compared")}
      </Heading>
      {compared.enough ? (
        <div className="sides">
          <SideShown label={t("report.side.members")} side={compared.members} depth="deep" />
          <SideShown label={t("report.side.others")} side={compared.others} depth="mid" />
        </div>
      ) : (
        <TooFew have={Math.min(compared.members.guests, compared.others.guests)} need={compared.least} />
      )}
      <div className="sm m">
        {t("report.method", { strata: compared.strata, later: count(compared.joined_later) })}
      </div>
      {compared.nth > 1 && <div className="sm m">{t("report.sampled", { nth: compared.nth })}</div>}
    </section>
  );
}

const windowOf = (compared: Compared) => ({ from: compared.from, to: compared.to });

function SideShown({ label, side, depth }: { label: string; side: Side; depth: "deep" | "mid" }) {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const again = percent(side.again_permille);
  return (
    <div>
      <div className="row num">
        <b>{label}</b> <span className="sm m">{t("report.guests", { count: count(side.guests) })}</span>
        <span className="sp">
          {t("report.again")} <b>{again}</b>
        </span>
      </div>
      <Meter label={`${label} ${again}`} parts={[{ share: side.again_permille / 1000, depth }]} />
      <div className="row sm num">
        <span className="i2">{t("report.spendAfter")}</span>
        <b className="sp">{money(side.spend_minor, currency)}</b>
      </div>
    </div>
  );
}
