import { FolderInput } from "lucide-react";
import { useTranslation } from "react-i18next";
import { chooseFolder } from "../api/call";
import { Action } from "./Action";
import { Field, TextInput } from "./Field";

/** Longest path that a system takes. */
const pathMax = 1_000;

type Props = {
  id?: string;
  label: string;
  folder: string;
  onFolder: (folder: string) => void;
  focused?: boolean;
};

/** A folder, typed or chosen in the system's own dialog. */
export function FolderField({ id, label, folder, onFolder, focused = false }: Props) {
  const { t } = useTranslation();
  const choose = async () => {
    const path = await chooseFolder(t("folder.choose"));
    if (path !== null) onFolder(path);
  };
  return (
    <div className="row" style={{ alignItems: "end" }}>
      <div style={{ flex: 1 }}>
        <Field {...(id === undefined ? {} : { id })} label={label}>
          {(field) => (
            <TextInput id={field} value={folder} onChange={onFolder} focused={focused} maxLength={pathMax} />
          )}
        </Field>
      </div>
      <Action icon={FolderInput} onClick={() => void choose()}>
        {t("folder.choose")}
      </Action>
    </div>
  );
}
