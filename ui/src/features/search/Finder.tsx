import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type Ref, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Found } from "../../api/draft";
import { Keycap } from "../../components/Keycap";
import { StateMark } from "../../components/Marks";
import { SearchBox, type SearchGroup } from "../../components/SearchBox";
import { type Cap, type KeyUse, useKeys } from "../../lib/keys";
import { GuestRow } from "./GuestRow";
import { GuestPreview } from "./GuestPreview";
import { found } from "./queries";

type Props = {
  ref: Ref<HTMLInputElement>;
  rests: boolean;
  /** All commands are asked for, with nothing typed. */
  all: boolean;
  onAll: (all: boolean) => void;
  /** The keys in force: they are the commands too. */
  keys: readonly KeyUse[];
};

/** At most this many people and tickets; more would not be read. */
const rowsMax = 9;
const altCaps: readonly Cap[] = [
  "Alt 1",
  "Alt 2",
  "Alt 3",
  "Alt 4",
  "Alt 5",
  "Alt 6",
  "Alt 7",
  "Alt 8",
  "Alt 9",
];
const none: Found & { tookMs: number } = {
  guests: [],
  tickets: [],
  near: [],
  total: 0,
  reading: null,
  tookMs: 0,
};

/** The one box with its list: people, tickets, commands. */
export function Finder({ ref, rests, all, onAll, keys }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [pointed, setPointed] = useState<string | null>(null);
  const asked = text.trim();
  const answer = useQuery(found(asked));
  const hits = asked === "" ? none : (answer.data ?? none);
  const open = asked === "" ? all : answer.data !== undefined;
  const close = () => {
    setText("");
    setPointed(null);
    onAll(false);
  };
  const groups = useGroups(asked, hits, keys, close);
  const items = groups.flatMap((group) => group.items);
  const active = items.some((item) => item.id === pointed) ? pointed : (items[0]?.id ?? null);
  const guestId = active !== null && active.startsWith("g:") ? active.slice(2) : null;

  useKeys(
    open || asked !== ""
      ? [
          { cap: "Esc", run: close },
          ...altCaps.flatMap((cap, at) => (items[at] === undefined ? [] : [{ cap, run: items[at].onPick }])),
        ]
      : [],
  );
  return (
    <>
      {open && <div className="res-mask" onPointerDown={close} />}
      <SearchBox
        ref={ref}
        value={text}
        onChange={(next) => {
          setText(next);
          setPointed(null);
          onAll(false);
        }}
        rests={rests}
        hint={
          open ? (
            <Keycap cap="Esc" />
          ) : (
            <>
              {rests ? t("search.backToBox") : t("search.allCommands")} <Keycap cap="Ctrl K" />
            </>
          )
        }
        open={open}
        groups={groups}
        active={active}
        onActive={setPointed}
        preview={
          hits.guests.length > 0 ? (
            <GuestPreview guestId={guestId ?? hits.guests[0]?.guest.id ?? null} />
          ) : null
        }
        foot={<Foot hits={hits} items={items.length} asked={asked} />}
        announce={asked === "" ? "" : t("search.count", { count: hits.total })}
      />
    </>
  );
}

function useGroups(asked: string, hits: Found, keys: readonly KeyUse[], close: () => void): SearchGroup[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const go = (id: string) => {
    close();
    void navigate({ to: "/guest/$id", params: { id } });
  };
  const people = (hits.guests.length > 0 ? hits.guests : hits.near).slice(0, rowsMax);
  const groups: SearchGroup[] = [];
  if (people.length > 0) {
    groups.push({
      id: "guests",
      title: hits.guests.length > 0 ? t("search.guests") : t("search.near"),
      count: people.length,
      items: people.map((hit, at) => ({
        id: `g:${hit.guest.id}`,
        kind: "person",
        content: <GuestRow hit={hit} first={at === 0} />,
        onPick: () => go(hit.guest.id),
      })),
    });
  }
  const wanted = asked.toLowerCase();
  const uses = keys.filter(
    (key) =>
      key.label !== undefined &&
      key.run !== undefined &&
      key.cap !== "Ctrl K" &&
      (asked === "" || key.label.toLowerCase().includes(wanted)),
  );
  if (uses.length > 0) {
    groups.push({
      id: "commands",
      title: t("search.commands"),
      items: uses.slice(0, asked === "" ? 12 : 3).map((key) => ({
        id: `c:${key.cap}`,
        kind: "line",
        content: (
          <>
            <span />
            <span>{key.label}</span>
            <Keycap cap={key.shown?.[0] ?? key.cap} />
          </>
        ),
        onPick: () => {
          close();
          key.run?.();
        },
      })),
    });
  }
  if (hits.tickets.length > 0) {
    groups.splice(1, 0, {
      id: "tickets",
      title: t("search.tickets"),
      count: hits.tickets.length,
      items: hits.tickets.slice(0, 3).map((ticket) => ({
        id: `t:${ticket.id}`,
        kind: "line",
        content: (
          <>
            <StateMark state={ticket.state} bare />
            <span className="el">
              {ticket.title} <span className="m sm">· {ticket.note}</span>
            </span>
            <span className="tn sm m">{ticket.number}</span>
          </>
        ),
        onPick: close,
      })),
    });
  }
  return groups;
}

function Foot({ hits, items, asked }: { hits: Found & { tookMs: number }; items: number; asked: string }) {
  const { t } = useTranslation();
  return (
    <>
      <span>
        <Keycap cap="↑" /> <Keycap cap="↓" /> {t("key.pick")}
      </span>
      <span>
        <Keycap cap="Enter" /> {t("key.open")}
      </span>
      <span>
        <Keycap cap={`Alt 1–${Math.min(9, Math.max(1, items))}`} /> {t("key.nth")}
      </span>
      {asked !== "" && (
        <span className="sp m hide-s num">
          {t("search.order")}　{t("search.took", { count: hits.total, ms: hits.tookMs })}
        </span>
      )}
    </>
  );
}
