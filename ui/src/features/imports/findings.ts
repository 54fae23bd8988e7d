import { useTranslation } from "react-i18next";
import type { ImportFinding } from "../../api/bindings";
import { word } from "../../lib/i18n";

export const findingId = ({ kind, column, code }: ImportFinding) => `${kind}/${column}/${code}`;

/** Returns what says a finding's reason in words. */
export function useFindingWords(): (finding: ImportFinding) => string {
  const { t } = useTranslation();
  return ({ kind, code }) => {
    if (kind === "encoding") return code.toUpperCase();
    if (kind === "refused") return word("import.code", code);
    if (kind === "flagged") return code === "" ? t("quality.anyFlag") : word("import.warning", code);
    return t(`quality.kind.${kind}`);
  };
}
