import { useQueryClient } from "@tanstack/react-query";
import { FilePlus2, KeyRound, LockKeyhole, Printer } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type NewRecovery } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Paper } from "../../components/Paper";
import { wordsPart } from "../../components/Sheets";
import { Refusal } from "../../components/States";
import { useAsked } from "../../lib/asked";
import { useDesk, useMay } from "../../lib/desk";
import { useKeys } from "../../lib/keys";
import { passphraseMin } from "../../lib/passphrase";
import { refresh, useWrite } from "../../lib/write";

/** What opens the file: the printed key tested or made anew, the passphrase changed. */
export function Keys() {
  const { t } = useTranslation();
  const may = useMay();
  const [open, setOpen] = useState<"test" | "new" | "passphrase" | null>(null);
  const allowed = may("change_keys");
  useKeys(
    allowed
      ? [
          { cap: "Alt S", label: t("recovery.test"), place: "sheet", run: () => setOpen("test") },
          { cap: "Alt H", label: t("recovery.new"), place: "sheet", run: () => setOpen("new") },
          { cap: "Alt K", label: t("keys.passphrase"), place: "sheet", run: () => setOpen("passphrase") },
        ]
      : [],
  );
  if (!allowed) return null;
  const close = () => setOpen(null);
  return (
    <div className="row wrap">
      <Action size="s" cap="Alt S" icon={KeyRound} onClick={() => setOpen("test")}>
        {t("recovery.test")}
      </Action>
      <Action size="s" cap="Alt H" icon={FilePlus2} onClick={() => setOpen("new")}>
        {t("recovery.new")}
      </Action>
      <Action size="s" cap="Alt K" icon={LockKeyhole} onClick={() => setOpen("passphrase")}>
        {t("keys.passphrase")}
      </Action>
      {open === "test" && <TestDialog onClose={close} />}
      {open === "new" && <NewDialog onClose={close} />}
      {open === "passphrase" && <PassphraseDialog onClose={close} />}
    </div>
  );
}

/** The printed key is typed off its sheet: does it open the file? */
function TestDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const [opens, setOpens] = useState<boolean | null>(null);
  const { run, busy, fault } = useAsked();
  const test = async () => {
    const answer = await run(commands.recoveryTest(crypto.randomUUID(), typed));
    setOpens(answer);
    if (answer === true) await refresh(client, ["hotel"]);
  };
  return (
    <Dialog
      title={t("recovery.test")}
      onClose={onClose}
      confirm={
        opens === true
          ? { label: t("backups.stickDone"), run: onClose }
          : {
              label: t("recovery.check"),
              run: () => void test(),
              busy,
              lacks: typed.trim() === "" ? t("recovery.lacks") : undefined,
            }
      }
    >
      <div className="col" style={{ gap: 12 }}>
        <TypedOff typed={typed} onTyped={setTyped} wrong={opens === false} />
        {opens === true && <b>{t("recovery.opens")}</b>}
        {fault !== null && <Refusal fault={fault} />}
      </div>
    </Dialog>
  );
}

type TypedProps = { typed: string; onTyped: (typed: string) => void; wrong: boolean };

function TypedOff({ typed, onTyped, wrong }: TypedProps) {
  const { t } = useTranslation();
  return (
    <Field label={t("recovery.typed")} {...(wrong && { error: t("recovery.wrong") })}>
      {(id) => <TextInput id={id} value={typed} onChange={onTyped} focused maxLength={80} />}
    </Field>
  );
}

/** A new recovery key: made, printed, and in force only once it was typed off its sheet; until then the old one opens. */
function NewDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [recovery, setRecovery] = useState<NewRecovery | null>(null);
  const [typed, setTyped] = useState("");
  const [kept, setKept] = useState<boolean | null>(null);
  const [printing, setPrinting] = useState(false);
  const { run, busy, fault } = useAsked();
  const make = async () => setRecovery(await run(commands.recoveryNew()));
  const keep = async () => {
    const answer = await run(commands.recoveryKeep(crypto.randomUUID(), typed));
    setKept(answer);
    if (answer === true) await refresh(client, ["hotel"]);
  };
  const confirm =
    kept === true
      ? { label: t("backups.stickDone"), run: onClose }
      : recovery === null
        ? { label: t("recovery.make"), run: () => void make(), busy }
        : {
            label: t("recovery.keep"),
            run: () => void keep(),
            busy,
            lacks: typed.trim() === "" ? t("recovery.lacks") : undefined,
          };
  const print = () => setPrinting(true);
  return (
    <Dialog
      title={t("recovery.new")}
      onClose={onClose}
      confirm={confirm}
      keys={recovery === null ? [] : [{ cap: "Ctrl P", run: print }]}
      width={600}
    >
      <div className="col" style={{ gap: 12 }}>
        {kept === true ? (
          <b>{t("recovery.kept")}</b>
        ) : recovery === null ? (
          <div className="i2">{t("recovery.newWhat")}</div>
        ) : (
          <>
            <div className="box recovery text num">{recovery.recovery_key}</div>
            <div className="row">
              <Action icon={Printer} cap="Ctrl P" onClick={print}>
                {t("first.key.print")}
              </Action>
              <span className="sm m">{t("recovery.newSo")}</span>
            </div>
            <TypedOff typed={typed} onTyped={setTyped} wrong={kept === false} />
          </>
        )}
        {fault !== null && <Refusal fault={fault} />}
        {printing && recovery !== null && (
          <RecoveryPaper made={recovery} onPrinted={() => setPrinting(false)} />
        )}
      </div>
    </Dialog>
  );
}

/** The page for the safe. */
function RecoveryPaper({ made, onPrinted }: { made: NewRecovery; onPrinted: () => void }) {
  const { t } = useTranslation();
  const desk = useDesk();
  return (
    <Paper
      title={t("recovery.title")}
      day={desk.today}
      age={() => ""}
      notice={t("recovery.what")}
      head={made.head}
      parts={[wordsPart("recovery", desk.hotel, [[t("recovery.title"), made.recovery_key]], "")]}
      onPrinted={onPrinted}
    />
  );
}

/** Another passphrase, typed twice; the recovery key stays. */
function PassphraseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const change = useWrite(commands.keysPassphrase, () => t("keys.passphraseChanged"));
  const save = async () => {
    if ((await change.write(next)).saved) onClose();
  };
  const differ = again !== "" && again !== next;
  return (
    <Dialog
      title={t("keys.passphrase")}
      onClose={onClose}
      confirm={{
        label: t("key.save"),
        run: () => void save(),
        busy: change.state === "writing",
        lacks:
          next.length < passphraseMin
            ? t("keys.newPassphrase")
            : next === again
              ? undefined
              : t("first.hotel.again"),
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <div className="i2">{t("keys.passphraseWhat")}</div>
        <Field label={t("keys.newPassphrase")}>
          {(id) => <TextInput id={id} value={next} onChange={setNext} secret focused maxLength={200} />}
        </Field>
        <Field label={t("first.hotel.again")} {...(differ && { error: t("first.hotel.differ") })}>
          {(id) => <TextInput id={id} value={again} onChange={setAgain} secret maxLength={200} />}
        </Field>
        {change.fault !== null && <Refusal fault={change.fault} />}
      </div>
    </Dialog>
  );
}
