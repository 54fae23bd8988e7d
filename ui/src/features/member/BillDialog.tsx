import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type MemberPage as Account } from "../../api/bindings";
import { call } from "../../api/call";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Refusal } from "../../components/States";
import { outletWord } from "../../lib/basis";
import { useDesk } from "../../lib/desk";
import { useWrite } from "../../lib/write";
import { earnedSaid } from "./earnedSaid";

type Props = { account: Account; onClose: () => void };

type Typed = { outlet: string; currency: string; sum: string; bill: string; on: string };

/** Alt Z 账单入账: a bill of an outlet earns by the formula, once an outlet and number. */
export function BillDialog({ account, onClose }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [typed, setTyped] = useState<Typed>({
    outlet: "food",
    currency: "",
    sum: "",
    bill: "",
    on: desk.today,
  });
  const earn = useWrite(commands.pointsEarnBill, (value) => earnedSaid(value, t));
  const minor = minorOf(typed.sum, desk.minor_digits);
  const lacks = lacksOf(typed, minor);
  const save = async () => {
    const outcome = await earn.write({
      member: account.member.member_no,
      outlet: typed.outlet,
      sum_minor: minor,
      currency: typed.currency === "" ? null : typed.currency,
      bill: typed.bill.trim(),
      on: typed.on,
    });
    if (outcome.saved) onClose();
  };
  return (
    <Dialog
      title={t("bill.title")}
      aside={account.member.member_no}
      onClose={onClose}
      confirm={{
        label: t("member.creditIt"),
        run: () => void save(),
        busy: earn.state === "writing",
        lacks: lacks === undefined ? undefined : t(`bill.lacks.${lacks}`),
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <BillFields typed={typed} onTyped={setTyped} />
        {earn.fault !== null && <Refusal fault={earn.fault} />}
      </div>
    </Dialog>
  );
}

const isDated = (on: string) => /^\d{4}-\d{2}-\d{2}$/.test(on);

function minorOf(sum: string, digits: number): number {
  return /^\d+(\.\d+)?$/.test(sum.trim()) ? Math.round(Number(sum) * 10 ** digits) : 0;
}

function lacksOf(typed: Typed, minor: number) {
  if (minor <= 0) return "sum" as const;
  if (typed.bill.trim() === "") return "number" as const;
  return isDated(typed.on) ? undefined : ("day" as const);
}

function BillFields({ typed, onTyped }: { typed: Typed; onTyped: (typed: Typed) => void }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const rules = useQuery({
    queryKey: ["programme"],
    queryFn: () => call(commands.programmePage()),
    meta: { reads: ["ledger"] },
  }).data?.current;
  const set = (part: Partial<Typed>) => onTyped({ ...typed, ...part });
  const outlets = rules?.earning.outlets.filter((one) => one.percent > 0) ?? [];
  const currencies = rules?.earning.currencies ?? [];
  return (
    <>
      <Pick
        label={t("bill.outlet")}
        value={typed.outlet}
        onChange={(outlet) => set({ outlet })}
        choices={outlets.map((one) => ({ value: one.code, label: outletWord(one.code) }))}
        focused
      />
      <div className="row" style={{ gap: 12, alignItems: "flex-end" }}>
        <Field label={t("bill.sum")}>
          {(id) => <TextInput id={id} value={typed.sum} onChange={(sum) => set({ sum })} maxLength={14} />}
        </Field>
        {currencies.length > 0 && (
          <Pick
            label={t("first.hotel.currency")}
            value={typed.currency}
            onChange={(currency) => set({ currency })}
            choices={[
              { value: "", label: desk.currency },
              ...currencies.map((one) => ({ value: one.code, label: one.code })),
            ]}
          />
        )}
      </div>
      <div className="row" style={{ gap: 12 }}>
        <Field label={t("bill.number")}>
          {(id) => <TextInput id={id} value={typed.bill} onChange={(bill) => set({ bill })} maxLength={40} />}
        </Field>
        <Field label={t("bill.day")}>
          {(id) => (
            <TextInput
              id={id}
              value={typed.on}
              onChange={(on) => set({ on })}
              bad={!isDated(typed.on)}
              maxLength={10}
            />
          )}
        </Field>
      </div>
    </>
  );
}
