import type { ReactNode } from "react";

type Props = {
  children: ReactNode;
  /** Colour only for look, act and here; `dash` for what can still be set, `ink` for VIP. */
  tone?: "plain" | "look" | "act" | "here" | "dash" | "ink";
};

const tones = { plain: "", look: "am", act: "rd", here: "pn", dash: "dash", ink: "ink" };

export function Tag({ children, tone = "plain" }: Props) {
  return <span className={`tag ${tones[tone]}`}>{children}</span>;
}
