import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { MessageSquareWarning, UserRoundPlus } from "lucide-react";
import { type ReactNode, type Ref, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Found, GuestId, Hit } from "../../api/bindings";
import { Keycap } from "../../components/Keycap";
import { SearchBox, type SearchGroup, type SearchItem } from "../../components/SearchBox";
import { useMay } from "../../lib/desk";
import { byCap, type Cap, type KeyUse, useKeys } from "../../lib/keys";
import { altCaps } from "../../lib/nth";
import { useRested } from "../../lib/rested";
import { aboutOf } from "./ComplaintRow";
import { GuestRow } from "./GuestRow";
import { found } from "./queries";
import { type ComplaintGroup, useComplaintGroup } from "./useComplaintGroup";
import { type Everything, useVouchersFirst } from "./useVoucherGroup";

type Props = {
  ref: Ref<HTMLInputElement>;
  rests: boolean;
  text: string;
  onText: (text: string) => void;
  /** Somebody was picked, and with what words: a wrong pick goes back to their list. */
  onPicked: (guest: GuestId, words: string) => void;
  /** All commands are asked for, with nothing typed. */
  all: boolean;
  onAll: (all: boolean) => void;
  /** The keys in force: they are the commands too. */
  keys: readonly KeyUse[];
  /** What matters about the guest that is pointed at. */
  preview: (guest: GuestId) => ReactNode;
  /** Takes down a new guest with what was typed; absent where the person may not. */
  onNew: ((typed: string) => void) | undefined;
};

/** At most this many people; more would not be read. */
const peopleMax = 9;
const nearMax = 4;
/** How long somebody must be pointed at before their card is read: while one types, the hits come first. */
const previewAfterMs = 80;
const none: Found = { hits: [], near: [], took_ms: 0 };

/** The one box with its list: people, tickets, commands. */
export function Finder({ ref, rests, text, onText, onPicked, all, onAll, keys, preview, onNew }: Props) {
  const { t } = useTranslation();
  const [pointed, setPointed] = useState<string | null>(null);
  const asked = text.trim();
  const queries = useQueryClient();
  const answer = useQuery(found(asked));
  // What is listed belongs to the words that it answers: a letter changes the box alone until its own answer comes.
  const listed = asked === "" ? "" : (answer.data?.asked ?? "");
  const { hits, near, took_ms: tookMs } = asked === "" ? none : (answer.data ?? none);
  // All commands, once asked for, stay until somebody is found: a list that closes and opens again is drawn twice.
  const open = all || (asked !== "" && answer.data !== undefined);
  const close = () => {
    onText("");
    setPointed(null);
    onAll(false);
  };
  const create = creates(onNew, asked, close);
  const complain = useComplain(close);
  const { groups, waits } = useListed(listed, { hits, near, open }, keys, {
    close,
    create,
    complain,
    onPicked,
  });
  const items = groups.flatMap((group) => group.items);
  const active = items.some((item) => item.id === pointed) ? pointed : (items[0]?.id ?? null);
  const guest = [...hits, ...near].find((hit) => hit.guest_id === active) ?? hits[0];
  const glanced = useRests(guest);

  const complains = asked !== "" && complain !== undefined && guest !== undefined;
  useListKeys(open || asked !== "", items, {
    close,
    create,
    complain: complains ? () => complain(guest) : undefined,
  });
  return (
    <>
      {open && <div className="res-mask" onPointerDown={close} />}
      <SearchBox
        ref={ref}
        value={text}
        onChange={(next) => {
          // Asked before the page is drawn anew: the core looks while the letter appears.
          if (next.trim() !== "") void queries.prefetchQuery(found(next.trim()));
          onText(next);
          setPointed(null);
        }}
        rests={rests}
        hint={<Hint open={open} rests={rests} />}
        open={open}
        busy={listed !== asked || waits}
        groups={groups}
        active={active}
        onActive={setPointed}
        preview={guest === undefined ? null : glanced !== undefined && preview(glanced.guest_id)}
        foot={
          <Foot
            found={hits.length}
            tookMs={tookMs}
            items={items.length}
            asked={listed}
            complains={complains}
          />
        }
        announce={asked === "" ? "" : t("search.count", { count: hits.length })}
      />
    </>
  );
}

/** Whoever has been pointed at long enough to be looked at; nobody while that changes with each letter. */
function useRests(hit: Hit | undefined): Hit | undefined {
  const rested = useRested(hit?.guest_id, previewAfterMs);
  return hit?.guest_id === rested ? hit : undefined;
}

/** Takes down a new guest with the words in the box; absent where the person may not. */
function creates(onNew: Props["onNew"], asked: string, close: () => void): (() => void) | undefined {
  if (onNew === undefined) return undefined;
  return () => {
    close();
    onNew(asked);
  };
}

/** At the box's end: how to leave its list, or what Ctrl K does. */
function Hint({ open, rests }: { open: boolean; rests: boolean }) {
  const { t } = useTranslation();
  if (open) return <Keycap cap="Esc" />;
  return (
    <>
      {rests ? t("search.backToBox") : t("search.allCommands")} <Keycap cap="Ctrl K" />
    </>
  );
}

type ListVerbs = { close: () => void; create: (() => void) | undefined; complain: (() => void) | undefined };

/** The keys of the list: one a place, a new guest at any time, a complaint about whoever is pointed at. */
function useListKeys(listed: boolean, items: readonly SearchItem[], { close, create, complain }: ListVerbs) {
  const { t } = useTranslation();
  const nth = altCaps.flatMap((cap, at) => (items[at] === undefined ? [] : [{ cap, run: items[at].onPick }]));
  const creating: KeyUse[] =
    create === undefined ? [] : [{ cap: "Ctrl N", label: t("guest.new"), place: "sheet", run: create }];
  const complaining: KeyUse[] =
    complain === undefined ? [] : (["F9", "Ctrl Enter"] as const).map((cap) => ({ cap, run: complain }));
  useKeys(listed ? [{ cap: "Esc", run: close }, ...creating, ...complaining, ...nth] : creating, "box");
}

type Listed = Pick<Found, "hits" | "near"> & { complaints: ComplaintGroup };
type Doing = {
  close: () => void;
  create: (() => void) | undefined;
  complain: ((hit: Hit) => void) | undefined;
  onPicked: Props["onPicked"];
};

/** All that is listed: a voucher that was typed, people, their complaints, commands. */
function useListed(
  asked: string,
  { hits, near, open }: Pick<Found, "hits" | "near"> & { open: boolean },
  keys: readonly KeyUse[],
  doing: Doing,
): Everything {
  const complaints = useComplaintGroup(asked, useRests(open ? hits[0] : undefined), doing.close);
  const all = useVouchersFirst(asked, useGroups(asked, { hits, near, complaints }, keys, doing), doing.close);
  return { ...all, waits: all.waits || complaints.waits };
}

function useGroups(
  asked: string,
  { hits, near, complaints }: Listed,
  keys: readonly KeyUse[],
  { close, create, complain, onPicked }: Doing,
): SearchGroup[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const go = (guest: GuestId) => {
    close();
    onPicked(guest, asked);
    void navigate({ to: "/guest/$id", params: { id: guest } });
  };
  const person = (hit: Hit, first: boolean): SearchItem => ({
    id: hit.guest_id,
    kind: "person",
    content: <GuestRow hit={hit} first={first} />,
    onPick: () => go(hit.guest_id),
  });
  const people: SearchGroup = {
    id: "guests",
    title: t("search.guests"),
    count: hits.length,
    items: hits.slice(0, peopleMax).map((hit, at) => person(hit, at === 0)),
  };
  // Nobody is found: whom it comes near stands under the new guest, so that nobody is taken down twice.
  const alike: SearchGroup = {
    id: "near",
    title: t("guest.near"),
    items: near.slice(0, nearMax).map((hit) => person(hit, false)),
  };
  const newGuest = useNewGuest(asked, hits.length > 0);
  const newComplaint = useNewComplaint(hits[0], complain);
  const uses = commandItems(keys, asked, close);
  const commands: SearchGroup = {
    id: "commands",
    title: t("search.commands"),
    items:
      asked === ""
        ? uses
        : [...(create === undefined ? [] : [newGuest(create)]), ...newComplaint, ...uses.slice(0, 3)],
  };
  const fresh: SearchGroup = {
    id: "new",
    title: t("search.none"),
    items: create === undefined ? [] : [newGuest(create)],
  };
  if (complaints.byNumber) return [complaints, people, commands].filter((group) => group.items.length > 0);
  if (asked !== "" && hits.length === 0) {
    const rest = { ...commands, items: uses.slice(0, 3) };
    return [fresh, alike, rest].filter((group) => group.items.length > 0);
  }
  return [people, complaints, commands].filter((group) => group.items.length > 0);
}

/** Goes to a complaint's form with whom it is about; absent where the person may not. */
function useComplain(close: () => void): ((hit: Hit) => void) | undefined {
  const may = useMay();
  const navigate = useNavigate();
  if (!may("open_ticket")) return undefined;
  return (hit) => {
    close();
    void navigate({ to: "/tickets/new", search: { about: aboutOf(hit), guest: hit.guest_id } });
  };
}

/** Takes down a new guest with what was typed. */
function useNewGuest(asked: string, hasHits: boolean): (onPick: () => void) => SearchItem {
  const { t } = useTranslation();
  return (onPick) => ({
    id: "new",
    kind: "line",
    content: (
      <>
        <UserRoundPlus size={16} aria-hidden />
        <span>
          {t("search.newWith")} <b>{asked}</b>{" "}
          {hasHits && <span className="sm m">{t("search.nearFirst")}</span>}
        </span>
        <Keycap cap="Ctrl N" />
      </>
    ),
    onPick,
  });
}

/** `为 王建国 1206 记投诉`, where somebody is found and the person may. */
function useNewComplaint(first: Hit | undefined, complain: Doing["complain"]): SearchItem[] {
  const { t } = useTranslation();
  if (complain === undefined || first === undefined) return [];
  const name = [first.name, first.room_no].filter(Boolean).join(" ");
  const content = (
    <>
      <MessageSquareWarning size={16} aria-hidden />
      <span>{t("search.complain", { name })}</span>
      <Keycap cap="F9" />
    </>
  );
  return [{ id: "complain", kind: "line", content, onPick: () => complain(first) }];
}

function commandItems(keys: readonly KeyUse[], asked: string, close: () => void): SearchItem[] {
  const wanted = asked.toLowerCase();
  const fits = (key: KeyUse) =>
    key.label !== undefined &&
    key.run !== undefined &&
    key.place !== "move" &&
    !["Ctrl K", "Ctrl N", "Alt 0"].includes(key.cap) &&
    (asked === "" || key.label.toLowerCase().includes(wanted));
  // The page's own verbs lie on top of the frame's; of two with the same key the upper one is meant.
  const newest = new Map<Cap, KeyUse>();
  for (const key of keys.toReversed()) if (fits(key) && !newest.has(key.cap)) newest.set(key.cap, key);
  return [...newest.values()].toSorted(byCap).map((key) => ({
    id: `key:${key.cap}`,
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
  }));
}

type FootProps = { found: number; tookMs: number; items: number; asked: string; complains: boolean };

function Foot({ found: hits, tookMs, items, asked, complains }: FootProps) {
  const { t } = useTranslation();
  return (
    <>
      <span>
        <Keycap cap="↑" /> <Keycap cap="↓" /> {t("key.pick")}
      </span>
      <span>
        <Keycap cap="Enter" /> {t("key.open")}
      </span>
      {complains && (
        <span>
          <Keycap cap="Ctrl Enter" /> {t("search.complainNow")}
        </span>
      )}
      <span>
        <Keycap cap={items < 2 ? "Alt 1" : `Alt 1–${Math.min(9, items)}`} /> {t("key.nth")}
      </span>
      {asked !== "" && (
        <span className="sp m hide-s num" style={{ gap: 12 }}>
          <span>{t("search.order")}</span>
          <span>{t("search.took", { count: hits, ms: Math.max(1, Math.round(tookMs)) })}</span>
        </span>
      )}
    </>
  );
}
