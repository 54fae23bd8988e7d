import { useQueryClient } from "@tanstack/react-query";
import { LockKeyhole } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultOf } from "../api/call";
import { commands } from "../api/commands";
import type { Fault } from "../api/draft";
import { Action } from "../components/Action";
import { Field, TextInput } from "../components/Field";
import { Refusal } from "../components/States";

/** The file is encrypted and there is no key store to open it: its passphrase is asked for, once a start. */
export function Unlock({ version }: { version: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [passphrase, setPassphrase] = useState("");
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const open = async () => {
    if (busy || passphrase === "") return;
    setBusy(true);
    try {
      const answer = await commands.unlock(passphrase);
      if (answer.status === "error") setFault(answer.error);
      else await client.invalidateQueries({ queryKey: ["desk"] });
    } catch (thrown) {
      setFault(faultOf(thrown));
    } finally {
      setPassphrase("");
      setBusy(false);
    }
  };
  return (
    <div className="lk">
      <aside className="l">
        <div className="hn">{t("app.short")}</div>
        <div className="m">Lobby {version}</div>
        <div className="sm m last">{t("unlock.why")}</div>
      </aside>
      <main className="r0">
        <form
          className="who2"
          onSubmit={(event) => {
            event.preventDefault();
            void open();
          }}
        >
          <h1 className="row">
            <LockKeyhole size={18} className="s18" aria-hidden /> {t("unlock.title")}
          </h1>
          <div className="i2" style={{ margin: "4px 0 16px" }}>
            {t("unlock.what")}
          </div>
          <Field label={t("first.hotel.passphrase")}>
            {(id) => (
              <TextInput
                id={id}
                value={passphrase}
                onChange={setPassphrase}
                secret
                focused
                bad={fault !== null}
                maxLength={200}
              />
            )}
          </Field>
          <div style={{ margin: "16px 0" }}>
            <Action
              kind="primary"
              size="l"
              type="submit"
              cap="Enter"
              busy={busy}
              lacks={passphrase === "" ? t("unlock.lacks") : undefined}
            >
              {t("unlock.open")}
            </Action>
          </div>
          {fault !== null && <Refusal fault={fault} />}
        </form>
      </main>
    </div>
  );
}
