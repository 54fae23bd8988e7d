import { FlaskConical, KeyRound, LockKeyhole } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Start, type StoreFault } from "../api/bindings";
import type { Answer } from "../api/call";
import { Action } from "../components/Action";
import { Field, TextInput } from "../components/Field";
import { Refusal } from "../components/States";
import { useAsked } from "../lib/asked";
import { wordsOf } from "../lib/faults";
import { say } from "../lib/i18n";
import { Damaged, isDamage } from "./Damaged";

type Props = { start: Start; onStart: (start: Start) => void };

/** The file is encrypted and no key store opened it: its passphrase is asked for, once a start. */
export function Unlock({ start, onStart }: Props) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState("");
  const { run, busy, fault } = useAsked();
  const ask = async (asked: Promise<Answer<Start>>) => {
    const next = await run(asked);
    if (next === null) setPassphrase("");
    else onStart(next);
  };
  const open = () => {
    if (!busy && passphrase !== "") void ask(commands.openHotel(passphrase));
  };
  if (fault !== null && isDamage(fault.code)) return <Damaged fault={fault} onStart={onStart} />;
  return (
    <div className="lk">
      <Where start={start} />
      <main className="r0">
        <form
          className="who2"
          onSubmit={(event) => {
            event.preventDefault();
            open();
          }}
        >
          <Asked />
          <StoreSaid why={start.key_store} busy={busy} onAgain={() => void ask(commands.start())} />
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
          <div className="row" style={{ margin: "16px 0" }}>
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
            <Action size="l" icon={FlaskConical} onClick={() => void ask(commands.closeHotel())}>
              {t("unlock.other")}
            </Action>
          </div>
          {fault !== null && <Refusal fault={fault} />}
        </form>
      </main>
    </div>
  );
}

type Said = { why: StoreFault | null; busy: boolean; onAgain: () => void };

/** Why the machine's key store, which should have opened the file, did not; it may have been unlocked since. */
function StoreSaid({ why, busy, onAgain }: Said) {
  const { t } = useTranslation();
  if (why === null) return null;
  const words = wordsOf({ kind: "refused", code: `key_store_${why}`, args: {} });
  return (
    <div className="col" style={{ gap: 8, marginBottom: 16 }}>
      <div role="status">
        <b className="am">{say(words.what, {})}</b> <span className="i2">{say(words.why, {})}</span>
      </div>
      <div>
        <Action size="s" icon={KeyRound} busy={busy} onClick={onAgain}>
          {t("unlock.again")}
        </Action>
      </div>
    </div>
  );
}

/** Which program asks, and for which folder. */
function Where({ start }: { start: Start }) {
  const { t } = useTranslation();
  return (
    <aside className="l">
      <div className="hn">{t("app.short")}</div>
      <div className="m">Lobby {start.version}</div>
      <dl className="facts">
        <dt>{t("unlock.folder")}</dt>
        <dd className="text">{start.folder}</dd>
      </dl>
      <div className="sm m last">{t("unlock.why")}</div>
    </aside>
  );
}

/** What is asked for, and why. */
function Asked() {
  const { t } = useTranslation();
  return (
    <>
      <h1 className="row">
        <LockKeyhole size={18} className="s18" aria-hidden /> {t("unlock.title")}
      </h1>
      <div className="i2" style={{ margin: "4px 0 16px" }}>
        {t("unlock.what")}
      </div>
    </>
  );
}
