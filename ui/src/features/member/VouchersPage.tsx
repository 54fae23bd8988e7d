import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Voucher, VoucherFilter } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { Field, TextInput } from "../../components/Field";
import { Page } from "../../components/Page";
import { Empty, Refusal, Waiting } from "../../components/States";
import { type Tab, Tabs } from "../../components/Tabs";
import { useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { rewardName } from "../../lib/rewards";
import { useVoucherCheck } from "./useVoucherCheck";
import { useVoucherPrint } from "./useVoucherPrint";
import { VoucherCard } from "./VoucherCard";
import { voucherList, voucherStands } from "./vouchers";
import "./member.css";

const filters = ["open", "lapsing", "expired", "used", "voided"] as const satisfies readonly VoucherFilter[];

/** 验券: a code is typed or read by a scanner, looked at, and used once; under it every voucher by how it stands. */
export function VouchersPage({ asked }: { asked: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [filter, setFilter] = useState<VoucherFilter>("open");
  const answer = useQuery(voucherList(filter));
  const { counts } = answer.data ?? {};
  const tabs = filters.map((id): Tab<VoucherFilter> => ({
    id,
    label: t(`voucher.filter.${id}`),
    ...(counts !== undefined && { count: count(counts[id]) }),
  }));
  useKeys([
    { cap: "Esc", label: t("place.members"), place: "move", run: () => void navigate({ to: "/member" }) },
  ]);
  return (
    <Page>
      <PageHead title={t("voucher.check")} facts={t("voucher.checkSo")} />
      <CheckForm key={asked} asked={asked} />
      <Tabs label={t("voucher.lists")} tabs={tabs} value={filter} onChange={setFilter} keyed={t("key.tab")}>
        {answer.isError && <Refusal fault={faultOf(answer.error)} />}
        {answer.isPending && <Waiting rows={8} />}
        {answer.data !== undefined && <List key={filter} rows={answer.data.rows} />}
      </Tabs>
    </Page>
  );
}

/** The code's field, and what it turned out to be. */
function CheckForm({ asked }: { asked: string }) {
  const { t } = useTranslation();
  const check = useVoucherCheck(asked);
  const { text, place, found, ready, byNumber } = check;
  return (
    <section className="vcheck" aria-label={t("voucher.check")}>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          check.look();
        }}
      >
        <Field label={t("voucher.codeOrNumber")}>
          {(id) => <TextInput id={id} value={text} onChange={check.setText} focused maxLength={40} />}
        </Field>
        <Field label={t("voucher.place")} optional={t("optional")}>
          {(id) => <TextInput id={id} value={place} onChange={check.setPlace} maxLength={100} />}
        </Field>
        <Action type="submit" cap="Enter">
          {t("voucher.look")}
        </Action>
        <Action
          kind="primary"
          cap="Ctrl Enter"
          onClick={check.take}
          busy={check.busy}
          lacks={ready ? undefined : t(byNumber ? "voucher.lacksCode" : "voucher.lacksLook")}
        >
          {t("voucher.use")}
        </Action>
      </form>
      {check.fault !== null && <Refusal fault={check.fault} />}
      {found !== null && <VoucherCard voucher={found} />}
    </section>
  );
}

function List({ rows }: { rows: readonly Voucher[] }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const open = (voucher: Voucher) => void navigate({ to: "/member/$id", params: { id: voucher.guest } });
  const { chosen, selected, select } = useRows({ rows, idOf: (one: Voucher) => one.id, onOpen: open });
  const print = useVoucherPrint();
  const again = chosen?.state === "open" && may("print_voucher") ? chosen.id : null;
  const run = () => (again === null ? false : print.again(again));
  useKeys(again === null ? [] : [{ cap: "Ctrl P", label: t("voucher.printAgain"), place: "verb", run }]);
  const columns = useColumns();
  if (rows.length === 0) return <Empty title={t("voucher.none")}>{t("voucher.noneSo")}</Empty>;
  return (
    <>
      {print.fault !== null && <Refusal fault={print.fault} />}
      <DataTable
        label={t("voucher.lists")}
        columns={columns}
        rows={rows}
        rowId={(one) => one.id}
        selected={selected}
        onSelect={select}
        onOpen={open}
        height={30}
        fill
      />
      {print.sheets}
    </>
  );
}

function useColumns(): readonly Column<Voucher>[] {
  const { t } = useTranslation();
  return [
    { id: "number", title: t("voucher.number"), width: 176, className: "tn", cell: (one) => one.number },
    {
      id: "what",
      title: t("voucher.what"),
      cell: (one) => rewardName({ code: one.reward, words: one.words }),
    },
    { id: "who", title: t("voucher.whose"), width: 152, over: true, cell: (one) => one.guest_name },
    {
      id: "member",
      title: t("merge.memberNo"),
      width: 104,
      className: "tn i2",
      cell: (one) => one.member_no,
    },
    {
      id: "issued",
      title: t("voucher.issued"),
      width: 112,
      className: "tn i2",
      cell: (one) => one.issued_on,
    },
    { id: "state", title: t("voucher.state"), width: 250, cell: (one) => voucherStands(one, t) },
    {
      id: "until",
      title: t("voucher.validUntil"),
      width: 128,
      className: "tn",
      cell: (one) => one.valid_until,
    },
  ];
}
