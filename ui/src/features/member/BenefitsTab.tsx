import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BenefitEntry } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { type Column, DataTable } from "../../components/DataTable";
import { Empty, Refusal, Waiting } from "../../components/States";
import { benefitName, memberBenefits } from "../../lib/benefits";
import { useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { word } from "../../lib/i18n";
import { type KeyUse, useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { GiveBenefitDialog } from "./GiveBenefitDialog";
import { type MemberTabProps, TabEnd } from "./MemberTab";
import { ReturnBenefitDialog } from "./ReturnBenefitDialog";

type Asking = "give" | "return" | null;

/** How many benefits the tier gives. */
export function BenefitsCount({ account }: MemberTabProps) {
  const found = useQuery(memberBenefits(account.member.guest)).data;
  return found === undefined ? null : count(found.standing.length);
}

/** 权益: what was used and given, when and by whom; a line that was wrong is taken back, and stays. */
export function BenefitsTab({ account }: MemberTabProps) {
  const { t } = useTranslation();
  const may = useMay();
  const answer = useQuery(memberBenefits(account.member.guest));
  const [asking, setAsking] = useState<Asking>(null);
  const rows = answer.data?.log ?? [];
  const { chosen, selected, select } = useRows({ rows, idOf: (one: BenefitEntry) => one.id });
  const close = () => setAsking(null);
  const keys: KeyUse[] = [];
  if (may("give_benefit"))
    keys.push({ cap: "Alt J", label: t("benefit.give"), place: "verb", run: () => setAsking("give") });
  if (chosen?.returned === null && may("return_benefit"))
    keys.push({ cap: "Alt C", label: t("benefit.return"), place: "verb", run: () => setAsking("return") });
  useKeys(keys);
  const columns = useColumns();
  if (answer.isError) return <Refusal fault={faultOf(answer.error)} />;
  if (answer.data === undefined) return <Waiting rows={6} />;
  const { year_from, year_to } = answer.data;
  return (
    <>
      <TabEnd>
        <span className="sm m tn">{t("benefit.year", { from: year_from, to: year_to })}</span>
        {may("give_benefit") && (
          <Action size="s" cap="Alt J" onClick={() => setAsking("give")}>
            {t("benefit.give")}
          </Action>
        )}
      </TabEnd>
      {rows.length === 0 ? (
        <Empty title={t("benefit.none")}>{t("benefit.noneSo")}</Empty>
      ) : (
        <DataTable
          label={t("benefit.log")}
          columns={columns}
          rows={rows}
          rowId={(one) => one.id}
          selected={selected}
          onSelect={select}
          muted={(one) => one.returned !== null}
          height={30}
          fill
        />
      )}
      {asking === "give" && <GiveBenefitDialog account={account} benefits={answer.data} onClose={close} />}
      {asking === "return" && chosen !== undefined && (
        <ReturnBenefitDialog guest={account.member.guest} line={chosen} onClose={close} />
      )}
    </>
  );
}

function useColumns(): readonly Column<BenefitEntry>[] {
  const { t } = useTranslation();
  return [
    { id: "date", title: t("member.date"), width: 128, className: "tn", cell: (one) => one.date },
    { id: "deed", title: t("member.kind"), width: 92, cell: (one) => t(`benefit.deed.${one.deed}`) },
    {
      id: "what",
      title: t("benefit.what"),
      width: 140,
      cell: (one) => <span className={one.returned === null ? "" : "struck"}>{benefitName(one)}</span>,
    },
    { id: "count", title: t("benefit.count"), width: 64, align: "right", cell: (one) => count(one.count) },
    { id: "note", title: t("benefit.note"), cell: (one) => <Said entry={one} /> },
    {
      id: "stay",
      title: t("benefit.stay"),
      width: 156,
      className: "tn i2",
      cell: ({ stay }) => stay !== null && [stay.arrival, stay.room_no].filter(Boolean).join(" · "),
    },
    { id: "tier", title: t("member.tier"), width: 72, cell: (one) => word("tier", one.tier) },
    { id: "by", title: t("member.by"), width: 92, cell: (one) => one.by },
  ];
}

function Said({ entry: { note, returned } }: { entry: BenefitEntry }) {
  const { t } = useTranslation();
  if (returned === null) return note;
  return <span className="m">{t("benefit.returnedBy", { name: returned.by, reason: returned.reason })}</span>;
}
