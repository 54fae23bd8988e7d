import { type ReactNode, useEffect, useRef, useState } from "react";

type Props = {
  /** What the chart says, for whoever does not see it. */
  label: string;
  height: number;
  /** Draws for this width, in CSS pixels. */
  children: (width: number) => ReactNode;
};

/** The width before the place is measured: the page's at 1440. */
const widthFirst = 880;

/** A drawing as wide as its place, whose letters keep their size. The same figures stand in a table behind `Alt T`. */
export function Chart({ label, height, children }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(widthFirst);
  useEffect(() => {
    const box = place.current;
    if (box === null) return undefined;
    const measure = () => {
      if (box.clientWidth > 0) setWidth(box.clientWidth);
    };
    const watch = new ResizeObserver(measure);
    measure();
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  return (
    <div ref={place} className="chart" style={{ height }}>
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={label}>
        {children(width)}
      </svg>
    </div>
  );
}
