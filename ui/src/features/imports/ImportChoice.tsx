import { useTranslation } from "react-i18next";
import type { ImportFile, MappingName } from "../../api/bindings";
import { word } from "../../lib/i18n";
import { useNth } from "../../lib/nth";
import { FileChoice } from "./FileChoice";
import { OneOf } from "./OneOf";

type Props = {
  file: ImportFile;
  onChange: (file: ImportFile) => void;
  onPreview: () => void;
  looked: boolean;
};

const mappings: readonly MappingName[] = [
  "lobby",
  "opera",
  "cloudbeds",
  "booking-com",
  "airbnb",
  "ota-orders",
  "booking-demand",
];

/** Which file, and how it is to be read where one does not leave that to be recognised. */
export function ImportChoice({ file, onChange, onPreview, looked }: Props) {
  const { t } = useTranslation();
  const { how } = file;
  useNth(["import-path", "import-mapping", "import-encoding", "import-delimiter"]);
  const named = mappings.map((one) => word("import.mapping", one)).join(t("list.and"));
  const formats = t("imports.formats", { mappings: named });
  return (
    <FileChoice {...{ file, onChange, onPreview, looked, formats }}>
      <OneOf
        id="import-mapping"
        label={t("imports.mapping")}
        value={how.mapping}
        choices={mappings}
        words={(one) => word("import.mapping", one)}
        onChange={(mapping) => onChange({ ...file, how: { ...how, mapping } })}
      />
    </FileChoice>
  );
}
