import { useQuery } from "@tanstack/react-query";
import { Handshake } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Card, ContactId, GuestId, PromiseLine } from "../../api/bindings";
import { Action } from "../../components/Action";
import { AmberBar } from "../../components/Banner";
import { Keycap } from "../../components/Keycap";
import { Page } from "../../components/Page";
import { Unanswered } from "../../components/States";
import { type Tab, Tabs } from "../../components/Tabs";
import { useLanguage, useMay } from "../../lib/desk";
import { count, monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import type { KeyUse } from "../../lib/keys";
import { guestCard } from "../../lib/card";
import { AlertBars } from "./Alerts";
import { type Asking, CardDialogs, type Plain } from "./CardDialogs";
import { useCardKeys } from "./cardKeys";
import { Feedback } from "./Feedback";
import { GuestHero } from "./GuestHero";
import { GuestOverview } from "./GuestOverview";
import { ComplaintBar } from "./ComplaintBar";
import { GuestSide } from "./GuestSide";
import { useOthers } from "./others";

import { PaidRates } from "./PaidRates";
import { StayActions } from "./StayActions";
import { StaysTable } from "./StaysTable";
import { WishesTable } from "./WishesTable";
import "./guest.css";

const cardParts = ["overview", "stays", "wishes", "feedback", "benefits"] as const;
export type CardPart = (typeof cardParts)[number];
type Part = CardPart;

/** The tab that an address names; the first where it names none. */
export function cardPart(text: unknown): CardPart {
  return cardParts.find((part) => part === text) ?? "overview";
}

/** What other features add to the card; the app puts them together. */
export type GuestParts = {
  /** Buttons at the head, beside 喜好. */
  actions?: (card: Card) => ReactNode;
  keys?: (card: Card) => readonly KeyUse[];
  /** 积分与权益: the account behind the card's last tab. */
  benefits?: (card: Card) => ReactNode;
};

/** How long a number stays to be seen, as its dialog says. */
const revealMs = 30_000;

const noParts: GuestParts = {};

/** 客史卡: one person on one page. */
export function GuestPage({
  id,
  parts = noParts,
  first = "overview",
}: {
  id: GuestId;
  parts?: GuestParts;
  /** The tab it opens with. */
  first?: CardPart;
}) {
  const answer = useQuery(guestCard(id));
  if (answer.data !== undefined) return <GuestCard card={answer.data} parts={parts} first={first} />;
  return (
    <Page>
      <Unanswered answer={answer} />
    </Page>
  );
}

function GuestCard({ card, parts, first }: { card: Card; parts: GuestParts; first: CardPart }) {
  const { t } = useTranslation();
  const may = useMay();
  const [asking, setAsking] = useState<Asking>(null);
  const [seen, setSeen] = useSeen();
  const open = card.promises.filter((line) => line.promise.state === "open");
  const [promise] = open;
  const others = useOthers(card);
  useCardKeys(card, parts.keys?.(card) ?? [], promise !== undefined, others.length, setAsking);
  const ask = (what: Plain) => () => setAsking({ what });
  const side = (
    <GuestSide
      card={card}
      seen={seen}
      onReveal={may("reveal_contact") ? (id) => setAsking({ what: "reveal", contact: id }) : undefined}
      onAdd={may("add_contact") ? ask("addContact") : undefined}
      onOrigins={ask("origins")}
      onCompanion={may("add_companion") ? ask("companion") : undefined}
      onEdit={may("edit_guest") ? ask("edit") : undefined}
      suspects={others.filter((one) => one.why !== "")}
      onMerge={may("merge_guests") && others.length > 0 ? ask("merge") : undefined}
      onUnmerge={may("unmerge_guests") ? ask("unmerge") : undefined}
      onHistory={may("read_history") ? ask("history") : undefined}
    />
  );
  return (
    <Page sideLabel={t("guest.side")} side={side}>
      <GuestHero card={card}>
        {may("add_preference") && (
          <Action cap="F2" onClick={ask("wish")}>
            {t("key.wish")}
          </Action>
        )}
        {parts.actions?.(card)}
      </GuestHero>
      <AlertBars alerts={card.alerts} moment="open" />
      {promise !== undefined && (
        <OpenPromise
          line={promise}
          more={open.length - 1}
          onKeep={may("settle_promise") ? ask("keep") : undefined}
        />
      )}
      <ComplaintBar card={card} />
      <CardTabs card={card} benefits={parts.benefits} first={first} />
      <CardDialogs
        card={card}
        asking={asking}
        promise={promise}
        onClose={() => setAsking(null)}
        onShown={setSeen}
      />
    </Page>
  );
}

type TabsProps = { card: Card; benefits: GuestParts["benefits"]; first: CardPart };

function CardTabs({ card, benefits, first }: TabsProps) {
  const { t } = useTranslation();
  const [part, setPart] = useState<Part>(first);
  const tabs: Tab<Part>[] = [
    { id: "overview", label: t("guest.overview") },
    { id: "stays", label: t("guest.stays"), count: count(card.stays_count) },
    { id: "wishes", label: t("guest.wishes"), count: count(card.preferences.length) },
    { id: "feedback", label: t("guest.tickets"), count: count(card.tickets.length) },
    {
      id: "benefits",
      label: t("guest.benefits"),
      ...(card.member !== null && { count: count(card.member.points) }),
    },
  ];
  return (
    <Tabs
      label={t("guest.card")}
      tabs={tabs}
      value={part}
      onChange={setPart}
      keyed={t("key.tab")}
      end={
        <>
          <StayActions card={card} />
          <Keycap cap={`Alt 1–${tabs.length}`} /> {t("key.tab")}
        </>
      }
    >
      {part === "overview" && <GuestOverview card={card} />}
      {part === "stays" && (
        <>
          <PaidRates rates={card.rates} />
          <StaysTable stays={card.stays} received={card.received} fill />
        </>
      )}
      {part === "wishes" && <WishesTable lines={card.preferences} max={card.preferences_max} />}
      {part === "feedback" && <Feedback card={card} />}
      {part === "benefits" && (benefits?.(card) ?? null)}
    </Tabs>
  );
}

/** A contact that is shown in full, until its time is up. */
export type Seen = { contact: ContactId; whole: string };

function useSeen(): [Seen | null, (seen: Seen) => void] {
  const [seen, setSeen] = useState<Seen | null>(null);
  useEffect(() => {
    if (seen === null) return;
    const timer = setTimeout(() => setSeen(null), revealMs);
    return () => clearTimeout(timer);
  }, [seen]);
  return [seen, setSeen];
}

type PromiseProps = {
  line: PromiseLine;
  /** Other open ones. */
  more: number;
  onKeep: (() => void) | undefined;
};

function OpenPromise({ line, more, onKeep }: PromiseProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const when = monthDay(line.promise.business_date, language);
  const origin = [
    line.problem !== null &&
      t("promise.after", { problem: word("problem", line.problem), number: line.ticket_number ?? "" }),
    t("promise.by", { name: line.author, when }),
    more > 0 && t("promise.more", { count: more }),
  ];
  return (
    <div className="pad" style={{ paddingBottom: 12 }}>
      <AmberBar
        icon={Handshake}
        fact={t("promise.open")}
        detail={origin.filter((part) => part !== false).join(t("list.comma"))}
        action={
          onKeep !== undefined && (
            <Action kind="primary" cap="F8" onClick={onKeep}>
              {t("promise.keep")}
            </Action>
          )
        }
      >
        {line.promise.words}
      </AmberBar>
    </div>
  );
}
