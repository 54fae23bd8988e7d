import { useTranslation } from "react-i18next";
import { commands, type GuestId } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Refusal } from "../../components/States";
import { useWrite } from "../../lib/write";

type Props = { guest: GuestId; name: string; onClose: () => void };

/** F6 on a guest who is no member yet: the number is given at once. */
export function EnrolDialog({ guest, name, onClose }: Props) {
  const { t } = useTranslation();
  const enrol = useWrite(commands.memberEnrol, (value) => t("member.enrolled", { number: value.member_no }));
  const save = async () => {
    const outcome = await enrol.write({ guest });
    if (outcome.saved) onClose();
  };
  return (
    <Dialog
      title={t("member.enrol")}
      onClose={onClose}
      confirm={{ label: t("member.enrolIt"), run: () => void save(), busy: enrol.state === "writing" }}
    >
      <div>{t("member.enrolAsk", { name })}</div>
      <p className="sm m">{t("member.enrolFinal")}</p>
      {enrol.fault !== null && <Refusal fault={enrol.fault} />}
    </Dialog>
  );
}
