import { useTranslation } from "react-i18next";
import type { SheetSize } from "../../api/bindings";
import { Heading } from "../../components/Blocks";
import { count, size } from "../../lib/format";
import { word } from "../../lib/i18n";

/** What the package holds: each table with its rows and bytes, and the manifest that seals them. */
export function Contents({ sheets }: { sheets: readonly SheetSize[] }) {
  const { t } = useTranslation();
  const rows = sheets.reduce((sum, sheet) => sum + sheet.rows, 0);
  const bytes = sheets.reduce((sum, sheet) => sum + sheet.bytes, 0);
  return (
    <section className="contents">
      <Heading
        end={<span className="num">{t("group.whole", { rows: count(rows), size: size(bytes) })}</span>}
      >
        {t("group.contents")}
      </Heading>
      <ul className="sm">
        {sheets.map((sheet) => (
          <li key={sheet.name} className="row">
            <span className="i2 el">
              {word("sheet", sheet.name)} {sheet.name}
            </span>
            <span className="sp num">
              {count(sheet.rows)} <span className="m">{size(sheet.bytes)}</span>
            </span>
          </li>
        ))}
        <li className="row">
          <span className="i2 el">{t("group.manifest")} manifest</span>
          <span className="sp">{t("group.manifestSo")}</span>
        </li>
      </ul>
    </section>
  );
}
