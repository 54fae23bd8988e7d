import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { MemberPage as Account } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Block } from "../../components/Blocks";
import { benefitLeft, benefitName, benefitUsable, memberBenefits } from "../../lib/benefits";
import { count } from "../../lib/format";
import { rewardName } from "../../lib/rewards";
import { rewardLacks } from "./rewardWords";

type Props = {
  account: Account;
  onRedeem: ((reward: string) => void) | null;
  /** Notes that a benefit is used; absent where the person may not. */
  onUse: (() => void) | null;
};

/** What is left of what the tier gives, what the points can be exchanged for now. */
export function MemberSide({ account, onRedeem, onUse }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Standing account={account} onUse={onUse} />
      <Block title={t("member.canHave")} end={t("member.stock")}>
        {account.rewards.map((reward) => (
          <button
            key={reward.code}
            type="button"
            className={reward.affordable ? "li" : "li m"}
            disabled={!reward.affordable || onRedeem === null}
            title={rewardLacks(reward, t)}
            onClick={() => onRedeem?.(reward.code)}
          >
            <span>{rewardName(reward)}</span>
            <span className="sp tn">{count(reward.points)}</span>
            <span className={reward.left === 1 ? "sm am stock" : "sm m stock"}>
              {reward.left === null
                ? t("member.unlimited")
                : reward.left === 0
                  ? t("reward.soldOut")
                  : count(reward.left)}
            </span>
          </button>
        ))}
      </Block>
      <Block title={t("member.rules")} grow>
        <div className="sm i2">{t("member.rulesSo")}</div>
      </Block>
    </>
  );
}

/** 权益: 剩 2 / 6 份, and the key that notes the next one. */
function Standing({ account, onUse }: Pick<Props, "account" | "onUse">) {
  const { t } = useTranslation();
  const benefits = useQuery(memberBenefits(account.member.guest)).data;
  const standing = benefits?.standing ?? [];
  return (
    <Block title={t("member.benefits")} end={t("benefit.thisYear")}>
      <div className="list">
        {benefits !== undefined && standing.length === 0 && (
          <div className="sm i2">{t("member.noBenefits")}</div>
        )}
        {standing.map((one) => (
          <div key={one.code} className={benefitUsable(one) ? "li" : "li m"}>
            <span>{benefitName(one)}</span>
            <span className="sp sm i2 num">{benefitLeft(one, t)}</span>
          </div>
        ))}
      </div>
      {onUse !== null && standing.length > 0 && (
        <div style={{ marginTop: 10 }}>
          <Action size="s" cap="Alt Y" onClick={onUse}>
            {t("benefit.use")}
          </Action>
        </div>
      )}
    </Block>
  );
}
