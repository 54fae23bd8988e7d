import { useTranslation } from "react-i18next";
import type { Briefing, CardUse as Use, CardUseLine, Row } from "../../api/bindings";
import { Block } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { Dialog } from "../../components/Dialog";
import { PersonName } from "../../components/Person";
import { useDesk } from "../../lib/desk";
import { clock, minuteClock } from "../../lib/format";

/** 信息利用率: how far what the house knows of today's arrivals was used; the figure opens its rows. */
export function CardUse({ use, onOpen }: { use: Use; onOpen: () => void }) {
  const { t } = useTranslation();
  const { arrivals, used, percent, sample_min: least } = use;
  return (
    <Block title={t("use.title")}>
      <button type="button" className="linkish row b" onClick={onOpen}>
        {percent === null ? (
          <span>{t("use.tooFew", { arrivals, least })}</span>
        ) : (
          <>
            <span className="big">{percent}%</span>
            <span className="sm">{t("use.of", { arrivals, used })}</span>
          </>
        )}
      </button>
      <div className="sm m">{t("use.what")}</div>
    </Block>
  );
}

type Line = { use: CardUseLine; row: Row };

/** The arrivals behind the figure, each with how it was used. */
export function CardUseRows({ day, onClose }: { day: Briefing; onClose: () => void }) {
  const { t } = useTranslation();
  const { time_zone: zone } = useDesk();
  const stays = new Map(day.arriving.map((row) => [row.stay_id, row]));
  const lines = day.used.lines.flatMap((use): Line[] => {
    const row = stays.get(use.stay_id);
    return row === undefined ? [] : [{ use, row }];
  });
  const columns: Column<Line>[] = [
    {
      id: "due",
      title: t("col.arrives"),
      width: 84,
      className: "tn",
      cell: ({ row }) => (row.arrive_minute === null ? "" : minuteClock(row.arrive_minute)),
    },
    { id: "room", title: t("col.room"), width: 64, className: "tn w6", cell: ({ row }) => row.room_no },
    { id: "guest", title: t("col.guest"), cell: ({ row }) => <PersonName person={row} strong={false} /> },
    {
      id: "opened",
      title: t("use.opened"),
      width: 108,
      className: "tn",
      cell: ({ use }) => (use.opened_at_ms === null ? "" : clock(use.opened_at_ms, zone)),
    },
    {
      id: "kept",
      title: t("use.kept"),
      width: 108,
      cell: ({ use }) => (use.promise_kept ? t("use.yes") : ""),
    },
    {
      id: "met",
      title: t("use.met"),
      width: 108,
      cell: ({ use }) => (use.wish_met ? t("use.yes") : ""),
    },
  ];
  const { arrivals, used } = day.used;
  return (
    <Dialog title={t("use.title")} aside={t("use.of", { arrivals, used })} onClose={onClose} width={720}>
      <div style={{ maxHeight: 420, overflow: "auto" }}>
        <DataTable
          label={t("use.title")}
          columns={columns}
          rows={lines}
          rowId={({ row }) => row.stay_id}
          muted={({ use }) => use.opened_at_ms === null && !use.promise_kept && !use.wish_met}
          height={30}
        />
      </div>
    </Dialog>
  );
}
