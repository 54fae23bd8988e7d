import { useNavigate } from "@tanstack/react-router";
import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type CheckState, commands, type HeadStanding } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Facts, Heading, PageHead } from "../../components/Blocks";
import { Field, TextInput } from "../../components/Field";
import { VerdictMark } from "../../components/Marks";
import { Page } from "../../components/Page";
import { Refusal } from "../../components/States";
import { useAsked } from "../../lib/asked";
import { useWhenAndAge } from "../../lib/backups";
import { useCheckState, useWrongWords, wrongOf } from "../../lib/checks";
import { useDesk, useLanguage, useMay } from "../../lib/desk";
import { clock, count, dateOf, monthDay } from "../../lib/format";
import { type KeyUse, useKeys } from "../../lib/keys";
import { useNth } from "../../lib/nth";

/** Where `Alt 1` puts the caret. */
const headField = "check-head";

/** Whether the file is what was written: the day's check, once more by hand, and a head read off an old print. */
export function CheckPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const state = useCheckState();
  const { run, fault } = useAsked();
  const now = () => void run(commands.checkNow());
  const wrong = wrongOf(state).length > 0;
  const toBackups = wrong && may("read_backups") ? () => void navigate({ to: "/backups" }) : undefined;
  const backupsKey: KeyUse[] =
    toBackups === undefined
      ? []
      : [{ cap: "Alt B", label: t("backups.title"), place: "verb", run: toBackups }];
  useNth([headField]);
  useKeys([
    { cap: "Esc", label: t("place.settings"), place: "move", run: () => void navigate({ to: "/settings" }) },
    { cap: "F5", label: t("sound.now"), place: "verb", run: now },
    ...backupsKey,
  ]);
  return (
    <Page>
      <PageHead title={t("sound.title")}>
        <Action size="s" cap="F5" icon={ShieldCheck} busy={state.running !== null} onClick={now}>
          {t("sound.now")}
        </Action>
      </PageHead>
      <div className="pad col" style={{ paddingBottom: 16, gap: 24, maxWidth: 760 }}>
        <Standing state={state} />
        {fault !== null && <Refusal fault={fault} />}
        {wrong && <WhatToDo onBackups={toBackups} />}
        <OldPrint />
      </div>
    </Page>
  );
}

/** When it was checked last, why, how much of it, and what was found. */
function Standing({ state }: { state: CheckState }) {
  const { t } = useTranslation();
  const when = useWhenAndAge();
  const checked = state.standing?.checked ?? null;
  const wrong = wrongOf(state);
  const words = useWrongWords();
  const made = checked === null ? t("sound.never") : when(checked.at_ms);
  return (
    <Facts
      labelWidth={112}
      rows={[
        {
          label: t("sound.last"),
          value:
            state.running === null
              ? `${made}${checked === null ? "" : t("sound.because", { why: t(`sound.cause.${checked.cause}`) })}`
              : t("sound.running", { rows: count(state.running) }),
        },
        {
          label: t("sound.rows"),
          value: checked === null ? "—" : <span className="num">{count(checked.head.seq)}</span>,
        },
        {
          label: t("sound.found"),
          value:
            wrong.length > 0 ? (
              wrong.map((one) => (
                <div key={`${one.what} ${one.row}`} className="rd w5">
                  <VerdictMark verdict="block" bare /> {words(one)}
                </div>
              ))
            ) : checked === null ? (
              "—"
            ) : (
              <VerdictMark verdict="pass" />
            ),
        },
      ]}
    />
  );
}

/** Where the history is not what was written: what to leave, whom to tell, where the way back is. */
function WhatToDo({ onBackups }: { onBackups: (() => void) | undefined }) {
  const { t } = useTranslation();
  return (
    <div>
      <Heading>{t("sound.todo")}</Heading>
      <ol className="col" style={{ gap: 4, paddingLeft: 20, listStyle: "decimal" }}>
        <li>{t("sound.todo.stop")}</li>
        <li>{t("sound.todo.tell")}</li>
        <li>{t("sound.todo.compare")}</li>
        <li>{t("sound.todo.restore")}</li>
      </ol>
      {onBackups !== undefined && (
        <div className="row" style={{ marginTop: 8 }}>
          <Action size="s" cap="Alt B" onClick={onBackups}>
            {t("backups.title")}
          </Action>
        </div>
      )}
    </div>
  );
}

/** The row and signs in the foot of an old handover, report or package cover: does that row still stand? */
function OldPrint() {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [found, setFound] = useState<HeadStanding | null>(null);
  const { run, fault } = useAsked();
  const look = async () => {
    setFound(null);
    setFound(await run(commands.checkHead(text)));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void look();
      }}
    >
      <Heading>{t("sound.print")}</Heading>
      <div className="row" style={{ alignItems: "flex-end" }}>
        <Field id={headField} label={t("sound.print.label")}>
          {(id) => (
            <TextInput
              id={id}
              value={text}
              onChange={(next) => {
                setText(next);
                setFound(null);
              }}
              placeholder="48,213 · 7f3a 9c1e"
            />
          )}
        </Field>
        <Action type="submit" cap="Enter" lacks={text.trim() === "" ? t("sound.print.lacks") : undefined}>
          {t("sound.print.look")}
        </Action>
      </div>
      <div className="sm m" style={{ margin: "4px 0 8px" }}>
        {t("sound.print.where")}
      </div>
      {fault !== null && <Refusal fault={fault} />}
      {found !== null && <Found found={found} />}
    </form>
  );
}

function Found({ found }: { found: HeadStanding }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const state = useCheckState();
  if (found.standing === "stands") {
    const at = `${monthDay(dateOf(found.at_ms, desk.time_zone), language)} ${clock(found.at_ms, desk.time_zone)}`;
    // A row whose own mac was changed stands no more than one that is gone.
    const sound = wrongOf(state).length === 0;
    return (
      <div className={sound ? "row" : "row rd"} role="status">
        <VerdictMark verdict={sound ? "pass" : "look"} bare />
        <span>
          {t(sound ? "sound.print.stands" : "sound.print.standsBut", { at, since: count(found.since) })}
        </span>
      </div>
    );
  }
  return (
    <div className="row rd" role="alert">
      <VerdictMark verdict="block" bare />
      <b>
        {found.standing === "other"
          ? t("sound.print.other")
          : t("sound.print.missing", { found: count(found.found) })}
      </b>
    </div>
  );
}
