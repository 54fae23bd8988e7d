import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Keycap } from "../../components/Keycap";
import { type Tab, Tabs } from "../../components/Tabs";
import { BenefitsCount, BenefitsTab } from "./BenefitsTab";
import { EventsCount, EventsTab } from "./EventsTab";
import { type MemberTab, type MemberTabProps, TabEndContext } from "./MemberTab";
import { RedemptionsCount, RedemptionsTab } from "./RedemptionsTab";
import { ReferralsCount, ReferralsTab } from "./ReferralsTab";
import { StatementCount, StatementTab } from "./StatementTab";

/** 对账单 and what else belongs to one member, in the order of `Alt 1–n`: one line and one component each. */
const memberTabs: readonly MemberTab[] = [
  { id: "statement", label: "member.statement", Count: StatementCount, Panel: StatementTab },
  { id: "benefits", label: "member.benefits", Count: BenefitsCount, Panel: BenefitsTab },
  { id: "redemptions", label: "redemption.title", Count: RedemptionsCount, Panel: RedemptionsTab },
  { id: "events", label: "member.events", Count: EventsCount, Panel: EventsTab },
  { id: "referrals", label: "referral.title", Count: ReferralsCount, Panel: ReferralsTab },
];

/** What is behind the account: the statement first, then what the member may have, has had and takes part in. */
export function MemberTabs(props: MemberTabProps) {
  const { t } = useTranslation();
  const [at, setAt] = useState("statement");
  const [end, setEnd] = useState<HTMLElement | null>(null);
  const tabs = memberTabs.map(({ id, label, Count }): Tab<string> => ({
    id,
    label: t(label),
    count: <Count {...props} />,
  }));
  const shown = memberTabs.find((tab) => tab.id === at) ?? memberTabs[0];
  return (
    <TabEndContext value={end}>
      <Tabs
        label={t("member.tabs")}
        tabs={tabs}
        value={at}
        onChange={setAt}
        keyed={t("key.tab")}
        end={
          <>
            <span ref={setEnd} className="row" />
            {tabs.length > 1 && (
              <>
                <Keycap cap={`Alt 1–${tabs.length}`} /> {t("key.tab")}
              </>
            )}
          </>
        }
      >
        {shown !== undefined && <shown.Panel key={shown.id} {...props} />}
      </Tabs>
    </TabEndContext>
  );
}
