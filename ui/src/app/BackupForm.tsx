import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Action } from "../components/Action";
import { Field, TextInput } from "../components/Field";
import { useKeys } from "../lib/keys";

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
  const open = () => {
    if (ready && !busy) onOpen(path.trim(), passphrase);
  };
  useKeys([{ cap: "Ctrl Enter", run: open }]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        open();
      }}
    >
      <h1 className="h30">{t("first.backup.title")}</h1>
      <div className="i2">{t("first.backup.what")}</div>
      <div className="form">
        <div className="wide">
          <Field label={t("first.backup.path")}>
            {(id) => <TextInput id={id} value={path} onChange={setPath} focused />}
          </Field>
        </div>
        <Field label={t("first.backup.secret")}>
          {(id) => <TextInput id={id} value={passphrase} onChange={setPassphrase} secret maxLength={200} />}
        </Field>
      </div>
      {trouble}
      <div className="row" style={{ marginTop: 24 }}>
        <Action
          kind="primary"
          size="l"
          cap="Ctrl Enter"
          onClick={open}
          busy={busy}
          lacks={ready ? undefined : t("first.backup.lacks")}
        >
          {t("first.backup.open")}
        </Action>
        <Action size="l" cap="Esc" onClick={onBack}>
          {t("back")}
        </Action>
      </div>
    </form>
  );
}
