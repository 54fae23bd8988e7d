import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type Props = {
  icon: LucideIcon;
  /** The fact, in the tone's colour. */
  fact: string;
  /** What follows from it. */
  children?: ReactNode;
  /** The one thing to do about it. */
  action?: ReactNode;
  tone?: "look" | "act";
};

/** A strip across the page: one fact, what it means, one action. */
export function Banner({ icon: Icon, fact, children, action, tone = "look" }: Props) {
  return (
    <div className={tone === "act" ? "ban rd" : "ban"} role="status">
      <Icon size={16} aria-hidden />
      <span>
        <b>{fact}</b>
        {children}
      </span>
      {action !== undefined && <span className="sp row">{action}</span>}
    </div>
  );
}

/** The amber bar of a card: what was promised or complained about, and the key that settles it. */
export function AmberBar({
  icon: Icon,
  fact,
  children,
  detail,
  action,
  tight = false,
}: Omit<Props, "tone"> & { detail?: ReactNode; tight?: boolean }) {
  return (
    <div className={tight ? "bar4 tight" : "bar4"} role="status">
      <Icon size={tight ? 16 : 18} className={tight ? "" : "s18"} aria-hidden />
      <div className="fill">
        <div className={tight ? "col" : "row b"}>
          <b className="am nw">{fact}</b>
          <span>{children}</span>
        </div>
        {detail !== undefined && <div className="sm i2">{detail}</div>}
      </div>
      {action}
    </div>
  );
}
