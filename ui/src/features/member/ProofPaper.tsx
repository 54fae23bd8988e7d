import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Card, Proof, ProofEntry, ProofLot } from "../../api/bindings";
import { Paper, useDataAge } from "../../components/Paper";
import { type PaperPart, paperPart } from "../../components/Sheets";
import { useDesk } from "../../lib/desk";
import { count, signed } from "../../lib/format";
import { word } from "../../lib/i18n";
import { reasonOf, sourceOf, touchedInWords } from "./lines";
import { WhosePaper } from "./WhosePaper";

type Props = { proof: Proof; card: Card | undefined; /** The figure in words. */ said: string; at: number };

/** 积分证明 on A4: one figure, every posting that makes it, the lots it touched, the chain's head. */
export function ProofPaper({ proof, card, said, at }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const parts = useMemo(() => partsOf(proof, desk.currency, t), [proof, desk.currency, t]);
  return (
    <Paper
      title={t("proof.paper")}
      name={card?.guest.name ?? ""}
      day={desk.today}
      at={at}
      age={useDataAge(desk.data_as_of_ms)}
      notice={t("member.paperNotice")}
      head={proof.head}
      sum={
        <>
          <WhosePaper member={proof.member} card={card} about={said} />
          <div className="sum">
            <span>
              {said} <b>{proof.asked.what === "entry" ? signed(proof.figure) : count(proof.figure)}</b>
            </span>
            <span>
              <b>{t(proof.holds ? "proof.holds" : "proof.fails")}</b>
            </span>
          </div>
        </>
      }
      parts={parts}
      closes
    />
  );
}

function partsOf(proof: Proof, currency: string, t: TFunction): readonly PaperPart[] {
  return [entriesPart(proof, currency, t), lotsPart(proof, t)];
}

function entriesPart(proof: Proof, currency: string, t: TFunction): PaperPart {
  const { carried } = proof;
  return paperPart<ProofEntry>({
    id: "entries",
    title: t("print.counted", { title: t("proof.postings"), count: proof.entries.length }),
    columns: [
      { id: "seq", title: t("proof.seq"), width: 50, className: "tn", cell: (entry) => `#${entry.seq}` },
      { id: "date", title: t("member.date"), width: 86, className: "tn", cell: (entry) => entry.date },
      { id: "kind", title: t("member.kind"), width: 44, cell: (entry) => word("entry", entry.code) },
      {
        id: "why",
        title: t("member.why"),
        cell: (entry) => (
          <>
            <span className={entry.reversed_by === null ? "" : "struck"}>{reasonOf(entry, currency, t)}</span>{" "}
            {sourceOf(entry)}
          </>
        ),
      },
      { id: "lots", title: t("proof.lots"), width: 110, className: "tn", cell: touchedInWords },
      { id: "by", title: t("member.by"), width: 52, cell: (entry) => entry.by },
      {
        id: "kept",
        title: t("proof.kept"),
        width: 72,
        className: "tn",
        cell: (entry) =>
          entry.kept === null ? "" : `${count(entry.kept.seq)} ${entry.kept.mac.slice(0, 4)}`,
      },
      {
        id: "points",
        title: t("member.change"),
        width: 56,
        align: "right",
        cell: (entry) => signed(entry.points),
      },
      {
        id: "balance",
        title: t("member.balanceAfter"),
        width: 56,
        align: "right",
        cell: (entry) => count(entry.balance),
      },
    ],
    rows: proof.entries,
    rowId: (entry) => entry.id,
    note:
      carried === null ? null : (
        <div style={{ padding: "6px 0" }}>
          {t("proof.carried", { count: carried.postings, points: count(carried.points) })}
        </div>
      ),
  });
}

function lotsPart(proof: Proof, t: TFunction): PaperPart {
  return paperPart<ProofLot>({
    id: "lots",
    title: t("print.counted", { title: t("proof.lotsTouched"), count: proof.lots.length }),
    columns: [
      { id: "no", title: t("proof.seq"), width: 90, className: "tn", cell: (lot) => `#${lot.made_by}` },
      { id: "earned", title: t("proof.earnedOn"), width: 120, className: "tn", cell: (lot) => lot.earned_on },
      { id: "ends", title: t("proof.endsOn"), className: "tn", cell: (lot) => lot.expires_on },
      {
        id: "points",
        title: t("proof.was"),
        width: 90,
        align: "right",
        cell: (lot) => count(lot.points),
      },
      { id: "left", title: t("proof.left"), width: 90, align: "right", cell: (lot) => count(lot.left) },
    ],
    rows: proof.lots,
    rowId: (lot) => lot.id,
  });
}
