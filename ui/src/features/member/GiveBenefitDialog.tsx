import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Benefits, commands, type MemberPage as Account } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Refusal } from "../../components/States";
import { benefitName } from "../../lib/benefits";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

type Props = { account: Account; benefits: Benefits; onClose: () => void };

/** Alt J: more of a benefit by hand, with its reason. */
export function GiveBenefitDialog({ account, benefits, onClose }: Props) {
  const { t } = useTranslation();
  const [code, setCode] = useState(benefits.givable[0]?.code ?? "");
  const [times, setTimes] = useState("1");
  const { form, shut } = useDraft(`benefit/${account.member.guest}`, onClose);
  const [reason, setReason] = useKeptText("reason", "", form);
  const chosen = benefits.givable.find((one) => one.code === code);
  const give = useWrite(commands.benefitGive, (_, input) =>
    t("benefit.givenNow", { what: chosen === undefined ? "" : benefitName(chosen), count: input.count }),
  );
  const counted = Number(times);
  const save = async () => {
    const member = account.member.member_no;
    if ((await give.write({ member, code, count: counted, reason: reason.trim() })).saved) shut();
  };
  const unsaid = reason.trim() === "" ? t("merge.lacksReason") : undefined;
  return (
    <Dialog
      title={t("benefit.give")}
      aside={account.member.member_no}
      onClose={shut}
      confirm={{
        label: t("benefit.giveIt"),
        run: () => void save(),
        busy: give.state === "writing",
        lacks: !Number.isInteger(counted) || counted < 1 ? t("benefit.lacksCount") : unsaid,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Pick
          label={t("benefit.what")}
          value={code}
          onChange={setCode}
          choices={benefits.givable.map((one) => ({ value: one.code, label: benefitName(one) }))}
          focused
        />
        <Field label={t("benefit.count")}>
          {(id) => <TextInput id={id} value={times} onChange={setTimes} maxLength={2} />}
        </Field>
        <Field label={t("benefit.reason")}>
          {(id) => <TextInput id={id} value={reason} onChange={setReason} maxLength={200} />}
        </Field>
        {give.fault !== null && <Refusal fault={give.fault} />}
      </div>
    </Dialog>
  );
}
