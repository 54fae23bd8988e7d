import { Printer } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Action } from "../components/Action";
import { Tick } from "../components/Field";
import { useKeys } from "../lib/keys";

const print = () => window.print();

/** The recovery key, shown once: it goes on paper and into the safe, for it opens the file when the passphrase is lost. */
export function RecoveryKey({ recovery, onDone }: { recovery: string; onDone: () => void }) {
  const { t } = useTranslation();
  const [kept, setKept] = useState(false);
  useKeys([
    { cap: "Ctrl P", run: print },
    { cap: "Ctrl Enter", run: () => kept && onDone() },
  ]);
  return (
    <>
      <h1 className="h30">{t("first.key.title")}</h1>
      <div className="i2">{t("first.key.what")}</div>
      <div className="box recovery text num">{recovery}</div>
      <div className="row" style={{ marginBottom: 20 }}>
        <Action icon={Printer} cap="Ctrl P" onClick={print}>
          {t("first.key.print")}
        </Action>
        <span className="sm m">{t("first.key.once")}</span>
      </div>
      <Tick label={t("first.key.kept")} checked={kept} onChange={setKept} />
      <div style={{ marginTop: 24 }}>
        <Action
          kind="primary"
          size="l"
          cap="Ctrl Enter"
          onClick={onDone}
          lacks={kept ? undefined : t("first.key.lacks")}
        >
          {t("first.key.go")}
        </Action>
      </div>
    </>
  );
}
