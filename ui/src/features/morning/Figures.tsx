import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Figure, Morning } from "../../api/bindings";
import { Keycap } from "../../components/Keycap";
import { useDesk } from "../../lib/desk";
import { count, money } from "../../lib/format";
import type { Cap } from "../../lib/keys";

type Props = { morning: Morning; chosen: Figure; onChoose: (figure: Figure) => void };
type Shown = { figure: Figure; cap: Cap; value: string; beside: ReactNode; act?: boolean; line?: boolean };

/** The figures of the report, each with what it is measured against; each opens its rows below. */
export function Figures({ morning, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const shown = useFigures(morning);
  return (
    <div className="figures" role="group" aria-label={t("morning.title")}>
      {shown
        .filter((one) => one.line !== true)
        .map((one) => (
          <button
            key={one.figure}
            type="button"
            className={one.figure === chosen ? "fig on" : "fig"}
            aria-pressed={one.figure === chosen}
            onClick={() => onChoose(one.figure)}
          >
            <span className="row">
              <span className="i2 sm nw">{t(`morning.figure.${one.figure}`)}</span>
              <span className="sp">
                <Keycap cap={one.cap} />
              </span>
            </span>
            <span className={one.act === true ? "v num rd" : "v num"}>{one.value}</span>
            <span className="sm m">{one.beside}</span>
          </button>
        ))}
      <div className="beyond">
        {shown
          .filter((one) => one.line === true)
          .map((one) => (
            <button
              key={one.figure}
              type="button"
              className={one.figure === chosen ? "figline on" : "figline"}
              aria-pressed={one.figure === chosen}
              onClick={() => onChoose(one.figure)}
            >
              <span className="i2 sm nw">{t(`morning.figure.${one.figure}`)}</span>
              <b className={one.act === true ? "num rd" : "num"}>{one.value}</b>
              <Keycap cap={one.cap} />
            </button>
          ))}
      </div>
    </div>
  );
}

export function useFigures(morning: Morning): readonly Shown[] {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const { compensation: given } = morning;
  const before = morning.new_before_tenths;
  return [
    {
      figure: "new",
      cap: "Alt 1",
      value: count(morning.new),
      beside:
        before === null ? t("morning.noBefore") : t("morning.before", { mean: (before / 10).toFixed(1) }),
    },
    { figure: "open", cap: "Alt 2", value: count(morning.open), beside: t("morning.atEnd") },
    {
      figure: "late",
      cap: "Alt 3",
      value: count(morning.late),
      beside: t("morning.ofOpen", { count: morning.open }),
      act: morning.late > 0,
    },
    {
      figure: "unrecovered",
      cap: "Alt 4",
      value: count(morning.unrecovered),
      beside: t("morning.unrecoveredSo"),
      act: morning.unrecovered > 0,
    },
    {
      figure: "compensation",
      cap: "Alt 5",
      value: money(given.money_minor, currency),
      beside:
        given.points > 0
          ? t("morning.andPoints", { points: count(given.points) })
          : t("morning.inMonth", { sum: money(given.month_minor, currency) }),
      act: given.budget_minor !== null && given.month_minor > given.budget_minor,
    },
    {
      figure: "callbacks",
      cap: "Alt 6",
      value: `${count(morning.callbacks_done)} / ${count(morning.callbacks)}`,
      beside: t("morning.callbacksSo"),
    },
    {
      figure: "authority",
      cap: "Alt 7",
      value: count(morning.authority.reduce((all, one) => all + one.remedies, 0)),
      beside: t("morning.authoritySo", { count: morning.authority.length }),
    },
    {
      figure: "disputed",
      cap: "Alt 8",
      value: count(morning.disputed),
      beside: t("morning.disputedSo"),
      act: morning.disputed > 0,
    },
    {
      figure: "outside",
      cap: "Alt W",
      value: count(morning.outside),
      beside: "",
      act: morning.outside_late > 0,
      line: true,
    },
    { figure: "praise", cap: "Alt 9", value: count(morning.praise), beside: "", line: true },
    { figure: "ideas", cap: "Alt Y", value: count(morning.ideas), beside: "", line: true },
  ];
}
