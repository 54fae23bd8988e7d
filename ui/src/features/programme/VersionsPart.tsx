import { useTranslation } from "react-i18next";
import type { ProgrammeVersion } from "../../api/bindings";
import { Action } from "../../components/Action";
import { type Column, DataTable } from "../../components/DataTable";
import { Empty } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { clock, dateOf } from "../../lib/format";
import { useRows } from "../../lib/rows";

type Props = {
  versions: readonly ProgrammeVersion[];
  /** Takes a version's rules as the draft; undefined where the reader may only look. */
  onTake: ((version: ProgrammeVersion) => void) | undefined;
};

/** Every version that was kept: when it began, who kept it, what for. */
export function VersionsPart({ versions, onTake }: Props) {
  const { t } = useTranslation();
  const { chosen, select } = useRows({
    rows: versions,
    idOf: (one: ProgrammeVersion) => String(one.version),
    ...(onTake === undefined ? {} : { onOpen: onTake }),
  });
  const columns = useVersionColumns();
  if (versions.length === 0)
    return <Empty title={t("programme.noVersions")}>{t("programme.noVersionsSo")}</Empty>;
  return (
    <>
      {onTake !== undefined && (
        <div className="row" style={{ marginBottom: 8 }}>
          <Action size="s" cap="Enter" onClick={() => chosen !== undefined && onTake(chosen)}>
            {t("programme.takeVersion")}
          </Action>
        </div>
      )}
      <DataTable
        label={t("programme.tab.versions")}
        columns={columns}
        rows={versions}
        rowId={(one) => String(one.version)}
        selected={chosen === undefined ? null : String(chosen.version)}
        onSelect={select}
        {...(onTake === undefined ? {} : { onOpen: onTake })}
      />
    </>
  );
}

function useVersionColumns(): readonly Column<ProgrammeVersion>[] {
  const { t } = useTranslation();
  const desk = useDesk();
  return [
    { id: "version", title: t("limits.version"), width: 80, className: "num", cell: (one) => one.version },
    { id: "from", title: t("programme.from"), width: 130, className: "tn", cell: (one) => one.valid_from },
    { id: "why", title: t("programme.why"), cell: (one) => one.why },
    { id: "by", title: t("limits.by"), width: 120, cell: (one) => one.by_name },
    {
      id: "at",
      title: t("limits.when"),
      width: 180,
      className: "tn i2",
      cell: (one) =>
        one.at_ms === null ? "" : `${dateOf(one.at_ms, desk.time_zone)} ${clock(one.at_ms, desk.time_zone)}`,
    },
  ];
}
