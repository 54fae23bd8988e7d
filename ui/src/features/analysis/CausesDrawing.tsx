import type { CauseLine } from "../../api/bindings";
import { count } from "../../lib/format";
import { pathOf, ticks } from "../../lib/draw";

type Props = {
  lines: readonly CauseLine[];
  total: number;
  at: number;
  named: (word: string) => string;
  onPoint: (at: number) => void;
  width: number;
  height: number;
};

const left = 34;
const right = 44;
const top = 16;
const bottom = 40;

/** The Pareto: the left axis goes to the total, so that the cumulative line starts on the first bar. */
export function CausesDrawing({ lines, total, at, named, onPoint, width, height }: Props) {
  const slot = (width - left - right) / Math.max(1, lines.length);
  const bar = Math.min(64, slot * 0.74);
  const x = (place: number) => left + (place + 0.5) * slot;
  const y = (value: number) => height - bottom - (value / Math.max(1, total)) * (height - top - bottom);
  const steps = ticks(total, 4).filter((tick) => Number.isInteger(tick) && total - tick > total * 0.08);
  return (
    <g className="ch">
      {[...steps, total].map((tick) => (
        <g key={tick}>
          <line x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} />
          <text x={left - 6} y={y(tick) + 4} textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      {[50, 100].map((percent) => (
        <text key={percent} x={width - right + 6} y={y((total * percent) / 100) + 4}>
          {percent}%
        </text>
      ))}
      {lines.map((line, place) => (
        <g key={line.word} onClick={() => onPoint(place)} className="point">
          <rect
            x={x(place) - bar / 2}
            y={y(line.count)}
            width={bar}
            height={Math.max(1, height - bottom - y(line.count))}
            className={place === 0 ? "first" : "next"}
          />
          {place === at && (
            <line
              className="chosen"
              x1={x(place) - bar / 2}
              x2={x(place) + bar / 2}
              y1={height - bottom + 2}
              y2={height - bottom + 2}
            />
          )}
          <text
            x={x(place)}
            y={place === 0 ? y(line.count) + 16 : y(line.count) - 5}
            textAnchor="middle"
            className={place === 0 && height - bottom - y(line.count) > 20 ? "w" : "b"}
          >
            {count(line.count)}
          </text>
          <Name
            words={named(line.word)}
            x={x(place)}
            y={height - bottom + 17}
            room={slot}
            bold={place === at}
          />
        </g>
      ))}
      <path className="share" d={pathOf(lines.map((line, place) => [x(place), y(line.cumulative)]))} />
      {lines.slice(1).map((line, place) => (
        <rect
          key={line.word}
          className="mark"
          x={x(place + 1) - 2.5}
          y={y(line.cumulative) - 2.5}
          width={5}
          height={5}
        />
      ))}
    </g>
  );
}

type NameProps = { words: string; x: number; y: number; room: number; bold: boolean };

/** A cause's name in one line or two, as wide as its bar has room: 12 px a sign of hanzi, half of it a letter. */
function Name({ words, x, y, room, bold }: NameProps) {
  const fits = Math.max(2, Math.floor(room / (/\p{Script=Han}/u.test(words) ? 12.5 : 7)));
  const signs = Array.from(words);
  const second = signs.slice(fits, fits * 2);
  if (signs.length > fits * 2 && second.length > 0) second[second.length - 1] = "…";
  return (
    <text x={x} y={y} textAnchor="middle" className={bold ? "b" : undefined}>
      <tspan x={x}>{signs.slice(0, fits).join("")}</tspan>
      {second.length > 0 && (
        <tspan x={x} dy={15}>
          {second.join("")}
        </tspan>
      )}
    </text>
  );
}
