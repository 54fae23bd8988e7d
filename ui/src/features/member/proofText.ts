/** A proof as plain text, with tabs between columns: into a mail, a chat or a table. */
import type { TFunction } from "i18next";
import type { Proof } from "../../api/bindings";
import type { Desk } from "../../lib/desk";
import { count, signed } from "../../lib/format";
import { word } from "../../lib/i18n";
import { reasonOf, sourceOf, touchedInWords } from "./lines";

export function proofAsText(proof: Proof, said: string, desk: Desk, t: TFunction): string {
  const head = [desk.hotel, t("proof.title"), proof.member.member_no, desk.today].join(" · ");
  const carried =
    proof.carried === null
      ? []
      : [t("proof.carried", { count: proof.carried.postings, points: count(proof.carried.points) })];
  const titles = [
    t("proof.seq"),
    t("member.date"),
    t("member.kind"),
    t("member.why"),
    t("member.source"),
    t("member.by"),
    t("proof.lots"),
    t("proof.kept"),
    t("member.change"),
    t("member.balanceAfter"),
  ];
  const rows = proof.entries.map((entry) =>
    [
      `#${entry.seq}`,
      entry.date,
      word("entry", entry.code),
      reasonOf(entry, desk.currency, t),
      sourceOf(entry),
      entry.by,
      touchedInWords(entry),
      entry.kept === null ? "" : `${entry.kept.seq} ${entry.kept.mac.slice(0, 8)}`,
      signed(entry.points),
      count(entry.balance),
    ].join("\t"),
  );
  return [
    head,
    `${said}\t${count(proof.figure)}\t${t(proof.holds ? "proof.holds" : "proof.fails")}`,
    ...carried,
    titles.join("\t"),
    ...rows,
    t("print.head", { seq: count(proof.head.seq), mac: proof.head.mac }),
  ].join("\n");
}
