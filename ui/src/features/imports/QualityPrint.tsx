import { useTranslation } from "react-i18next";
import type { ReportShown } from "../../api/bindings";
import { Paper, useDataAge } from "../../components/Paper";
import { wordsPart } from "../../components/Sheets";
import { useDesk } from "../../lib/desk";
import { count } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useFindingWords } from "./findings";

const kinds = ["new", "changed", "same", "conflicting", "refused", "skipped"] as const;

/** The report on A4: counts and findings, nobody's name. */
export function QualityPrint({ report, onPrinted }: { report: ReportShown; onPrinted: () => void }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const words = useFindingWords();
  const { quality, head } = report;
  const { counts, mapping, source, file_name: name, data_as_of_ms: asOf } = quality.import;
  const share = (rows: number) => `${count(rows)} · ${((rows / Math.max(1, counts.rows)) * 100).toFixed(1)}%`;
  const none = t("quality.none");
  return (
    <Paper
      title={t("quality.report")}
      name={name}
      day={desk.today}
      age={useDataAge(asOf)}
      notice={t("quality.notice")}
      head={head}
      parts={[
        wordsPart(
          "rows",
          t("imports.rows"),
          [
            [t("imports.mapping"), `${word("import.mapping", mapping)} · ${t("imports.from", { source })}`],
            [t("imports.rows"), count(counts.rows)],
            ...kinds.map((kind) => [t(`imports.count.${kind}`), share(counts[kind])] as const),
            [t("quality.suspects"), count(quality.suspects)],
          ],
          none,
        ),
        wordsPart(
          "findings",
          t("quality.findings"),
          quality.findings.map((one) => [
            [t(`quality.kind.${one.kind}`), one.column].filter(Boolean).join(" · "),
            `${words(one)} · ${share(one.rows)}`,
          ]),
          none,
        ),
      ]}
      onPrinted={onPrinted}
    />
  );
}
