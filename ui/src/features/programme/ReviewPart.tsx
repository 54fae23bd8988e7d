import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type TierLine, type TierPreview } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { type Column, DataTable } from "../../components/DataTable";
import { Dialog } from "../../components/Dialog";
import { Empty, Refusal, Waiting } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { count, money } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { useWrite } from "../../lib/write";
import { Day, isDay } from "./PromotionDialog";
import { tiersPreview } from "./queries";

/** 等级复核: the run over all members for a day, shown before it is made. */
export function ReviewPart() {
  const { t } = useTranslation();
  const desk = useDesk();
  const [on, setOn] = useState(desk.today);
  const [asking, setAsking] = useState(false);
  const answer = useQuery(tiersPreview(on, isDay(on)));
  const run = useWrite(commands.tiersRun, (made) =>
    t("programme.runMade", { rose: made.rose, fell: made.fell }),
  );
  const moves = answer.data === undefined ? 0 : answer.data.run.rose + answer.data.run.fell;
  const lacks = moves === 0 ? t("programme.runNothing") : undefined;
  const ask = () => (lacks === undefined ? setAsking(true) : undefined);
  useKeys([{ cap: "Alt F", label: t("programme.runMake"), place: "verb", run: ask }]);
  const make = async () => {
    const outcome = await run.write(on);
    if (outcome.saved) setAsking(false);
  };
  return (
    <>
      <div className="row" style={{ alignItems: "flex-end", gap: 12, marginBottom: 10 }}>
        <Day label={t("programme.runOn")} value={on} onChange={setOn} />
        <Action cap="Alt F" onClick={ask} lacks={lacks}>
          {t("programme.runMake")}
        </Action>
        <span className="sm m">{t("programme.runSo")}</span>
      </div>
      {answer.isError && <Refusal fault={faultOf(answer.error)} />}
      {answer.isPending && isDay(on) && <Waiting rows={6} />}
      {answer.data !== undefined && <Foreseen preview={answer.data} />}
      {asking && answer.data !== undefined && (
        <Dialog
          title={t("programme.runMake")}
          aside={on}
          onClose={() => setAsking(false)}
          confirm={{
            label: t("programme.runIt"),
            cap: "Ctrl Enter",
            run: () => void make(),
            busy: run.state === "writing",
          }}
        >
          <p>
            {t("programme.runAsk", {
              on,
              rose: count(answer.data.run.rose),
              fell: count(answer.data.run.fell),
            })}
          </p>
          {run.fault !== null && <Refusal fault={run.fault} />}
        </Dialog>
      )}
    </>
  );
}

function Foreseen({ preview }: { preview: TierPreview }) {
  const { t } = useTranslation();
  const { run, lines } = preview;
  const { chosen, select } = useRows({ rows: lines, idOf: (line: TierLine) => line.guest });
  const columns = useLineColumns();
  return (
    <>
      <div className="row num" style={{ gap: 20, marginBottom: 8 }}>
        <span>{t("programme.runMembers", { members: count(run.members) })}</span>
        <span>{t("programme.runRise", { count: count(run.rose) })}</span>
        <span>{t("programme.runFall", { count: count(run.fell) })}</span>
        {run.tiers.map((one) => (
          <span key={one.tier} className="i2">
            {word("tier", one.tier)} {count(one.before)} → <b className="ink">{count(one.after)}</b>
          </span>
        ))}
      </div>
      {lines.length === 0 ? (
        <Empty title={t("programme.runNobody")}>{t("programme.runNobodySo")}</Empty>
      ) : (
        <DataTable
          label={t("programme.tab.review")}
          columns={columns}
          rows={lines}
          rowId={(line) => line.guest}
          selected={chosen?.guest ?? null}
          onSelect={select}
        />
      )}
    </>
  );
}

function useLineColumns(): readonly Column<TierLine>[] {
  const { t } = useTranslation();
  const { currency } = useDesk();
  return [
    {
      id: "tier",
      title: t("programme.change"),
      width: 170,
      cell: (line) => `${word("tier", line.before)} → ${word("tier", line.after)}`,
    },
    {
      id: "name",
      title: t("settings.name"),
      width: 150,
      over: true,
      cell: (line) => <b className="w5">{line.name}</b>,
    },
    {
      id: "number",
      title: t("programme.number"),
      width: 110,
      className: "tn i2",
      cell: (line) => line.member_no,
    },
    { id: "cause", title: t("programme.cause"), cell: (line) => t(`tierCause.${line.cause}`) },
    {
      id: "nights",
      title: t("member.nights"),
      width: 90,
      align: "right",
      cell: (line) => count(line.nights),
    },
    { id: "stays", title: t("member.stays"), width: 90, align: "right", cell: (line) => count(line.stays) },
    {
      id: "spend",
      title: t("member.spend"),
      width: 120,
      align: "right",
      cell: (line) => money(line.spend_minor, currency),
    },
  ];
}
