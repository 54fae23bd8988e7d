import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Card, EntryId, GuestId, MemberPage as Account } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { TierBars } from "../../components/Marks";
import { Page } from "../../components/Page";
import { Refusal, Waiting } from "../../components/States";
import { useDesk, useMay } from "../../lib/desk";
import { word } from "../../lib/i18n";
import { type Cap, type KeyUse, useKeys } from "../../lib/keys";
import { guestCard } from "../../lib/card";
import { AccountHead } from "./AccountHead";
import { AdjustDialog } from "./AdjustDialog";
import { whereNow } from "./ahead";
import { BillDialog } from "./BillDialog";
import { CreditDialog } from "./CreditDialog";
import { MemberSide } from "./MemberSide";
import { MemberTabs } from "./MemberTabs";
import { memberPage } from "./queries";
import { RedeemDialog } from "./RedeemDialog";
import { TierDialog } from "./TierDialog";
import { UseBenefitDialog } from "./UseBenefitDialog";
import { useVoucherPrint } from "./useVoucherPrint";
import "./member.css";

type Asking =
  | { what: "redeem"; reward: string | null }
  | { what: "credit" | "bill" | "tier" | "use" | "adjust" }
  | null;

/** 会员: what a member has, when it lapses, how it came about. */
export function MemberPage({
  id,
  entry = null,
}: {
  id: GuestId;
  /** A posting that is to be proved at once. */
  entry?: EntryId | null;
}) {
  const answer = useQuery(memberPage(id));
  if (answer.data !== undefined) return <Shown account={answer.data} entry={entry} />;
  return <Page>{answer.isError ? <Refusal fault={faultOf(answer.error)} /> : <Waiting rows={9} />}</Page>;
}

function Shown({ account, entry }: { account: Account; entry: EntryId | null }) {
  const { t } = useTranslation();
  const may = useMay();
  const guest = account.member.guest;
  const card = useQuery(guestCard(guest)).data;
  const [asking, setAsking] = useState<Asking>(null);
  const close = () => setAsking(null);
  const print = useVoucherPrint();
  const posts = may("redeem_points");
  const redeem = (reward: string | null) => {
    if (posts) setAsking({ what: "redeem", reward });
  };
  const [setsTier, adjusts] = [may("set_tier"), may("adjust_points")];
  useMemberKeys(guest, { posts, setsTier, adjusts }, setAsking);
  return (
    <Page
      sideLabel={t("member.side")}
      side={
        <MemberSide
          account={account}
          onRedeem={posts ? redeem : null}
          onUse={may("use_benefit") ? () => setAsking({ what: "use" }) : null}
        />
      }
    >
      <PageHead title={<MemberNumber account={account} />} facts={<Who account={account} card={card} />}>
        {setsTier && (
          <Action size="s" cap="Alt D" onClick={() => setAsking({ what: "tier" })}>
            {t("tier.title")}
          </Action>
        )}
        {adjusts && (
          <Action size="s" cap="Alt T" onClick={() => setAsking({ what: "adjust" })}>
            {t("adjust.title")}
          </Action>
        )}
        {posts && (
          <>
            <Action size="s" cap="Alt Z" onClick={() => setAsking({ what: "bill" })}>
              {t("bill.title")}
            </Action>
            <Action size="s" cap="Alt B" onClick={() => setAsking({ what: "credit" })}>
              {t("member.credit")}
            </Action>
            <Action kind="primary" size="s" cap="F6" onClick={() => redeem(null)}>
              {t("member.redeem")}
            </Action>
          </>
        )}
      </PageHead>
      <AccountHead account={account} card={card} />
      <MemberTabs account={account} card={card} entry={entry} />
      {asking?.what === "redeem" && (
        <RedeemDialog account={account} reward={asking.reward} onClose={close} onVoucher={print.first} />
      )}
      {asking?.what === "use" && <UseBenefitDialog account={account} onClose={close} />}
      {print.sheets}
      {asking?.what === "credit" && <CreditDialog account={account} onClose={close} />}
      {asking?.what === "bill" && <BillDialog account={account} onClose={close} />}
      {asking?.what === "tier" && <TierDialog account={account} onClose={close} />}
      {asking?.what === "adjust" && <AdjustDialog account={account} onClose={close} />}
    </Page>
  );
}

/** The page's verbs by key, as far as the reader may, and the way back to the card. */
function useMemberKeys(
  guest: GuestId,
  { posts, setsTier, adjusts }: { posts: boolean; setsTier: boolean; adjusts: boolean },
  onAsk: (asking: Asking) => void,
): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const verb = (cap: Cap, label: string, asking: Asking): KeyUse => ({
    cap,
    label,
    place: "verb",
    run: () => onAsk(asking),
  });
  const verbs: KeyUse[] = posts
    ? [
        verb("F6", t("member.redeem"), { what: "redeem", reward: null }),
        verb("Alt B", t("member.credit"), { what: "credit" }),
        verb("Alt Z", t("bill.title"), { what: "bill" }),
        verb("Alt Y", t("benefit.use"), { what: "use" }),
      ]
    : [];
  if (setsTier) verbs.push(verb("Alt D", t("tier.title"), { what: "tier" }));
  if (adjusts) verbs.push(verb("Alt T", t("adjust.title"), { what: "adjust" }));
  const check = () => void navigate({ to: "/vouchers" });
  const back = () => void navigate({ to: "/guest/$id", params: { id: guest } });
  if (posts) verbs.push({ cap: "Alt V", label: t("voucher.check"), place: "sheet", run: check });
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
  const { today } = useDesk();
  const where = whereNow(card?.current ?? null, today, t);
  return (
    <span className="row">
      {card !== undefined && (
        <b className="ink nw">
          {card.guest.name} {card.guest.title !== "none" && word("honorific", card.guest.title)}
        </b>
      )}
      <TierBars tier={account.member.tier} />
      <span className="sm num nw">{where ?? t("member.since", { date: account.member.enrolled_on })}</span>
    </span>
  );
}
