import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ExportProgress, Outgoing, TableChanges } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { Block } from "../../components/Blocks";
import { Progress, Refusal } from "../../components/States";
import { Tag } from "../../components/Tag";
import { useDesk, useLanguage } from "../../lib/desk";
import { clock, count, dateOf, monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import { type Job, leftMs } from "../../lib/job";
import { shortDigest } from "./digest";
import { periodInWords } from "./period";
import { packages } from "./queries";
import { RoutineBlock } from "./RoutineBlock";
import { isLate } from "./routine";
import { SealBlock } from "./SealBlock";

/** Packages whose version, hand and digest are shown in full. */
const inFull = 3;
/** Periods further back that the side names; the history has all of them. */
const earlierMax = 6;

type Props = {
  checking: Job<ExportProgress> | null;
  making: Job<ExportProgress> | null;
  /** Rows of the whole package, once they are known. */
  rows: number | null;
  onCopy: () => void;
  onHistory: () => void;
  onSet: () => void;
  onRoutine: () => void;
};

/** Beside the package: how far the run is, what was made before, what seals it. */
export function GroupSide({ checking, making, rows, onCopy, onHistory, onSet, onRoutine }: Props) {
  const { t } = useTranslation();
  const answer = useQuery(packages());
  const made = answer.data ?? [];
  const newest = made[0];
  return (
    <>
      {making !== null ? (
        <Run job={making} title={t("group.making")} rows={rows} />
      ) : (
        checking !== null && <Run job={checking} title={t("group.checking")} rows={null} />
      )}
      <Block title={t("group.packages")}>
        {answer.isError && <Refusal fault={faultOf(answer.error)} />}
        {answer.isSuccess && made.length === 0 && <div className="sm i2">{t("group.noPackages")}</div>}
        {made.slice(0, inFull).map((one) => (
          <OnePackage key={one.made.id} one={one} replaced={isReplaced(one, made)} />
        ))}
        {made.length > 0 && (
          <div className="row told">
            <Action size="s" cap="F7" onClick={onCopy}>
              {t("group.copy")}
            </Action>
            <Action size="s" cap="F8" onClick={onHistory}>
              {t("group.history")}
            </Action>
          </div>
        )}
      </Block>
      {made.length > inFull && <Earlier made={made.slice(inFull)} />}
      <RoutineBlock onSet={onRoutine} />
      <SealBlock head={newest?.made.head ?? null} onSet={onSet} />
    </>
  );
}

type RunProps = { job: Job<ExportProgress>; title: string; rows: number | null };

function Run({ job, title, rows }: RunProps) {
  const { t } = useTranslation();
  const { step } = job;
  const handed = step?.handed ?? null;
  const [done, all] =
    handed !== null
      ? [Math.round(handed.done / 1024), Math.round(handed.all / 1024)]
      : step === null
        ? [0, 0]
        : rows === null
          ? [step.place, step.sheets]
          : [Math.min(step.rows, rows), rows];
  const share = all === 0 ? 0 : done / all;
  const sheet = step === null ? undefined : handed === null ? word("sheet", step.sheet) : t("group.sealing");
  return (
    <Block title={t("group.run")} end={sheet}>
      <Progress
        title={title}
        done={done}
        all={all}
        leftMs={leftMs(share, job.passedMs)}
        leaves={t("group.cancelLeaves")}
        onCancel={() => job.cancel()}
      />
    </Block>
  );
}

const othersOf = (one: TableChanges) => one.added + one.changed + one.removed;

/** Why a period went again, and how many rows of which table are others now. */
function Corrected({ made, changes }: Pick<Outgoing, "made" | "changes">) {
  const { t } = useTranslation();
  if (made.version === 1) return null;
  const told = (one: TableChanges) =>
    [
      one.added > 0 ? t("group.rowsAdded", { rows: count(one.added) }) : "",
      one.changed > 0 ? t("group.rowsChanged", { rows: count(one.changed) }) : "",
      one.removed > 0 ? t("group.rowsRemoved", { rows: count(one.removed) }) : "",
    ]
      .filter(Boolean)
      .join(t("list.comma"));
  return (
    <div className="corrected sm">
      {made.reason !== "" && <div className="i2">{made.reason}</div>}
      {changes !== null && (
        <b className="num">
          {t("group.changedRows", {
            version: count(made.version - 1),
            rows: count(changes.reduce((sum, one) => sum + othersOf(one), 0)),
          })}
        </b>
      )}
      {changes?.map((one) => (
        <div key={one.table} className="row i2 num">
          {word("sheet", one.table)}
          <span className="sp">{told(one)}</span>
        </div>
      ))}
    </div>
  );
}

function OnePackage({ one, replaced }: { one: Outgoing; replaced: boolean }) {
  const { made, copies, behind, changes } = one;
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const day = monthDay(dateOf(made.at_ms, desk.time_zone), language);
  const sealed = (copies[0]?.fingerprint ?? "") !== "";
  return (
    <div className="pkg">
      <div className="row">
        <b className="num nw">
          {t("group.package", {
            month: periodInWords(made.period, language),
            version: count(made.version),
          })}
        </b>
        {replaced ? (
          <Tag tone="dash">{t("group.replaced")}</Tag>
        ) : (
          made.version > 1 && <Tag>{t("group.correction")}</Tag>
        )}
        <span className="sp sm m num nw">
          {day} {clock(made.at_ms, desk.time_zone)}
        </span>
      </div>
      <div className="sm i2">
        {t("group.by", { name: made.by, rows: count(made.rows) })}
        {sealed && ` · ${t("group.sealed")}`}
        {behind !== null &&
          ` · ${t(isLate(behind.due_ms, made.at_ms) ? "routine.byLate" : "routine.byItself")}`}
      </div>
      <Corrected made={made} changes={changes} />
      <div className="sm m num">sha-256 {shortDigest(made.manifest_sha256)}</div>
    </div>
  );
}

/** The months further back: how many versions each had, and when the newest of them was made. */
function Earlier({ made }: { made: readonly Outgoing[] }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const periods = [...new Set(made.map((one) => one.made.period))].slice(0, earlierMax);
  return (
    <Block title={t("group.earlier")} end={t("group.keptFor")}>
      {periods.map((period) => {
        const those = made.filter((one) => one.made.period === period);
        return (
          <div key={period} className="row earlier">
            <span className="num">{periodInWords(period, language)}</span>
            <span className="sm m">{t("group.versions", { count: those.length })}</span>
            <span className="sp sm m num">
              {monthDay(dateOf(those[0]?.made.at_ms ?? 0, desk.time_zone), language)}
            </span>
          </div>
        );
      })}
    </Block>
  );
}

function isReplaced(one: Outgoing, all: readonly Outgoing[]): boolean {
  return all.some(({ made }) => made.period === one.made.period && made.version > one.made.version);
}
