import { useTranslation } from "react-i18next";
import type { Delimiter, ImportChosen, ImportFile, MappingName, TextEncoding } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { word } from "../../lib/i18n";
import { useNth } from "../../lib/nth";

type Props = {
  file: ImportFile;
  onChange: (file: ImportFile) => void;
  onPreview: () => void;
  looked: boolean;
};

const auto = "auto";
const mappings: readonly MappingName[] = [
  "lobby",
  "opera",
  "cloudbeds",
  "booking-com",
  "airbnb",
  "ota-orders",
  "booking-demand",
];
const encodings: readonly TextEncoding[] = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "gb18030",
  "big5",
  "shift_jis",
  "windows-1252",
];
const delimiters: readonly Delimiter[] = ["comma", "semicolon", "tab", "pipe"];

/** Which file, and how it is to be read where one does not leave that to be recognised. */
export function ImportChoice({ file, onChange, onPreview, looked }: Props) {
  const { t } = useTranslation();
  const { how, chosen } = file;
  useNth(["import-path", "import-mapping", "import-encoding", "import-delimiter"]);
  return (
    <form
      className="choice"
      onSubmit={(event) => {
        event.preventDefault();
        onPreview();
      }}
    >
      <Field id="import-path" label={t("imports.path")}>
        {(id) => (
          <TextInput
            id={id}
            value={file.path}
            onChange={(path) => onChange({ ...file, path })}
            maxLength={1000}
          />
        )}
      </Field>
      <OneOf
        id="import-mapping"
        label={t("imports.mapping")}
        value={how.mapping}
        choices={mappings}
        words={(one) => word("import.mapping", one)}
        onChange={(mapping) => onChange({ ...file, how: { ...how, mapping } })}
      />
      <ReadAs chosen={chosen} onChange={(chosen) => onChange({ ...file, chosen })} />
      <Action
        type="submit"
        kind={looked ? "plain" : "primary"}
        cap={looked ? undefined : "Ctrl Enter"}
        lacks={file.path.trim() === "" ? t("imports.lacksFile") : undefined}
      >
        {t("imports.look")}
      </Action>
      {!looked && (
        <div className="sm i2" style={{ gridColumn: "1 / -1", marginTop: 8 }}>
          {t("imports.formats", {
            mappings: mappings.map((one) => word("import.mapping", one)).join(t("list.and")),
          })}
        </div>
      )}
    </form>
  );
}

type ReadAsProps = { chosen: ImportChosen; onChange: (chosen: ImportChosen) => void };

/** How the letters are read and the fields told apart, where the guess is wrong. */
export function ReadAs({ chosen, onChange }: ReadAsProps) {
  const { t } = useTranslation();
  return (
    <>
      <OneOf
        id="import-encoding"
        label={t("imports.encoding")}
        value={chosen.encoding}
        choices={encodings}
        words={(one) => one.toUpperCase()}
        onChange={(encoding) => onChange({ ...chosen, encoding })}
      />
      <OneOf
        id="import-delimiter"
        label={t("imports.delimiter")}
        value={chosen.delimiter}
        choices={delimiters}
        words={(one) => t(`imports.delimiter.${one}`)}
        onChange={(delimiter) => onChange({ ...chosen, delimiter })}
      />
    </>
  );
}

type OneOfProps<Value extends string> = {
  id: string;
  label: string;
  value: Value | null;
  choices: readonly Value[];
  words: (value: Value) => string;
  onChange: (value: Value | null) => void;
};

/** A choice that is recognised from the file where nobody makes it. */
function OneOf<Value extends string>({
  id: named,
  label,
  value,
  choices,
  words,
  onChange,
}: OneOfProps<Value>) {
  const { t } = useTranslation();
  return (
    <Pick
      id={named}
      label={label}
      value={value ?? auto}
      onChange={(picked) => onChange(choices.find((choice) => choice === picked) ?? null)}
      choices={[
        { value: auto, label: t("imports.auto") },
        ...choices.map((choice) => ({ value: choice, label: words(choice) })),
      ]}
    />
  );
}
