import { useQuery } from "@tanstack/react-query";
import { Split } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultOf } from "../../api/call";
import { commands, type GuestMerge, type MergeId, type UnmergeAhead } from "../../api/bindings";
import { Facts } from "../../components/Blocks";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Refusal, Waiting } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { dateOf } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { useMoved } from "./MergeDialog";
import { unmergeAhead } from "./queries";

type Props = { merges: readonly GuestMerge[]; onClose: () => void };

/** 拆分: a merge is taken apart, also weeks later; what goes back, and what stays as it is, is said before. */
export function UnmergeDialog({ merges, onClose }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [chosen, setChosen] = useState<MergeId | null>(merges[0]?.id ?? null);
  const { form, shut } = useDraft(`unmerge/${merges[0]?.keep ?? ""}`, onClose);
  const [reason, setReason] = useKeptText("reason", "", form);
  const ahead = useQuery(unmergeAhead(chosen));
  const unmerge = useWrite(commands.guestUnmerge, () => t("merge.apart"));
  const save = async () => {
    if (chosen !== null && (await unmerge.write({ merge: chosen, reason: reason.trim() })).saved) shut();
  };
  return (
    <Dialog
      title={
        <>
          <Split size={16} aria-hidden /> {t("merge.takeApart")}
        </>
      }
      onClose={shut}
      confirm={{
        label: t("merge.apartIt"),
        run: () => void save(),
        busy: unmerge.state === "writing",
        lacks:
          ahead.data === undefined
            ? t("merge.lacksOther")
            : reason.trim() === ""
              ? t("merge.lacksReason")
              : undefined,
      }}
      width={560}
    >
      <div className="col" style={{ gap: 12 }}>
        {merges.length > 1 && (
          <Pick
            label={t("merge.which")}
            value={chosen}
            onChange={setChosen}
            choices={merges.map((one) => ({
              value: one.id,
              label: `${dateOf(one.at_ms, desk.time_zone)} ${one.reason}`,
            }))}
          />
        )}
        {ahead.isLoading && <Waiting rows={3} />}
        {ahead.isError && <Refusal fault={faultOf(ahead.error)} />}
        {ahead.data !== undefined && <Back ahead={ahead.data} />}
        <Field label={t("merge.apartWhy")}>
          {(id) => <TextInput id={id} value={reason} onChange={setReason} focused maxLength={200} />}
        </Field>
        {unmerge.fault !== null && <Refusal fault={unmerge.fault} />}
      </div>
    </Dialog>
  );
}

function Back({ ahead }: { ahead: UnmergeAhead }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const names = (returns: boolean) =>
    ahead.fields
      .filter((one) => one.returns === returns)
      .map((one) => word("field", one.field))
      .join("、");
  const rows = [
    {
      label: t("merge.field.when"),
      value: `${dateOf(ahead.merge.at_ms, desk.time_zone)} · ${ahead.merge.reason}`,
    },
    {
      label: t("merge.field.apart"),
      value: [ahead.other.guest.name, ahead.other.contacts[0] ?? "", ahead.other.member_no ?? ""]
        .filter((part) => part !== "")
        .join(" · "),
    },
    { label: t("merge.field.back"), value: useMoved(ahead.moved) },
    { label: t("merge.field.own"), value: names(true) },
    { label: t("merge.field.stay"), value: names(false) },
  ].filter((row) => row.value !== "");
  return <Facts rows={rows} labelWidth={96} />;
}
