import { useTranslation } from "react-i18next";
import type { MemberPage as Account } from "../../api/bindings";
import { Block } from "../../components/Blocks";
import { count } from "../../lib/format";
import { isTextKey, say, word } from "../../lib/i18n";

type Props = { account: Account; onRedeem: ((reward: string) => void) | null };

/** What the tier gives, what the points can be exchanged for now. */
export function MemberSide({ account, onRedeem }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Block title={t("member.benefits")} end={word("tier", account.member.tier)}>
        <div className="list">
          {account.benefits.length === 0 && <div className="sm i2">{t("member.noBenefits")}</div>}
          {account.benefits.map((benefit) => {
            const key = `benefit.${benefit.code}`;
            return (
              <div key={benefit.code} className="li">
                {isTextKey(key) ? say(key, { amount: String(benefit.amount ?? "") }) : benefit.code}
              </div>
            );
          })}
        </div>
      </Block>
      <Block title={t("member.canHave")} end={t("member.stock")}>
        {account.rewards.map((reward) => (
          <button
            key={reward.code}
            type="button"
            className={reward.affordable ? "li" : "li m"}
            disabled={!reward.affordable || onRedeem === null}
            onClick={() => onRedeem?.(reward.code)}
          >
            <span>{word("reward", reward.code)}</span>
            <span className="sp tn">{count(reward.points)}</span>
            <span className="sm m stock">{reward.left === null ? t("member.unlimited") : reward.left}</span>
          </button>
        ))}
      </Block>
      <Block title={t("member.rules")} grow>
        <div className="sm i2">{t("member.rulesSo")}</div>
      </Block>
    </>
  );
}
