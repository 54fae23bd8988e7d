import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Delimiter, ImportChosen, TextEncoding } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Field, TextInput } from "../../components/Field";
import { OneOf } from "./OneOf";

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

type Chosen = { path: string; chosen: ImportChosen };

type Props<File extends Chosen> = {
  file: File;
  onChange: (file: File) => void;
  onPreview: () => void;
  looked: boolean;
  /** What a file may be, in words. */
  formats: string;
  /** How its columns are read, where there are several ways. */
  children?: ReactNode;
};

/** Which file, how its letters are read and its fields told apart, and the look at it. */
export function FileChoice<File extends Chosen>(props: Props<File>) {
  const { file, onChange, onPreview, looked, formats, children } = props;
  const { t } = useTranslation();
  const { chosen } = file;
  return (
    <form
      className={children === undefined ? "choice bare" : "choice"}
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
      {children}
      <OneOf
        id="import-encoding"
        label={t("imports.encoding")}
        value={chosen.encoding}
        choices={encodings}
        words={(one) => one.toUpperCase()}
        onChange={(encoding) => onChange({ ...file, chosen: { ...chosen, encoding } })}
      />
      <OneOf
        id="import-delimiter"
        label={t("imports.delimiter")}
        value={chosen.delimiter}
        choices={delimiters}
        words={(one) => t(`imports.delimiter.${one}`)}
        onChange={(delimiter) => onChange({ ...file, chosen: { ...chosen, delimiter } })}
      />
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
          {formats}
        </div>
      )}
    </form>
  );
}
