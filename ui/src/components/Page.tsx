import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "../lib/keys";

type Props = {
  children: ReactNode;
  /** What belongs to the page, at its right; a drawer behind `Alt 0` where the window is narrow. */
  side?: ReactNode;
  sideLabel?: string;
};

/** The sheet: the page and, at its right, its side panel. */
export function Page({ children, side, sideLabel }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useKeys(
    side === undefined
      ? []
      : [{ cap: "Alt 0", label: t("side.toggle"), place: "sheet", run: () => setOpen(!open) }],
  );
  return (
    <div className={side === undefined ? "page" : "page two"}>
      <main className="main">{children}</main>
      {side !== undefined && (
        <aside className={open ? "side open" : "side"} aria-label={sideLabel}>
          {side}
        </aside>
      )}
    </div>
  );
}
