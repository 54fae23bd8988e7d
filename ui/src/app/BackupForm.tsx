import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { type BackupFound, commands } from "../api/bindings";
import { call } from "../api/call";
import { Field, TextInput } from "../components/Field";
import { FolderField } from "../components/FolderField";
import { useLanguage } from "../lib/desk";
import { clock, count, dateOf, fullDay } from "../lib/format";
import { StartForm } from "./StartForm";

type Props = {
  onOpen: (path: string, passphrase: string) => void;
  onBack: () => void;
  busy: boolean;
  trouble: ReactNode;
};

/** Until a file is open nobody knows the hotel's zone: the machine's clock has to do. */
export const machineZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Which backup, and the passphrase or recovery key of the hotel it was made of. */
export function BackupForm({ onOpen, onBack, busy, trouble }: Props) {
  const { t } = useTranslation();
  const [path, setPath] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const typed = path.trim();
  const found = useQuery({
    queryKey: ["backups-found", typed],
    queryFn: () => call(commands.backupsFound(typed === "" ? null : typed)),
    meta: { reads: [] },
  }).data;
  const newest = found?.[0];
  const chosen = newest?.folder ?? typed;
  const ready = chosen !== "" && passphrase !== "";
  return (
    <StartForm
      title={t("first.backup.title")}
      intro={t("first.backup.what")}
      confirm={{
        label: t("first.backup.open"),
        run: () => onOpen(chosen, passphrase),
        lacks: ready ? undefined : t("first.backup.lacks"),
      }}
      onBack={onBack}
      busy={busy}
      trouble={trouble}
    >
      <div className="wide">
        <FolderField label={t("first.backup.path")} folder={path} onFolder={setPath} focused />
      </div>
      <div className="wide">
        {newest === undefined ? <span className="sm m">{t("rescue.none")}</span> : <Found one={newest} />}
      </div>
      <Field label={t("first.backup.secret")}>
        {(id) => <TextInput id={id} value={passphrase} onChange={setPassphrase} secret maxLength={200} />}
      </Field>
    </StartForm>
  );
}

function Found({ one }: { one: BackupFound }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className="box" style={{ padding: "10px 14px" }}>
      <b>
        {one.hotel} {fullDay(dateOf(one.at_ms, machineZone), language)} {clock(one.at_ms, machineZone)}
      </b>
      <div className="i2">
        {t("backups.holds", {
          guests: count(one.counts.guests),
          tickets: count(one.counts.tickets),
          entries: count(one.counts.ledger_entries),
        })}
      </div>
      <div className="sm m text">{one.folder}</div>
    </div>
  );
}
