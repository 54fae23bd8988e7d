import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Fault, type Rescued, type Start } from "../api/bindings";
import { faultOf } from "../api/call";
import { Refusal } from "../components/States";
import { VerdictMark } from "../components/Marks";
import { useKeyListener } from "../lib/keys";
import { BackupForm } from "./BackupForm";
import { RescuedPage } from "./RescuedPage";

const damage: ReadonlySet<string> = new Set([
  "damaged",
  "database_failed",
  "not_a_lobby_file",
  "keys_missing",
  "keys_unreadable",
]);

/** Faults whose own words speak of a file that somebody picked, or of something that was to be saved. */
const spoiled: ReadonlySet<string> = new Set(["database_failed", "not_a_lobby_file"]);

/** Whether a fault at opening says that the file is not what Lobby wrote. */
export const isDamage = (code: string) => damage.has(code);

/** The file does not open any more: it is moved aside as it is, and the newest backup takes its place. */
export function Damaged({ fault, onStart }: { fault: Fault; onStart: (start: Start) => void }) {
  const { t } = useTranslation();
  const [tried, setTried] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const [rescued, setRescued] = useState<Rescued | null>(null);
  useKeyListener(null);
  const open = async (path: string, secret: string) => {
    setBusy(true);
    try {
      const answer = await commands.openBackup(path, secret);
      if (answer.status === "ok") setRescued(answer.data);
      else setTried(answer.error);
    } catch (thrown) {
      setTried(faultOf(thrown));
    }
    setBusy(false);
  };
  return (
    <div className="wz">
      <aside className="l">
        <div className="t">{t("app.short")}</div>
        <div className="sm m" style={{ marginTop: "auto" }}>
          {t("rescue.aside")}
        </div>
      </aside>
      <main className="c">
        {rescued !== null ? (
          <RescuedPage rescued={rescued} onDone={() => onStart(rescued.start)} />
        ) : (
          <>
            {spoiled.has(fault.code) ? <Spoiled code={fault.code} /> : <Refusal fault={fault} />}
            <div style={{ height: 24 }} />
            <BackupForm
              onOpen={(path, secret) => void open(path, secret)}
              onBack={() => window.location.reload()}
              busy={busy}
              trouble={tried !== null && <Refusal fault={tried} />}
            />
          </>
        )}
      </main>
      <div className="f" />
    </div>
  );
}

/** The hotel's own file is not what Lobby wrote. */
function Spoiled({ code }: { code: string }) {
  const { t } = useTranslation();
  return (
    <div className="refusal" role="alert">
      <div className="row">
        <span className="rd">
          <VerdictMark verdict="block" bare />
        </span>
        <b>{t("rescue.damaged")}</b>
      </div>
      <div className="why">{t("rescue.damagedWhy")}</div>
      <div className="row">
        <span className="sp sm m">{t("refusal.code", { code })}</span>
      </div>
    </div>
  );
}
