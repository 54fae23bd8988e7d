import { useTranslation } from "react-i18next";
import type { ReportShown } from "../../api/bindings";
import { PrintSheets } from "../../components/PrintSheets";
import { useDesk } from "../../lib/desk";
import { clock, count, dateOf } from "../../lib/format";
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
  return (
    <PrintSheets
      house={desk.hotel}
      practice={desk.practice ? t("file.practice") : ""}
      title={t("quality.report")}
      name={name}
      printed={t("file.printed", {
        at: `${dateOf(desk.now_ms, desk.time_zone)} ${clock(desk.now_ms, desk.time_zone)}`,
        by: desk.user.name,
      })}
      age={t("file.age", { date: dateOf(asOf, desk.time_zone) })}
      notice={t("quality.notice")}
      head={t("file.head", { seq: count(head.seq), mac: head.mac.slice(0, 8) })}
      parts={[
        {
          title: t("imports.rows"),
          rows: [
            [t("imports.mapping"), `${word("import.mapping", mapping)} · ${t("imports.from", { source })}`],
            [t("imports.rows"), count(counts.rows)],
            ...kinds.map((kind) => [t(`imports.count.${kind}`), share(counts[kind])] as const),
            [t("quality.suspects"), count(quality.suspects)],
          ],
        },
        {
          title: t("quality.findings"),
          rows: quality.findings.map((one) => [
            [t(`quality.kind.${one.kind}`), one.column].filter(Boolean).join(" · "),
            `${words(one)} · ${share(one.rows)}`,
          ]),
        },
      ]}
      none={t("quality.none")}
      onPrinted={onPrinted}
    />
  );
}
