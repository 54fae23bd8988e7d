import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { useDesk } from "../../lib/desk";
import { dateFrom } from "../../lib/format";
import { type Chosen, isDay, periodKinds } from "./period";

type Props = { chosen: Chosen; onPick: (chosen: Chosen) => void; onClose: () => void };

/** F3: the whole statement, this year's, the last twelve months', or from a day on. */
export function StatementPeriodDialog({ chosen, onPick, onClose }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [kind, setKind] = useState(chosen.kind);
  const [since, setSince] = useState(chosen.since === "" ? dateFrom(desk.today, -90) : chosen.since);
  const bad = kind === "since" && !isDay(since.trim());
  return (
    <Dialog
      title={t("member.period")}
      onClose={onClose}
      width={400}
      confirm={{
        label: t("member.period.show"),
        // Enter opens the list.
        cap: "Ctrl Enter",
        lacks: bad ? t("member.period.lacksDay") : undefined,
        run: () => {
          onPick({ kind, since: since.trim() });
          onClose();
        },
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Pick
          label={t("member.period.which")}
          value={kind}
          onChange={setKind}
          choices={periodKinds.map((value) => ({ value, label: t(`member.period.${value}`) }))}
          focused
        />
        {kind === "since" && (
          <Field label={t("member.period.day")}>
            {(id) => <TextInput id={id} value={since} onChange={setSince} bad={bad} maxLength={10} />}
          </Field>
        )}
      </div>
    </Dialog>
  );
}
