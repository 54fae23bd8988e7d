import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import {
  type BalancesFile,
  type BalancesForeseen,
  commands,
  type ImportProgress,
  type KeptBalance,
  type TakeOut,
} from "../../api/bindings";
import { Channel, call, faultOf } from "../../api/call";
import { Facts, Heading } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { Dialog } from "../../components/Dialog";
import { Refusal, Waiting } from "../../components/States";
import { count } from "../../lib/format";
import { useJob } from "../../lib/job";
import { useWrite } from "../../lib/write";
import { Working } from "./Working";

type Props = { row: BalancesFile; onClose: () => void };

/** Before a file of balances is taken out: what goes, and what stays because somebody used it since. */
export function TakeOutDialog({ row, onClose }: Props) {
  const { t } = useTranslation();
  const job = useJob<ImportProgress>();
  const foreseen = useQuery({
    queryKey: ["balances-foreseen", row.id],
    queryFn: () => call(commands.balancesForeseen(row.id, new Channel<ImportProgress>())),
    meta: { reads: ["import", "ledger", "member"] },
  });
  const out = useWrite(
    (key: string, input: TakeOut) => commands.balancesTakeOut(key, input, job.begin()),
    (done) => t("balances.outSaid", { points: count(done.points), kept: count(done.kept) }),
  );
  const take = async () => {
    if ((await out.write({ import_id: row.id })).saved) onClose();
  };
  const nothing = foreseen.data !== undefined && foreseen.data.removed === 0 && foreseen.data.tiers === 0;
  const lacks =
    foreseen.data === undefined ? t("imports.undoLooking") : nothing ? t("balances.outNothing") : undefined;
  return (
    <Dialog
      title={t("balances.outTitle", { file: row.file_name })}
      onClose={onClose}
      confirm={{
        label: t("balances.takeOut"),
        run: () => void take(),
        busy: out.state === "writing",
        lacks,
        red: true,
      }}
      width={560}
    >
      {foreseen.isError && <Refusal fault={faultOf(foreseen.error)} />}
      {foreseen.isPending && <Waiting />}
      {foreseen.data !== undefined && <Sums foreseen={foreseen.data} />}
      {job.step !== null && out.state === "writing" && <Working job={job} />}
      {out.fault !== null && (
        <div style={{ marginTop: 12 }}>
          <Refusal fault={out.fault} />
        </div>
      )}
    </Dialog>
  );
}

/** What goes and what stays, and whose it is. */
function Sums({ foreseen }: { foreseen: BalancesForeseen }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { removed, points, tiers, kept, kept_points: used, enrolled, kept_rows: rows } = foreseen;
  const facts = [
    {
      label: t("imports.undoGone"),
      value: t("balances.outGone", { rows: count(removed), points: count(points) }),
    },
    ...(tiers > 0
      ? [{ label: t("member.tier"), value: t("balances.outTiers", { tiers: count(tiers) }) }]
      : []),
    {
      label: t("imports.undoKept"),
      value:
        kept === 0
          ? t("imports.undoNothing")
          : t("balances.outKept", { rows: count(kept), points: count(used) }),
    },
    ...(enrolled > 0
      ? [{ label: t("balances.outMembers"), value: t("balances.outEnrolled", { guests: count(enrolled) }) }]
      : []),
  ];
  const open = ({ guest }: KeptBalance) => void navigate({ to: "/member/$id", params: { id: guest } });
  const columns: Column<KeptBalance>[] = [
    { id: "name", title: t("quality.guest"), cell: (row) => row.name },
    {
      id: "points",
      title: t("balances.points.posted"),
      width: 116,
      align: "right",
      cell: (row) => count(row.points),
    },
  ];
  return (
    <>
      <Facts rows={facts} labelWidth={104} />
      {rows.length > 0 && (
        <section style={{ marginTop: 12 }} aria-label={t("imports.undoKept")}>
          <Heading>{t("balances.outUsed")}</Heading>
          <div style={{ maxHeight: 240, overflow: "auto" }}>
            <DataTable
              label={t("imports.undoKept")}
              columns={columns}
              rows={rows}
              rowId={(row) => `${row.guest} ${row.points}`}
              onSelect={open}
              onOpen={open}
              height={30}
            />
          </div>
        </section>
      )}
    </>
  );
}
