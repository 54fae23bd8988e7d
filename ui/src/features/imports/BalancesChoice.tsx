import { useTranslation } from "react-i18next";
import type { BalancesChosen } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Field, TextInput } from "../../components/Field";
import { useNth } from "../../lib/nth";
import { ReadAs } from "./ImportChoice";

type Props = {
  file: BalancesChosen;
  onChange: (file: BalancesChosen) => void;
  onPreview: () => void;
  looked: boolean;
};

/** Which file of balances, and how its letters are read. */
export function BalancesChoice({ file, onChange, onPreview, looked }: Props) {
  const { t } = useTranslation();
  useNth(["import-path", "import-encoding", "import-delimiter"]);
  return (
    <form
      className="choice brief"
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
      <ReadAs chosen={file.chosen} onChange={(chosen) => onChange({ ...file, chosen })} />
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
          {t("balances.formats")}
        </div>
      )}
    </form>
  );
}
