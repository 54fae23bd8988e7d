import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Handshake } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultOf } from "../../api/call";
import type { GuestPage as Card } from "../../api/draft";
import { Action } from "../../components/Action";
import { AmberBar } from "../../components/Banner";
import { Keycap } from "../../components/Keycap";
import { TierBars } from "../../components/Marks";
import { Page } from "../../components/Page";
import { Refusal, Waiting } from "../../components/States";
import { type Tab, Tabs } from "../../components/Tabs";
import { useDesk } from "../../lib/desk";
import { clock, count } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { GuestOverview } from "./GuestOverview";
import { GuestSide } from "./GuestSide";
import { guestPage } from "./queries";
import { KeepPromiseDialog } from "./KeepPromiseDialog";
import { AddWishDialog } from "./AddWishDialog";
import { RevealDialog } from "./RevealDialog";
import { StaysTable } from "./StaysTable";
import { TicketsList } from "./TicketsList";
import { WishesList } from "./WishesList";
import { HistoryDialog } from "./HistoryDialog";
import "./guest.css";

type Part = "overview" | "stays" | "wishes" | "tickets";
type Asking =
  | { what: "promise" }
  | { what: "wish" }
  | { what: "history" }
  | { what: "reveal"; contactId: string }
  | null;

/** 客史卡: one person on one page. */
export function GuestPage({ id }: { id: string }) {
  const answer = useQuery(guestPage(id));
  if (answer.isPending) {
    return (
      <Page>
        <Waiting rows={9} />
      </Page>
    );
  }
  if (answer.isError) {
    return (
      <Page>
        <div style={{ padding: 20 }}>
          <Refusal fault={faultOf(answer.error)} />
        </div>
      </Page>
    );
  }
  return <GuestCard card={answer.data} />;
}

function GuestCard({ card }: { card: Card }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [part, setPart] = useState<Part>("overview");
  const [asking, setAsking] = useState<Asking>(null);
  const [seen, setSeen] = useState<{ contactId: string; whole: string } | null>(null);
  const firstContact = card.contacts[0];
  const close = () => setAsking(null);
  useKeys([
    { cap: "F2", label: t("key.wish"), place: "verb", run: () => setAsking({ what: "wish" }) },
    ...(card.promise === null
      ? []
      : [
          {
            cap: "F8" as const,
            label: t("promise.keep"),
            place: "verb" as const,
            run: () => setAsking({ what: "promise" }),
          },
        ]),
    ...(firstContact === undefined
      ? []
      : [
          {
            cap: "Alt X" as const,
            label: t("contact.reveal"),
            place: "move" as const,
            run: () => setAsking({ what: "reveal", contactId: firstContact.id }),
          },
        ]),
    { cap: "Alt L", label: t("history.title"), place: "sheet", run: () => setAsking({ what: "history" }) },
    { cap: "Esc", label: t("key.today"), place: "move", run: () => void navigate({ to: "/" }) },
  ]);
  const tabs: Tab<Part>[] = [
    { id: "overview", label: t("guest.overview") },
    { id: "stays", label: t("guest.stays"), count: count(card.stays.length) },
    { id: "wishes", label: t("guest.wishes"), count: count(card.wishes.length) },
    { id: "tickets", label: t("guest.tickets"), count: count(card.tickets.length) },
  ];
  const contact =
    asking?.what === "reveal" ? card.contacts.find((one) => one.id === asking.contactId) : undefined;
  return (
    <Page
      sideLabel={t("guest.side")}
      side={
        <GuestSide
          card={card}
          seen={seen}
          onReveal={(contactId) => setAsking({ what: "reveal", contactId })}
          onHistory={() => setAsking({ what: "history" })}
        />
      }
    >
      <Hero card={card} onWish={() => setAsking({ what: "wish" })} />
      {card.promise !== null && (
        <div className="pad" style={{ paddingBottom: 12 }}>
          <AmberBar
            icon={Handshake}
            fact={t("promise.open")}
            detail={card.promise.origin}
            action={
              <Action kind="primary" cap="F8" onClick={() => setAsking({ what: "promise" })}>
                {t("promise.keep")}
              </Action>
            }
          >
            {card.promise.text}
          </AmberBar>
        </div>
      )}
      <Tabs
        label={t("guest.card")}
        tabs={tabs}
        value={part}
        onChange={setPart}
        keyed={t("key.tab")}
        end={
          <>
            <Keycap cap={`Alt 1–${tabs.length}`} /> {t("key.tab")}
          </>
        }
      >
        {part === "overview" && <GuestOverview card={card} />}
        {part === "stays" && <StaysTable stays={card.stays} fill />}
        {part === "wishes" && <WishesList wishes={card.wishes} />}
        {part === "tickets" && <TicketsList tickets={card.tickets} />}
      </Tabs>
      {asking?.what === "promise" && card.promise !== null && (
        <KeepPromiseDialog promise={card.promise} onClose={close} />
      )}
      {asking?.what === "wish" && <AddWishDialog guest={card.guest} onClose={close} />}
      {asking?.what === "history" && <HistoryDialog record={card.guest.id} onClose={close} />}
      {contact !== undefined && (
        <RevealDialog
          guest={card.guest}
          contact={contact}
          onClose={close}
          onShown={(whole) => {
            setSeen({ contactId: contact.id, whole });
            setTimeout(() => setSeen(null), revealMs);
          }}
        />
      )}
    </Page>
  );
}

/** How long a number stays to be seen, as its dialog says. */
const revealMs = 30_000;

function Hero({ card, onWish }: { card: Card; onWish: () => void }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const { guest, arrival, last } = card;
  return (
    <div className="hero">
      <div className="nw">
        <div className="sm m num">
          {guest.pinyin}　·　{t("guest.salutation", { salutation: card.salutation })}
        </div>
        <h1 className="name">
          {guest.name} {guest.honorific !== "none" && <span>{t(`honorific.${guest.honorific}`)}</span>}
        </h1>
      </div>
      <Fact label={t("col.tier")}>
        <TierBars tier={card.tier} />
      </Fact>
      {arrival !== null && (
        <Fact label={t("guest.arrivesToday")}>
          {arrival.room ?? "—"}{" "}
          <span className="w4 i2">{arrival.dueMs !== null && clock(arrival.dueMs, desk.zone)}</span>
        </Fact>
      )}
      <Fact label={t("guest.stayed")}>
        {t("guest.nthTime", { nth: card.nth })}{" "}
        <span className="w4 i2 hide-s">{t("guest.nightsInAll", { nights: card.nights })}</span>
      </Fact>
      {last !== null && (
        <Fact label={t("guest.last")}>
          {last.date} <span className="w4 i2">{last.room}</span>
        </Fact>
      )}
      <div className="sp row">
        <Action cap="F2" onClick={onWish}>
          {t("key.wish")}
        </Action>
      </div>
    </div>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="f">
      <span className="lab">{label}</span>
      <b>{children}</b>
    </div>
  );
}
