import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Outgoing } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { Dialog } from "../../components/Dialog";
import { Tag } from "../../components/Tag";
import { useDesk, useLanguage } from "../../lib/desk";
import { clock, count, dateOf, fullDay, monthDay } from "../../lib/format";
import { fours, shortDigest } from "./digest";
import { periodInWords } from "./period";
import { isLate } from "./routine";

type Props = { made: readonly Outgoing[]; onCopy: (one: Outgoing) => void; onClose: () => void };

/** F8: every package that left: who, which period, how many rows, its digest, where it went and sealed to whom. */
export function HistoryDialog({ made, onCopy, onClose }: Props) {
  const { t } = useTranslation();
  const [selected, setSelected] = useState(made[0]?.made.id ?? null);
  const at = Math.max(
    0,
    made.findIndex((one) => one.made.id === selected),
  );
  const current = made[at];
  const move = (to: number) => setSelected(made[Math.min(made.length - 1, Math.max(0, to))]?.made.id ?? null);
  const open = (one: Outgoing | undefined) => {
    if (one?.kept === "here") onCopy(one);
  };
  return (
    <Dialog
      title={t("group.history")}
      aside={t("group.historySo")}
      onClose={onClose}
      width={1080}
      keys={[
        { cap: "↑", label: t("key.move"), shown: ["↑", "↓"], place: "move", run: () => move(at - 1) },
        { cap: "↓", run: () => move(at + 1) },
      ]}
      confirm={{
        label: t("group.copy"),
        run: () => open(current),
        lacks: current?.kept === "here" ? undefined : t("group.lacksKept"),
      }}
    >
      <div className="history">
        <DataTable
          label={t("group.history")}
          columns={useColumns()}
          rows={made}
          rowId={(one) => one.made.id}
          selected={current?.made.id ?? null}
          onSelect={(one) => setSelected(one.made.id)}
          onOpen={open}
          height={46}
          fill
        />
      </div>
    </Dialog>
  );
}

function useColumns(): readonly Column<Outgoing>[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const desk = useDesk();
  return [
    {
      id: "package",
      title: t("group.col.package"),
      width: 176,
      widthEn: 196,
      cell: ({ made }) => (
        <b className="w5 num">
          {t("group.package", {
            month: periodInWords(made.period, language),
            version: count(made.version),
          })}
        </b>
      ),
    },
    {
      id: "when",
      title: t("group.col.when"),
      width: 176,
      widthEn: 210,
      cell: ({ made, behind }) => (
        <>
          <div className="num">
            {monthDay(dateOf(made.at_ms, desk.time_zone), language)} {clock(made.at_ms, desk.time_zone)}
          </div>
          <div className="sm m">
            {made.by}
            {behind !== null &&
              ` · ${t(isLate(behind.due_ms, made.at_ms) ? "routine.byLate" : "routine.byItself")}`}
          </div>
        </>
      ),
    },
    {
      id: "rows",
      title: t("group.col.rows"),
      width: 84,
      align: "right",
      cell: ({ made }) => count(made.rows),
    },
    {
      id: "digest",
      title: t("group.col.digest"),
      width: 150,
      className: "num sm",
      cell: ({ made }) => shortDigest(made.manifest_sha256),
    },
    { id: "went", title: t("group.col.went"), cell: (one) => <Went one={one} /> },
    { id: "kept", title: t("group.col.kept"), width: 184, widthEn: 210, cell: (one) => <Kept one={one} /> },
  ];
}

function Went({ one }: { one: Outgoing }) {
  const { t } = useTranslation();
  const newest = one.copies[0];
  if (newest === undefined) return <span className="m">—</span>;
  const sealed =
    newest.fingerprint === ""
      ? t("group.open.so")
      : t("group.sealedTo", { fingerprint: fours(newest.fingerprint.slice(0, 16)) });
  return (
    <>
      <div className="el" title={newest.folder}>
        {newest.folder}
      </div>
      <div className="sm m num el">
        {[sealed, one.copies.length > 1 ? t("group.copies", { count: one.copies.length }) : ""]
          .filter(Boolean)
          .join(t("list.semicolon"))}
      </div>
    </>
  );
}

function Kept({ one }: { one: Outgoing }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (one.kept === "here")
    return (
      <span className="sm i2 num">
        {t("group.keptUntil", { day: one.until === null ? "" : fullDay(one.until, language) })}
      </span>
    );
  if (one.kept === "erased")
    return <Tag tone="dash">{t("group.keptErased", { version: count(one.replaced_by ?? 0) })}</Tag>;
  return <Tag tone={one.kept === "missing" ? "look" : "dash"}>{t(`group.kept.${one.kept}`)}</Tag>;
}
