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
import { useCheckState, wrongOf } from "../../lib/checks";
import { useDesk, useLanguage, useMay } from "../../lib/desk";
import { clock, count, dateOf, monthDay } from "../../lib/format";
import { useKeys } from "../../lib/keys";

/** Whether the file is what was written: the day's check, once more by hand, and a head read off an old print. */
export function CheckPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const state = useCheckState();
  const { run, fault } = useAsked();
  const now = () => void run(commands.checkNow());
  useKeys([
    { cap: "Esc", label: t("place.settings"), place: "move", run: () => void navigate({ to: "/settings" }) },
    { cap: "F5", label: t("sound.now"), place: "verb", run: now },
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
        {wrongOf(state).length > 0 && <WhatToDo backups={may("read_backups")} />}
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
  const made = checked === null ? t("sound.never") : when(checked.at_ms);
  return (
    <div>
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
              checked === null && wrong.length === 0 ? (
                "—"
              ) : (
                <VerdictMark verdict={wrong.length === 0 ? "pass" : "block"} />
              ),
          },
        ]}
      />
      {wrong.map((one) => (
        <p key={`${one.what} ${one.row}`} className="rd w5">
          {t(`sound.fault.${one.what}`, { row: one.row })}
        </p>
      ))}
    </div>
  );
}

/** Where the history is not what was written: what to leave, whom to tell, where the way back is. */
function WhatToDo({ backups }: { backups: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <div>
      <Heading>{t("sound.todo")}</Heading>
      <ol className="col" style={{ gap: 4, paddingLeft: 20 }}>
        <li>{t("sound.todo.stop")}</li>
        <li>{t("sound.todo.tell")}</li>
        <li>{t("sound.todo.compare")}</li>
        <li>{t("sound.todo.restore")}</li>
      </ol>
      {backups && (
        <div className="row" style={{ marginTop: 8 }}>
          <Action size="s" onClick={() => void navigate({ to: "/backups" })}>
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
      <div className="row b" style={{ maxWidth: 480 }}>
        <Field label={t("sound.print.label")}>
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
        <Action type="submit" lacks={text.trim() === "" ? t("sound.print.label") : undefined}>
          {t("sound.print.look")}
        </Action>
      </div>
      <div className="sm m">{t("sound.print.where")}</div>
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
