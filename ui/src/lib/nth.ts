/** Alt and a digit: the nth thing of a page. */
import { useTranslation } from "react-i18next";
import { type Cap, type KeyUse, useKeys } from "./keys";

export const altCaps: readonly Cap[] = [
  "Alt 1",
  "Alt 2",
  "Alt 3",
  "Alt 4",
  "Alt 5",
  "Alt 6",
  "Alt 7",
  "Alt 8",
  "Alt 9",
];

/** `Alt 1–n` puts the caret into the nth of these elements: a field, or a group of choices on the chosen one. */
export function useNth(ids: readonly string[]): void {
  const { t } = useTranslation();
  const first = {
    label: t("key.toNth"),
    shown: [ids.length === 1 ? "Alt 1" : `Alt 1–${ids.length}`],
    place: "verb",
  } as const;
  useKeys(
    ids.flatMap((id, at): KeyUse[] => {
      const cap = altCaps[at];
      return cap === undefined ? [] : [{ cap, ...(at === 0 && first), run: () => focusOn(id) }];
    }),
  );
}

/** Answers `false` where there is nothing to stand on, so that the key is left alone. */
function focusOn(id: string): boolean {
  const found = document.getElementById(id);
  const inside =
    found?.querySelector<HTMLElement>("input:checked") ?? found?.querySelector<HTMLElement>("input, button");
  const wanted = found?.matches("input, textarea, select") === true ? found : inside;
  wanted?.focus();
  return wanted !== null && wanted !== undefined;
}
