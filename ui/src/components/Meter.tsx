type Part = { share: number; depth: "deep" | "mid" | "light" | "pale" | "look" };
const depths = { deep: "d", mid: "", light: "l", pale: "xl", look: "a" };

type Props = {
  /** Parts of the whole, each 0–1, left to right. */
  parts: readonly Part[];
  /** What the bar says, in words: `19 / 25`. */
  label: string;
  /** Parts stand apart, as for what spending is made of. */
  apart?: boolean;
};

/** A bar of 8 px with its figure in words beside it. */
export function Meter({ parts, label, apart = false }: Props) {
  return (
    <div className={apart ? "meter parts" : "meter"} role="img" aria-label={label}>
      {parts.map((part, at) => (
        <i
          key={at}
          className={depths[part.depth]}
          style={{ width: `${Math.min(100, Math.max(0, part.share * 100))}%` }}
        />
      ))}
    </div>
  );
}
