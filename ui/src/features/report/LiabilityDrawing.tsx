import type { LiabilityMonth } from "../../api/bindings";
import { count } from "../../lib/format";
import { ticks } from "../../lib/draw";

type Props = {
  months: readonly LiabilityMonth[];
  today: string;
  onOpen: (month: string) => void;
  width: number;
  height: number;
};

const left = 64;
const right = 30;
const top = 14;
const bottom = 24;
/** Width that a month's name needs. */
const nameWidth = 54;

/** Bars by month from nothing up; the month of today in the first colour, since it is the one to do something about. */
export function LiabilityDrawing({ months, today, onOpen, width, height }: Props) {
  const most = Math.max(1, ...months.map((one) => one.points));
  const slot = (width - left - right) / months.length;
  const bar = Math.max(2, Math.min(48, slot * 0.7));
  const every = Math.max(1, Math.ceil(nameWidth / slot));
  const x = (at: number) => left + (at + 0.5) * slot;
  const y = (points: number) => height - bottom - (points / most) * (height - top - bottom);
  return (
    <g className="owing">
      {ticks(most, 4).map((tick) => (
        <g key={tick}>
          <line x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} />
          <text x={left - 6} y={y(tick) + 4} textAnchor="end">
            {count(tick)}
          </text>
        </g>
      ))}
      {months.map((one, at) => (
        <g key={one.month} className="bar" onClick={() => onOpen(one.month)}>
          <title>{`${one.month} ${count(one.points)}`}</title>
          <rect className="hand" x={x(at) - slot / 2} y={top} width={slot} height={height - top - bottom} />
          <rect
            className={one.month <= today.slice(0, 7) ? "soon" : "later"}
            x={x(at) - bar / 2}
            y={y(one.points)}
            width={bar}
            height={Math.max(1, height - bottom - y(one.points))}
          />
          {at % every === 0 && (
            <text x={x(at)} y={height - bottom + 16} textAnchor="middle">
              {one.month}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}
