import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type BenefitStanding,
  type Benefits,
  commands,
  type MemberPage as Account,
} from "../../api/bindings";
import { faultOf } from "../../api/call";
import { type Column, DataTable } from "../../components/DataTable";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Keycap } from "../../components/Keycap";
import { Refusal, Waiting } from "../../components/States";
import { benefitLeft, benefitName, benefitUsable, memberBenefits } from "../../lib/benefits";
import type { Cap, KeyUse } from "../../lib/keys";
import { useWalk } from "../../lib/rows";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

type Props = { account: Account; onClose: () => void };

const digits: readonly Cap[] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** Alt Y: which benefit the guest uses now, by its digit; Enter notes it. */
export function UseBenefitDialog({ account, onClose }: Props) {
  const { t } = useTranslation();
  const answer = useQuery(memberBenefits(account.member.guest));
  if (answer.data !== undefined && answer.data.standing.length > 0)
    return <Shown account={account} benefits={answer.data} onClose={onClose} />;
  return (
    <Dialog title={t("benefit.use")} aside={account.member.member_no} onClose={onClose}>
      {answer.isError ? (
        <Refusal fault={faultOf(answer.error)} />
      ) : answer.data === undefined ? (
        <Waiting />
      ) : (
        <div>{t("member.noBenefits")}</div>
      )}
    </Dialog>
  );
}

type Row = BenefitStanding & { nth: number };

function Shown({ account, benefits, onClose }: Props & { benefits: Benefits }) {
  const { t } = useTranslation();
  const [times, setTimes] = useState("1");
  const { form, shut } = useDraft(`benefit/use/${account.member.guest}`, onClose);
  const [note, setNote] = useKeptText("note", "", form);
  const rows: Row[] = benefits.standing.map((one, nth) => ({ ...one, nth }));
  const firstAt = rows.findIndex((row) => row.of !== null && benefitUsable(row));
  const { chosen, selected, select, keys } = useWalk({ rows, idOf: (row) => row.code, firstAt });
  const use = useWrite(commands.benefitUse, (_, input) =>
    t("benefit.usedNow", { what: chosen === undefined ? "" : benefitName(chosen), count: input.count }),
  );
  const counted = Number(times);
  const lacks = lacksOf(chosen, counted);
  const save = async () => {
    if (chosen === undefined) return;
    const member = account.member.member_no;
    const input = { member, code: chosen.code, count: counted, stay: null, note: note.trim() };
    if ((await use.write(input)).saved) shut();
  };
  const nth = rows.flatMap((row): KeyUse[] => {
    const cap = digits[row.nth];
    return cap === undefined ? [] : [{ cap, run: () => select(row) }];
  });
  return (
    <Dialog
      title={t("benefit.use")}
      aside={account.member.member_no}
      onClose={shut}
      keys={[...keys, ...nth]}
      confirm={{
        label: t("benefit.useIt"),
        run: () => void save(),
        busy: use.state === "writing",
        lacks: lacks === null ? undefined : t(lacks),
      }}
      width={560}
    >
      <div className="col" style={{ gap: 12 }}>
        <DataTable
          label={t("member.benefits")}
          columns={useColumns()}
          rows={rows}
          rowId={(row) => row.code}
          selected={selected}
          onSelect={select}
          muted={(row) => !benefitUsable(row)}
          headless
        />
        <div className="row" style={{ gap: 12, alignItems: "start" }}>
          <div style={{ width: 96 }}>
            <Field label={t("benefit.count")}>
              {(id) => <TextInput id={id} value={times} onChange={setTimes} maxLength={2} />}
            </Field>
          </div>
          <div style={{ flex: 1 }}>
            <Field label={t("benefit.note")} optional={t("optional")}>
              {(id) => <TextInput id={id} value={note} onChange={setNote} maxLength={200} />}
            </Field>
          </div>
        </div>
        {benefits.stay !== null && (
          <div className="sm m tn">
            {t("benefit.inStay", { arrival: benefits.stay.arrival, room: benefits.stay.room_no })}
          </div>
        )}
        {use.fault !== null && <Refusal fault={use.fault} />}
      </div>
    </Dialog>
  );
}

function lacksOf(chosen: Row | undefined, times: number) {
  if (chosen === undefined || !benefitUsable(chosen)) return "benefit.lacksLeft";
  if (!Number.isInteger(times) || times < 1) return "benefit.lacksCount";
  return chosen.left !== null && times > chosen.left ? "benefit.lacksLeft" : null;
}

function useColumns(): readonly Column<Row>[] {
  const { t } = useTranslation();
  return [
    {
      id: "nth",
      title: t("key.one"),
      width: 48,
      cell: ({ nth }) => nth < digits.length && <Keycap cap={digits[nth] ?? ""} />,
    },
    { id: "what", title: t("benefit.what"), cell: benefitName },
    {
      id: "left",
      title: t("benefit.remaining"),
      width: 200,
      align: "right",
      cell: (row) => benefitLeft(row, t),
    },
  ];
}
