import { useTranslation } from "react-i18next";
import type { Compared, Side } from "../../api/bindings";
import { Heading } from "../../components/Blocks";
import { Meter } from "../../components/Meter";
import { TooFew } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { count, money } from "../../lib/format";
import { percent } from "./rates";
import type { OnOpen } from "./ReportFigures";

/** 复购: members beside non-members who came by the same channel in the same half year. */
export function ComparedPart({ compared, onOpen }: { compared: Compared; onOpen: OnOpen }) {
  const { t } = useTranslation();
  const sides = (which: "members" | "others"): SideProps => ({
    label: t(`report.side.${which}`),
    side: compared[which],
    depth: which === "members" ? "deep" : "mid",
    onOpen: (said) => onOpen(`compared_${which}`, { said }),
  });
  const later = count(compared.joined_later);
  return (
    <section>
      <Heading end={<span className="sm i2 num">{t("report.window", windowOf(compared))}</span>}>
        {t("report.compared")}
      </Heading>
      {compared.enough ? (
        <div className="sides">
          <SideShown {...sides("members")} />
          <SideShown {...sides("others")} />
        </div>
      ) : (
        <TooFew have={Math.min(compared.members.guests, compared.others.guests)} need={compared.least} />
      )}
      <div className="sm m">
        {t("report.method", { strata: compared.strata })}{" "}
        {compared.joined_later > 0 && (
          <button type="button" className="linkish" onClick={() => onOpen("joined_later", { said: later })}>
            {t("report.joinedLater", { later })}
          </button>
        )}
      </div>
      {compared.nth > 1 && <div className="sm m">{t("report.sampled", { nth: compared.nth })}</div>}
    </section>
  );
}

const windowOf = (compared: Compared) => ({ from: compared.from, to: compared.to });

type SideProps = { label: string; side: Side; depth: "deep" | "mid"; onOpen: (said: string) => void };

function SideShown({ label, side, depth, onOpen }: SideProps) {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const again = percent(side.again_permille);
  const guests = t("report.guests", { count: count(side.guests) });
  const opening = (said: string, className: string) => (
    <button type="button" className={className} onClick={() => onOpen(said)}>
      {said}
    </button>
  );
  return (
    <div>
      <div className="row num">
        <b>{label}</b> {opening(guests, "linkish sm")}
        <span className="sp">
          {t("report.again")} {opening(again, "linkish w6")}
        </span>
      </div>
      <Meter label={`${label} ${again}`} parts={[{ share: side.again_permille / 1000, depth }]} />
      <div className="row sm num">
        <span className="i2">{t("report.spendAfter")}</span>
        <span className="sp">{opening(money(side.spend_minor, currency), "linkish w6")}</span>
      </div>
    </div>
  );
}
