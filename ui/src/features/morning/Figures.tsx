import { useNavigate } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CallCounts, Figure, Morning } from "../../api/bindings";
import { Keycap } from "../../components/Keycap";
import { useDesk, useMay } from "../../lib/desk";
import { count, money } from "../../lib/format";
import { type Cap, useKeys } from "../../lib/keys";

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
        <Greeted morning={morning} />
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

/** 主动问候: how many of those on the list were greeted; it opens that list. */
function Greeted({ morning: { calls, period } }: { morning: Morning }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const open = () => void navigate({ to: "/calls", search: { from: period.from, to: period.to } });
  const shown = calls !== null && may("read_calls");
  useKeys(shown ? [{ cap: "Alt N", label: t("morning.figure.calls"), place: "sheet", run: open }] : []);
  if (!shown) return null;
  return (
    <button type="button" className="figline" onClick={open}>
      <span className="i2 sm nw">{t("morning.figure.calls")}</span>
      <b className="num">{greeted(calls, t)}</b>
      <Keycap cap="Alt N" />
    </button>
  );
}

/** `8 / 12` */
export const greeted = ({ made, listed }: CallCounts, t: TFunction): string =>
  t("call.share", { made: count(made), listed: count(listed) });

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
