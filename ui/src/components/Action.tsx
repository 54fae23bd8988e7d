import { LoaderCircle, Lock, type LucideIcon } from "lucide-react";
import type { ReactNode, Ref } from "react";
import type { Cap } from "../lib/keys";
import { Keycap } from "./Keycap";

type Props = {
  children: ReactNode;
  onClick?: (() => void) | undefined;
  /** The key that does the same. It is shown here; the page declares it with `useKeys`. */
  cap?: Cap | undefined;
  /** At most one primary a page; `red` for what destroys or pays. */
  kind?: "primary" | "plain" | "text" | "red";
  size?: "s" | "m" | "l";
  icon?: LucideIcon;
  /** Why it cannot be pressed, in the words that follow its own: 关闭：还缺 4 项. */
  lacks?: string | undefined;
  busy?: boolean;
  type?: "button" | "submit";
  ref?: Ref<HTMLButtonElement> | undefined;
};

const looks = { primary: "pri", plain: "", text: "text", red: "red" };

/** A button with its key on it. */
export function Action({
  children,
  onClick,
  cap,
  kind = "plain",
  size = "m",
  icon: Icon,
  lacks,
  busy = false,
  type = "button",
  ref,
}: Props) {
  const barred = lacks !== undefined;
  const classes = ["btn", barred ? "dis" : looks[kind], size === "m" ? "" : size].filter(Boolean).join(" ");
  return (
    <button
      ref={ref}
      type={type}
      className={classes}
      onClick={barred || busy ? undefined : onClick}
      aria-disabled={barred || busy || undefined}
      aria-busy={busy || undefined}
    >
      {busy ? (
        <LoaderCircle className="s14 spin" size={14} aria-hidden />
      ) : barred ? (
        <Lock className="s14" size={14} aria-hidden />
      ) : (
        Icon && <Icon className="s14" size={14} aria-hidden />
      )}
      <span>
        {children}
        {barred && `：${lacks}`}
      </span>
      {cap !== undefined && !barred && <Keycap cap={cap} />}
    </button>
  );
}
