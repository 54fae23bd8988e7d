/** Where things lie in a chart: plain arithmetic, so that it can be tested without a window. */

/** `1.01`: per 100 room-nights, always two places. */
export const rate = (value: number) => value.toFixed(2);

/** Round steps from nothing to `top`, at most `most` of them: 0, 0.5, 1 … */
export function ticks(top: number, most = 5): number[] {
  if (top <= 0) return [0];
  const rough = top / most;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((one) => one * magnitude >= rough) ?? 10) * magnitude;
  return Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, at) =>
    Number((at * step).toPrecision(6)),
  );
}

/** A path through the points; a gap where there is none. */
export function pathOf(points: readonly (readonly [number, number] | null)[]): string {
  return points
    .map((point, at) => {
      if (point === null) return "";
      const begins = at === 0 || points[at - 1] === null;
      return `${begins ? "M" : "L"}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
    })
    .join("");
}

/** The same with steps half way between the points: limits hold for a whole week. */
export function stepsOf(points: readonly (readonly [number, number] | null)[], half: number): string {
  const wide = points.flatMap((point, at): (readonly [number, number] | null)[] => {
    if (point === null) return [null];
    const left = at === 0 ? point[0] : point[0] - half;
    const right = at === points.length - 1 ? point[0] : point[0] + half;
    return [
      [left, point[1]],
      [right, point[1]],
    ];
  });
  return pathOf(wide);
}
