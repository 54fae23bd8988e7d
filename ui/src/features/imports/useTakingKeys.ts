import { useTranslation } from "react-i18next";
import { useKeys } from "../../lib/keys";

type Asks = {
  /** While something runs, its own Esc is the only key. */
  busy: boolean;
  choose: () => void;
  /** What comes next: look, then take. */
  next: { label: string; run: () => void };
  back: { label: string; run: () => void };
};

/** The keys of a page that takes a file in. */
export function useTakingKeys({ busy, choose, next, back }: Asks): void {
  const { t } = useTranslation();
  useKeys(
    busy
      ? []
      : [
          { cap: "F5", label: t("imports.choose"), place: "verb", run: choose },
          { cap: "Ctrl Enter", place: "verb", ...next },
          { cap: "Esc", place: "move", ...back },
        ],
  );
}

/** The endings of files that can be read. */
export const endings = ["csv", "txt", "tsv", "tab", "xlsx"];
