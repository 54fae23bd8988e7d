import { useTranslation } from "react-i18next";
import { type BenefitEntry, commands, type GuestId } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Refusal } from "../../components/States";
import { benefitName } from "../../lib/benefits";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

type Props = { guest: GuestId; line: BenefitEntry; onClose: () => void };

/** Alt C on the log: a line that was wrong is taken back with its reason; both stay. */
export function ReturnBenefitDialog({ guest, line, onClose }: Props) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(`benefit/return/${guest}/${line.id}`, onClose);
  const [reason, setReason] = useKeptText("reason", "", form);
  const back = useWrite(commands.benefitReturn, () => t("benefit.returnedNow", { what: benefitName(line) }));
  const save = async () => {
    if ((await back.write({ line: line.id, reason: reason.trim() })).saved) shut();
  };
  return (
    <Dialog
      title={t("benefit.return")}
      aside={line.date}
      onClose={shut}
      confirm={{
        label: t("benefit.returnIt"),
        run: () => void save(),
        busy: back.state === "writing",
        lacks: reason.trim() === "" ? t("merge.lacksReason") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <div className="row b num">
          {t(`benefit.deed.${line.deed}`)} {benefitName(line)} × {line.count}
          <span className="sp m">{line.by}</span>
        </div>
        <Field label={t("benefit.reason")}>
          {(id) => <TextInput id={id} value={reason} onChange={setReason} focused maxLength={200} />}
        </Field>
        <p className="sm m">{t("benefit.returnFinal")}</p>
        {back.fault !== null && <Refusal fault={back.fault} />}
      </div>
    </Dialog>
  );
}
