import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field, TextInput } from "../components/Field";
import { StartForm } from "./StartForm";

type Props = {
  onOpen: (path: string, passphrase: string) => void;
  onBack: () => void;
  busy: boolean;
  trouble: ReactNode;
};

/** Which backup, and the passphrase or recovery key of the hotel it was made of. */
export function BackupForm({ onOpen, onBack, busy, trouble }: Props) {
  const { t } = useTranslation();
  const [path, setPath] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const ready = path.trim() !== "" && passphrase !== "";
  return (
    <StartForm
      title={t("first.backup.title")}
      intro={t("first.backup.what")}
      confirm={{
        label: t("first.backup.open"),
        run: () => onOpen(path.trim(), passphrase),
        lacks: ready ? undefined : t("first.backup.lacks"),
      }}
      onBack={onBack}
      busy={busy}
      trouble={trouble}
    >
      <div className="wide">
        <Field label={t("first.backup.path")}>
          {(id) => <TextInput id={id} value={path} onChange={setPath} focused />}
        </Field>
      </div>
      <Field label={t("first.backup.secret")}>
        {(id) => <TextInput id={id} value={passphrase} onChange={setPassphrase} secret maxLength={200} />}
      </Field>
    </StartForm>
  );
}
