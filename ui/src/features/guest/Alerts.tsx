import { CircleAlert, OctagonAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type AlertKind, type AlertLine, commands, type GuestId, type Moment } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { useMay } from "../../lib/desk";
import { useDraft, useKeptChoice, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

/** What must be seen now: do-not-rent in red at any moment, the rest in amber at its own. */
export function AlertBars({ alerts, moment }: { alerts: readonly AlertLine[]; moment: Moment }) {
  const { t } = useTranslation();
  const due = alerts.filter(({ alert }) => alert.kind === "do_not_rent" || alert.moment === moment);
  if (due.length === 0) return null;
  return (
    <div className="alerts">
      {due.map(({ alert, author, withheld }) => {
        const act = alert.kind === "do_not_rent";
        const Icon = act ? OctagonAlert : CircleAlert;
        return (
          <div key={alert.id} className={act ? "bar4 rd tight" : "bar4 tight"} role="status">
            <Icon size={16} aria-hidden />
            <div className="fill">
              <b className={act ? "rd" : "am"}>{t(`alert.kind.${alert.kind}`)}</b>{" "}
              {withheld ? t("alert.withheld") : alert.words}
              <span className="sm i2">
                {"　"}
                {author} {alert.business_date}
              </span>
            </div>
          </div>
        );
      })}
    </div>
  );
}

const kinds = ["note", "do_not_rent", "credit"] as const;
const moments = ["open", "check_in", "departure"] as const;

/** Alt T: what must be seen at a moment. Do-not-rent and credit are offered to whoever may write them. */
export function AlertDialog({ guest, name, onClose }: { guest: GuestId; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const { form, shut } = useDraft(`alert/${guest}`, onClose);
  const [kind, setKind] = useKeptChoice<AlertKind, AlertKind>("kind", "note", kinds, form);
  const [moment, setMoment] = useKeptChoice<Moment, Moment>("moment", "open", moments, form);
  const [words, setWords] = useKeptText("words", "", form);
  const said = () => t("alert.added");
  const plain = useWrite(commands.alertAdd, said, "undoable");
  const caution = useWrite(commands.cautionAdd, said, "undoable");
  const add = kind === "note" ? plain : caution;
  const save = async () => {
    if ((await add.write({ guest, kind, moment, words: words.trim() })).saved) shut();
  };
  return (
    <Dialog
      title={t("alert.title", { name })}
      onClose={shut}
      confirm={{
        label: t("alert.addIt"),
        run: () => void save(),
        busy: add.state === "writing",
        lacks: words.trim() === "" ? t("alert.lacks") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        {may("add_caution") && (
          <Segment
            label={t("alert.kindLabel")}
            value={kind}
            onChange={setKind}
            choices={kinds.map((one) => ({ value: one, label: t(`alert.kind.${one}`) }))}
          />
        )}
        <Field label={t("alert.words")}>
          {(id) => <TextInput id={id} value={words} onChange={setWords} focused maxLength={200} />}
        </Field>
        <Segment
          label={t("alert.momentLabel")}
          value={moment}
          onChange={setMoment}
          choices={moments.map((one) => ({ value: one, label: t(`alert.moment.${one}`) }))}
        />
        {kind !== "note" && <div className="sm i2">{t("alert.cautionSo")}</div>}
        {add.fault !== null && <Refusal fault={add.fault} />}
      </div>
    </Dialog>
  );
}

/** Alt D: an alert that no longer holds is lifted, with a reason. */
export function LiftAlertDialog({ alerts, onClose }: { alerts: readonly AlertLine[]; onClose: () => void }) {
  const { t } = useTranslation();
  const [picked, setPicked] = useState(alerts[0]?.alert.id ?? null);
  const { form, shut } = useDraft(`alert/lift/${alerts[0]?.alert.id ?? ""}`, onClose);
  const [reason, setReason] = useKeptText("reason", "", form);
  const chosen = alerts.find(({ alert }) => alert.id === picked)?.alert;
  const said = () => t("alert.lifted");
  const plain = useWrite(commands.alertLift, said, "undoable");
  const caution = useWrite(commands.cautionLift, said, "undoable");
  const lift = chosen?.kind === "note" ? plain : caution;
  const save = async () => {
    if (chosen !== undefined && (await lift.write({ alert: chosen.id, reason: reason.trim() })).saved) shut();
  };
  return (
    <Dialog
      title={t("alert.lift")}
      onClose={shut}
      confirm={{
        label: t("alert.lift"),
        run: () => void save(),
        busy: lift.state === "writing",
        lacks: reason.trim() === "" ? t("alert.lacks") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Pick
          label={t("alert.which")}
          value={picked}
          onChange={setPicked}
          choices={alerts.map(({ alert }) => ({
            value: alert.id,
            label: `${t(`alert.kind.${alert.kind}`)} ${alert.words}`,
          }))}
        />
        <Field label={t("alert.why")}>
          {(id) => <TextInput id={id} value={reason} onChange={setReason} focused maxLength={200} />}
        </Field>
        {lift.fault !== null && <Refusal fault={lift.fault} />}
      </div>
    </Dialog>
  );
}
