import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Card, GuestId, MemberPage as Account, StatementLine } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { TierBars, VerdictMark } from "../../components/Marks";
import { Page } from "../../components/Page";
import { Refusal, Waiting } from "../../components/States";
import { useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { word } from "../../lib/i18n";
import { type KeyUse, useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { guestCard } from "../../lib/card";
import { AccountHead } from "./AccountHead";
import { CreditDialog } from "./CreditDialog";
import { MemberSide } from "./MemberSide";
import { memberPage } from "./queries";
import { RedeemDialog } from "./RedeemDialog";
import { ReverseDialog } from "./ReverseDialog";
import { Statement } from "./Statement";
import "./member.css";

type Asking = { what: "redeem"; reward: string | null } | { what: "credit" } | { what: "reverse" } | null;

/** 会员: what a member has, when it lapses, how it came about. */
export function MemberPage({ id }: { id: GuestId }) {
  const answer = useQuery(memberPage(id));
  if (answer.data !== undefined) return <Shown account={answer.data} />;
  return <Page>{answer.isError ? <Refusal fault={faultOf(answer.error)} /> : <Waiting rows={9} />}</Page>;
}

function Shown({ account }: { account: Account }) {
  const { t } = useTranslation();
  const may = useMay();
  const guest = account.member.guest;
  const card = useQuery(guestCard(guest)).data;
  const [asking, setAsking] = useState<Asking>(null);
  const lines = account.statement.lines;
  const { chosen: line, select } = useRows({ rows: lines, idOf: (one: StatementLine) => one.id });
  const close = () => setAsking(null);
  const posts = may("redeem_points");
  const redeem = (reward: string | null) => {
    if (posts) setAsking({ what: "redeem", reward });
  };
  useMemberKeys(guest, posts ? setAsking : null);
  return (
    <Page
      sideLabel={t("member.side")}
      side={<MemberSide account={account} onRedeem={posts ? redeem : null} />}
    >
      <PageHead title={<MemberNumber account={account} />} facts={<Who account={account} card={card} />}>
        {posts && (
          <>
            <Action size="s" cap="Alt B" onClick={() => setAsking({ what: "credit" })}>
              {t("member.credit")}
            </Action>
            <Action kind="primary" size="s" cap="F6" onClick={() => redeem(null)}>
              {t("member.redeem")}
            </Action>
          </>
        )}
      </PageHead>
      <AccountHead account={account} />
      <Statement lines={lines} selected={line?.id ?? null} onSelect={select} />
      <Sums account={account} />
      {asking?.what === "redeem" && <RedeemDialog account={account} reward={asking.reward} onClose={close} />}
      {asking?.what === "credit" && (
        <CreditDialog account={account} stays={card?.stays ?? []} onClose={close} />
      )}
      {asking?.what === "reverse" && line !== undefined && <ReverseDialog line={line} onClose={close} />}
    </Page>
  );
}

/** The page's verbs by key, for whoever may post, and the way back to the card. */
function useMemberKeys(guest: GuestId, onAsk: ((asking: Asking) => void) | null): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const ask = (what: "credit" | "reverse") => () => onAsk?.({ what });
  const verbs: KeyUse[] =
    onAsk === null
      ? []
      : [
          {
            cap: "F6",
            label: t("member.redeem"),
            place: "verb",
            run: () => onAsk({ what: "redeem", reward: null }),
          },
          { cap: "Alt B", label: t("member.credit"), place: "verb", run: ask("credit") },
          { cap: "Alt C", label: t("member.reverse"), place: "verb", run: ask("reverse") },
        ];
  const back = () => void navigate({ to: "/guest/$id", params: { id: guest } });
  useKeys([...verbs, { cap: "Esc", label: t("key.card"), place: "move", run: back }]);
}

function MemberNumber({ account }: { account: Account }) {
  const { t } = useTranslation();
  return (
    <>
      {t("place.members")} <span className="num">{account.member.member_no}</span>
    </>
  );
}

function Who({ account, card }: { account: Account; card: Card | undefined }) {
  const { t } = useTranslation();
  return (
    <span className="row">
      {card !== undefined && (
        <b className="ink">
          {card.guest.name} {card.guest.title !== "none" && word("honorific", card.guest.title)}
        </b>
      )}
      <TierBars tier={account.member.tier} />
      <span className="sm num">{t("member.since", { date: account.member.enrolled_on })}</span>
    </span>
  );
}

/** Opening + earned − redeemed − expired ± reversed = closing, and whether the ledger agrees. */
function Sums({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { sums } = account.statement;
  const parts = [
    { sign: "", label: t("member.opening"), points: sums.opening },
    { sign: "+", label: t("member.earned"), points: sums.earned },
    { sign: "−", label: t("member.redeemed"), points: Math.abs(sums.redeemed) },
    { sign: "−", label: t("member.expired"), points: Math.abs(sums.expired) },
    { sign: sums.reversed < 0 ? "−" : "+", label: t("member.reversed"), points: Math.abs(sums.reversed) },
    { sign: "=", label: t("member.closing"), points: sums.closing },
  ];
  return (
    <div className="sums row num">
      {parts.map((part) => (
        <span key={part.label} className="row">
          {part.sign !== "" && <span className="m">{part.sign}</span>} {part.label}{" "}
          <b>{count(part.points)}</b>
        </span>
      ))}
      <span className="sp row">
        <VerdictMark verdict={account.agrees ? "pass" : "block"} bare />
        <b>{account.agrees ? t("member.agrees") : t("member.disagrees")}</b>
        <span className="m sm">{t("member.chain", { seq: count(account.head.seq) })}</span>
      </span>
    </div>
  );
}
