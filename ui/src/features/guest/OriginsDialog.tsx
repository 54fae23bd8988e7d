import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { faultOf } from "../../api/call";
import type { FieldOrigin, GuestId } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { Dialog } from "../../components/Dialog";
import { Refusal, Waiting } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { dateOf } from "../../lib/format";
import { isTextKey, word } from "../../lib/i18n";
import { guestOrigins } from "./queries";
import { sourceWord } from "./sources";

/** Alt N: of each field, who wrote what stands there now, how and when. */
export function OriginsDialog({ guest, onClose }: { guest: GuestId; onClose: () => void }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const origins = useQuery(guestOrigins(guest));
  const columns: Column<FieldOrigin>[] = [
    { id: "field", title: t("merge.field"), width: 150, cell: (one) => word("field", one.field) },
    {
      id: "way",
      title: t("origin.way"),
      cell: (one) => (isTextKey(`op.${one.way}`) ? word("op", one.way) : sourceWord(one.way)),
    },
    { id: "by", title: t("history.by"), width: 120, className: "i2", cell: (one) => one.by },
    {
      id: "at",
      title: t("col.date"),
      width: 120,
      className: "tn",
      align: "right",
      cell: (one) => dateOf(one.at_ms, desk.time_zone),
    },
  ];
  return (
    <Dialog title={t("origin.title")} onClose={onClose} width={640}>
      <div className="sides">
        {origins.isPending && <Waiting rows={5} />}
        {origins.isError && <Refusal fault={faultOf(origins.error)} />}
        {origins.isSuccess && (
          <DataTable
            label={t("origin.title")}
            columns={columns}
            rows={origins.data}
            rowId={(one) => one.field}
            height={30}
          />
        )}
      </div>
    </Dialog>
  );
}
