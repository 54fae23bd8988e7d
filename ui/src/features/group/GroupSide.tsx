import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ExportProgress, MadePackage } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Block, Facts } from "../../components/Blocks";
import { Progress, Refusal } from "../../components/States";
import { Tag } from "../../components/Tag";
import { useDesk, useLanguage } from "../../lib/desk";
import { clock, count, dateOf, monthDay, monthInWords } from "../../lib/format";
import { word } from "../../lib/i18n";
import { type Job, leftMs } from "../../lib/job";
import { packages } from "./queries";

/** Packages whose version, hand and digest are shown in full. */
const inFull = 3;

type Props = {
  checking: Job<ExportProgress> | null;
  making: Job<ExportProgress> | null;
  /** Rows of the whole package, once they are known. */
  rows: number | null;
};

/** Beside the package: how far the run is, what was made before, what seals it. */
export function GroupSide({ checking, making, rows }: Props) {
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
          <OnePackage key={one.id} one={one} replaced={isReplaced(one, made)} />
        ))}
      </Block>
      {made.length > inFull && <Earlier made={made.slice(inFull)} />}
      {newest !== undefined && (
        <Block title={t("group.seal")}>
          <Facts
            rows={[
              {
                label: t("group.head"),
                value: (
                  <span className="tn">
                    {count(newest.head.seq)} · {short(newest.head.mac)}
                  </span>
                ),
              },
              { label: t("group.record"), value: t("group.recordSo") },
            ]}
          />
        </Block>
      )}
    </>
  );
}

type RunProps = { job: Job<ExportProgress>; title: string; rows: number | null };

function Run({ job, title, rows }: RunProps) {
  const { t } = useTranslation();
  const { step } = job;
  const [done, all] =
    step === null ? [0, 0] : rows === null ? [step.place, step.sheets] : [Math.min(step.rows, rows), rows];
  const share = all === 0 ? 0 : done / all;
  return (
    <Block title={t("group.run")} end={step === null ? undefined : word("sheet", step.sheet)}>
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

function OnePackage({ one, replaced }: { one: MadePackage; replaced: boolean }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const day = monthDay(dateOf(one.at_ms, desk.time_zone), language);
  return (
    <div className="pkg">
      <div className="row">
        <b className="num nw">
          {t("group.package", {
            month: monthInWords(one.period, language),
            version: count(one.version),
          })}
        </b>
        {replaced ? (
          <Tag tone="dash">{t("group.replaced")}</Tag>
        ) : (
          one.version > 1 && <Tag>{t("group.correction")}</Tag>
        )}
        <span className="sp sm m num nw">
          {day} {clock(one.at_ms, desk.time_zone)}
        </span>
      </div>
      <div className="sm i2">{t("group.by", { name: one.by, rows: count(one.rows) })}</div>
      <div className="sm m num">sha-256 {short(one.manifest_sha256)}</div>
    </div>
  );
}

/** The months further back: how many versions each had, and when the newest of them was made. */
function Earlier({ made }: { made: readonly MadePackage[] }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const periods = [...new Set(made.map((one) => one.period))];
  return (
    <Block title={t("group.earlier")}>
      {periods.map((period) => {
        const those = made.filter((one) => one.period === period);
        return (
          <div key={period} className="row earlier">
            <span className="num">{monthInWords(period, language)}</span>
            <span className="sm m">{t("group.versions", { count: those.length })}</span>
            <span className="sp sm m num">
              {monthDay(dateOf(those[0]?.at_ms ?? 0, desk.time_zone), language)}
            </span>
          </div>
        );
      })}
    </Block>
  );
}

function isReplaced(one: MadePackage, all: readonly MadePackage[]): boolean {
  return all.some((other) => other.period === one.period && other.version > one.version);
}

/** The two ends of a digest, in fours: `9f2c 41ab … 7e08`. */
function short(hex: string): string {
  return `${hex.slice(0, 4)} ${hex.slice(4, 8)} … ${hex.slice(-4)}`;
}
