import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Card, MemberPage as Account, Proof, ProofAsked } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { Dialog } from "../../components/Dialog";
import { VerdictMark } from "../../components/Marks";
import { Pick } from "../../components/Pick";
import { Refusal, Waiting } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { count, signed } from "../../lib/format";
import type { KeyUse } from "../../lib/keys";
import { proofAsText } from "./proofText";
import { ProofEntries } from "./ProofEntries";
import { ProofPaper } from "./ProofPaper";
import { memberProof, type Period } from "./queries";
import { useFigureWords } from "./figureWords";

type Props = {
  asked: ProofAsked;
  account: Account;
  card: Card | undefined;
  /** The statement's period, for its sums. */
  period: Period;
  onAsk: (asked: ProofAsked) => void;
  onClose: () => void;
};

/** 证明: one figure with every posting that makes it, to be shown, printed and copied while the guest stands there. */
export function ProofDialog({ asked, account, card, period, onAsk, onClose }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const words = useFigureWords();
  const answer = useQuery(memberProof(asked));
  const proof = answer.data;
  const [printed, setPrinted] = useState<{ nth: number; at: number; proof: Proof } | null>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  const print = () => {
    if (proof !== undefined)
      setPrinted({ nth: (printed?.nth ?? 0) + 1, at: Date.now() + desk.skewMs, proof });
  };
  const copy = async () => {
    if (proof === undefined) return;
    try {
      await navigator.clipboard.writeText(proofAsText(proof, words(proof.asked, proof), desk, t));
      setCopied(true);
    } catch {
      // The system may keep its clipboard to itself; the person is told, and the print is still there.
      setCopied(false);
    }
  };
  const keys: readonly KeyUse[] = [
    { cap: "Ctrl P", label: t("proof.print"), place: "verb", run: print },
    { cap: "Alt F", label: t("proof.copy"), place: "verb", run: () => void copy() },
  ];
  return (
    <Dialog
      title={t("proof.title")}
      aside={account.member.member_no}
      width={980}
      onClose={onClose}
      keys={keys}
      other={
        <>
          <Action size="s" cap="Ctrl P" onClick={print}>
            {t("proof.print")}
          </Action>
          <Action size="s" cap="Alt F" onClick={() => void copy()}>
            {t("proof.copy")}
          </Action>
          {copied !== null && <span className="sm i2">{t(copied ? "proof.copied" : "proof.notCopied")}</span>}
        </>
      }
    >
      <div className="col" style={{ gap: 12 }}>
        <WhichFigure asked={asked} account={account} period={period} onAsk={onAsk} />
        {answer.isError && <Refusal fault={faultOf(answer.error)} />}
        {answer.isPending && <Waiting rows={6} />}
        {proof !== undefined && <Shown proof={proof} said={words(proof.asked, proof)} />}
      </div>
      {printed !== null && (
        <ProofPaper
          key={printed.nth}
          proof={printed.proof}
          card={card}
          said={words(printed.proof.asked, printed.proof)}
          at={printed.at}
        />
      )}
    </Dialog>
  );
}

const sums = ["earned", "redeemed", "expired", "reversed"] as const;

type WhichProps = Pick<Props, "asked" | "account" | "period" | "onAsk">;

/** The figures of this account that can be proved: the balance, the four sums, each lot, and the posting it was opened with. */
function WhichFigure({ asked, account, period, onAsk }: WhichProps) {
  const { t } = useTranslation();
  const words = useFigureWords();
  const member = account.member.member_no;
  const [opened] = useState(asked);
  const all: readonly ProofAsked[] = [
    ...(opened.what === "entry" ? [opened] : []),
    { what: "balance", member },
    ...sums.map((sum): ProofAsked => ({ what: "sum", member, sum, ...period })),
    ...account.lots.map((lot): ProofAsked => ({ what: "lot", lot: lot.id })),
  ];
  return (
    <Pick
      label={t("proof.which")}
      value={JSON.stringify(asked)}
      onChange={(value) => {
        const found = all.find((one) => JSON.stringify(one) === value);
        if (found !== undefined) onAsk(found);
      }}
      choices={all.map((one) => ({ value: JSON.stringify(one), label: words(one, null, account) }))}
    />
  );
}

function Shown({ proof, said }: { proof: Proof; said: string }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="row num">
        <span className="i2">{said}</span> <b className="big">{figureOf(proof)}</b>
        <span className="sp row">
          <VerdictMark verdict={proof.holds ? "pass" : "block"} bare />
          <b>{t(proof.holds ? "proof.holds" : "proof.fails")}</b>
          <span className="m sm">
            {t("print.head", { seq: count(proof.head.seq), mac: proof.head.mac.slice(0, 8) })}
          </span>
        </span>
      </div>
      {proof.carried !== null && (
        <div className="sm i2">
          {t("proof.carried", { count: proof.carried.postings, points: count(proof.carried.points) })}
        </div>
      )}
      <ProofEntries proof={proof} />
    </>
  );
}

const figureOf = (proof: Proof) =>
  proof.asked.what === "entry" ? signed(proof.figure) : count(proof.figure);
