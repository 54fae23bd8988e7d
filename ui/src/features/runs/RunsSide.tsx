import { useTranslation } from "react-i18next";
import type { DueLine, PastRun } from "../../api/bindings";
import { Block } from "../../components/Blocks";
import { count } from "../../lib/format";
import { word } from "../../lib/i18n";

type Props = { promises: readonly DueLine[]; past: readonly PastRun[]; today: string };

/** Promises shown in the panel; the rest is on the members' pages. */
const shownMax = 12;

/** What a rule of the programme gives them for: `住店 2026-07-12`. */
function groundOf({ source, told }: DueLine): string {
  if (source.kind === "desk" || source.kind === "words") return "";
  return `${word("source", source.kind)} ${told === "" && source.kind !== "referral" ? source.value : told}`.trim();
}

/** Promises with a day, and the runs that were. */
export function RunsSide({ promises, past, today }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Block title={t("runs.promises")} end={promises.length === 0 ? undefined : count(promises.length)}>
        {promises.length === 0 && <div className="sm i2">{t("runs.noPromises")}</div>}
        {promises.slice(0, shownMax).map((line) => (
          <div key={line.id} className="li">
            <span>
              {line.name} <span className="sm i2">{line.reason === "" ? groundOf(line) : line.reason}</span>
            </span>
            <span className="sp tn">({count(line.points)})</span>
            <span className={line.due_on <= today ? "sm tn am w6" : "sm tn m"}>{line.due_on.slice(5)}</span>
          </div>
        ))}
      </Block>
      <Block title={t("runs.past")} grow>
        {past.length === 0 && <div className="sm i2">{t("runs.noPast")}</div>}
        {past.map((run) => (
          <div key={`${run.on}-${run.made_on}-${run.points}`} className="li">
            <span className="tn">{run.on}</span>
            <span className="sp sm i2 num">
              {t("runs.ofRun", { members: count(run.members), points: count(run.points) })}
            </span>
            <span className="sm m">{run.by}</span>
          </div>
        ))}
      </Block>
    </>
  );
}
