import { Printer } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands } from "../api/bindings";
import { Action } from "../components/Action";
import { Field, TextInput, Tick } from "../components/Field";
import { Refusal } from "../components/States";
import { useAsked } from "../lib/asked";
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
      <TypeBack />
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

/** The sheet is only worth what can be typed off it: type it once, before it goes into the safe. */
function TypeBack() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [opens, setOpens] = useState<boolean | null>(null);
  const { run, busy, fault } = useAsked();
  const test = async () => setOpens(await run(commands.recoveryTest(crypto.randomUUID(), typed)));
  return (
    <div className="row wrap" style={{ alignItems: "end", margin: "0 0 20px", maxWidth: 640 }}>
      <div style={{ flex: 1 }}>
        <Field label={t("recovery.typed")} {...(opens === false && { error: t("recovery.wrong") })}>
          {(id) => <TextInput id={id} value={typed} onChange={setTyped} maxLength={80} />}
        </Field>
      </div>
      {opens === true ? (
        <b>{t("recovery.opens")}</b>
      ) : (
        <Action
          busy={busy}
          onClick={() => void test()}
          lacks={typed.trim() === "" ? t("recovery.lacks") : undefined}
        >
          {t("recovery.check")}
        </Action>
      )}
      {fault !== null && <Refusal fault={fault} />}
    </div>
  );
}
