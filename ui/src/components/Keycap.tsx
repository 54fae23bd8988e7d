import type { Cap } from "../lib/keys";

type Props = {
  /** One cap, or what one cap stands for: `Alt 1–5`. */
  cap: Cap | (string & {});
};

export function Keycap({ cap }: Props) {
  return <kbd>{cap}</kbd>;
}
