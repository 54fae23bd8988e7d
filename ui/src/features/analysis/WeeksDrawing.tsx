import { useTranslation } from "react-i18next";
import type { WeekPoint } from "../../api/bindings";
import { useLanguage } from "../../lib/desk";
import { monthDay } from "../../lib/format";
import { pathOf, rate, stepsOf, ticks } from "../../lib/draw";

type Props = {
  weeks: readonly WeekPoint[];
  at: number;
  onAt: (at: number) => void;
  width: number;
  height: number;
};

const left = 44;
const right = 84;
const top = 34;
const bottom = 26;

type Scale = { x: (at: number) => number; y: (rate: number) => number; step: number; most: number };

function scaleOf({ weeks, width, height }: Props): Scale {
  const highest = weeks.flatMap((week) => [week.rate ?? 0, week.limits?.upper ?? 0]);
  const most = Math.max(0.5, ...highest) * 1.05;
  const step = (width - left - right) / Math.max(1, weeks.length - 1);
  return {
    x: (at) => left + at * step,
    y: (value) => height - bottom - (value / most) * (height - top - bottom),
    step,
    most,
  };
}

/** The u-chart: mean solid, limits stepped and dashed, labels at the right end, what lies outside as a red diamond. */
export function WeeksDrawing(props: Props) {
  const { weeks, at, onAt } = props;
  const scale = scaleOf(props);
  const points = (value: (week: WeekPoint) => number | null | undefined) =>
    weeks.map((week, place): [number, number] | null => {
      const found = value(week);
      return found == null ? null : [scale.x(place), scale.y(found)];
    });
  return (
    <g className="ch">
      <Axes {...props} scale={scale} />
      <path
        className="limit"
        d={stepsOf(
          points((week) => week.limits?.upper),
          scale.step / 2,
        )}
      />
      <path
        className="limit"
        d={stepsOf(
          points((week) => week.limits?.lower),
          scale.step / 2,
        )}
      />
      <path className="mean" d={pathOf(points((week) => week.limits?.mean))} />
      <path className="rate" d={pathOf(points((week) => week.rate))} />
      {weeks.map((week, place) => (
        <Point
          key={week.days.from}
          week={week}
          x={scale.x(place)}
          y={scale.y(week.rate ?? 0)}
          chosen={place === at}
          near={props.width - right - scale.x(place) < 90}
          onPick={() => onAt(place)}
        />
      ))}
      <Ends {...props} scale={scale} />
    </g>
  );
}

function Axes({ weeks, width, height, scale }: Props & { scale: Scale }) {
  const language = useLanguage();
  const labels = Math.max(1, Math.round(weeks.length / 5));
  const shown = weeks
    .map((week, at) => ({ week, at }))
    .filter(({ at }) => (weeks.length - 1 - at) % labels === 0);
  return (
    <>
      {ticks(scale.most).map((tick) => (
        <g key={tick}>
          <line x1={left} x2={width - right} y1={scale.y(tick)} y2={scale.y(tick)} />
          <text x={left - 8} y={scale.y(tick) + 4} textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      {shown.map(({ week, at }) => (
        <text key={week.days.from} x={scale.x(at)} y={height - 6} textAnchor="middle">
          {monthDay(week.days.from, language)}
        </text>
      ))}
    </>
  );
}

/** Mean and limits of the last week that has them, in words at the right end. */
function Ends({ weeks, width, scale }: Props & { scale: Scale }) {
  const { t } = useTranslation();
  const last = weeks.findLast((week) => week.limits !== null)?.limits;
  if (last == null) return null;
  const ends = [
    [t("analysis.upper"), last.upper],
    [t("analysis.mean"), last.mean],
    [t("analysis.lower"), last.lower],
  ] as const;
  return ends.map(([name, value]) => (
    <text key={name} x={width - right + 8} y={scale.y(value) + 4}>
      {name} {rate(value)}
    </text>
  ));
}

type PointProps = {
  week: WeekPoint;
  x: number;
  y: number;
  chosen: boolean;
  near: boolean;
  onPick: () => void;
};

function Point({ week, x, y, chosen, near, onPick }: PointProps) {
  const { t } = useTranslation();
  if (week.rate === null) return null;
  const outside = week.standing === "above";
  const said = `${rate(week.rate)} · ${t("analysis.times", { count: week.complaints })}`;
  return (
    <g onClick={onPick} className="point">
      <circle cx={x} cy={y} r={12} className="hand" />
      {outside ? (
        <path d={`M${x} ${y - 8}l8 8-8 8-8-8z`} className="out" />
      ) : (
        <circle cx={x} cy={y} r={chosen ? 5 : 3} className={chosen ? "dot on" : "dot"} />
      )}
      {(outside || chosen) && (
        <text
          x={near ? x - 14 : x}
          y={near ? y + 5 : y - 12}
          textAnchor={near ? "end" : "middle"}
          className={outside ? "red" : "b"}
        >
          {said}
        </text>
      )}
    </g>
  );
}
