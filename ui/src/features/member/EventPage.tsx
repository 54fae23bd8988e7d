import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CalendarX, UserRoundPlus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  commands,
  type EventId,
  type EventPage as Shown,
  type InviteLine,
  type InviteState,
} from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { Banner } from "../../components/Banner";
import { PageHead } from "../../components/Blocks";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Page } from "../../components/Page";
import { Empty, Refusal, Waiting } from "../../components/States";
import { Tabs } from "../../components/Tabs";
import { useDesk, useLanguage, useMay } from "../../lib/desk";
import { count, dayInWords, money } from "../../lib/format";
import { word } from "../../lib/i18n";
import { type Cap, type KeyUse, useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { EffectTable } from "./EffectTable";
import { EventDialog } from "./EventDialog";
import { useEventPrint } from "./EventPaper";
import { EventSide } from "./EventSide";
import { InviteDialog } from "./InviteDialog";
import { InviteTable } from "./InviteTable";
import { eventPage } from "./listQueries";
import "./member.css";

type Part = "invites" | "effect";
type Asking = "edit" | "invite" | "off" | null;

/** One event: who is asked, what they say, who came, what came of it. */
export function EventPage({ id }: { id: EventId }) {
  const answer = useQuery(eventPage(id));
  const navigate = useNavigate();
  const { t } = useTranslation();
  useKeys([
    { cap: "Esc", label: t("event.all"), place: "move", run: () => void navigate({ to: "/events" }) },
  ]);
  if (answer.data !== undefined) return <One page={answer.data} />;
  return <Page>{answer.isError ? <Refusal fault={faultOf(answer.error)} /> : <Waiting rows={9} />}</Page>;
}

function One({ page }: { page: Shown }) {
  const { t } = useTranslation();
  const may = useMay();
  const [part, setPart] = useState<Part>("invites");
  const [asking, setAsking] = useState<Asking>(null);
  const { event } = page;
  const stands = event.called_off === "";
  useEventKeys(stands, setAsking);
  const print = useEventPrint(page);
  const close = () => setAsking(null);
  const head = (
    <>
      <PageHead title={<EventTitle page={page} />} facts={<EventFacts page={page} />}>
        {print.verb}
        {stands && may("plan_event") && (
          <Action size="s" cap="Alt G" onClick={() => setAsking("edit")}>
            {t("event.edit")}
          </Action>
        )}
        {stands && may("invite_members") && (
          <Action
            kind="primary"
            size="s"
            cap="Alt Y"
            icon={UserRoundPlus}
            onClick={() => setAsking("invite")}
          >
            {t("event.invite")}
          </Action>
        )}
      </PageHead>
      {!stands && (
        <Banner icon={CalendarX} fact={t("event.calledOff")}>
          {event.called_off}
        </Banner>
      )}
      <Standing page={page} />
      <Tabs
        label={t("event.parts")}
        tabs={[
          { id: "invites", label: t("event.invites"), count: count(page.counts.asked) },
          { id: "effect", label: t("event.effect") },
        ]}
        value={part}
        onChange={setPart}
        keyed={t("key.tab")}
      />
      {print.sheet}
    </>
  );
  const dialogs = (
    <>
      {asking === "edit" && <EventDialog event={event} onClose={close} />}
      {asking === "invite" && <InviteDialog event={event} onClose={close} />}
      {asking === "off" && <CallOffDialog page={page} onClose={close} />}
    </>
  );
  if (part === "invites") return <Invites page={page} head={head} dialogs={dialogs} />;
  return (
    <Page>
      {head}
      <EffectTable event={event} />
      {dialogs}
    </Page>
  );
}

/** The verbs of an event that stands, for whoever may. */
function useEventKeys(stands: boolean, onAsk: (asking: Asking) => void) {
  const { t } = useTranslation();
  const may = useMay();
  const verbs: KeyUse[] = [];
  if (stands && may("invite_members"))
    verbs.push({ cap: "Alt Y", label: t("event.invite"), place: "verb", run: () => onAsk("invite") });
  if (stands && may("plan_event")) {
    verbs.push({ cap: "Alt G", label: t("event.edit"), place: "sheet", run: () => onAsk("edit") });
    verbs.push({ cap: "Alt Q", label: t("event.callOff"), place: "sheet", run: () => onAsk("off") });
  }
  useKeys(verbs);
}

const answers: readonly { state: InviteState; cap: Cap }[] = [
  { state: "yes", cap: "Alt L" },
  { state: "no", cap: "Alt B" },
  { state: "unreached", cap: "Alt W" },
  { state: "attended", cap: "Alt D" },
  { state: "absent", cap: "Alt N" },
];

type InvitesProps = { page: Shown; head: ReactNode; dialogs: ReactNode };

function Invites({ page, head, dialogs }: InvitesProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { today } = useDesk();
  const may = useMay()("answer_invite") && page.event.called_off === "";
  const rows = page.invites;
  const open = (one: InviteLine) => void navigate({ to: "/member/$id", params: { id: one.guest_id } });
  const { chosen, selected, select } = useRows({
    rows,
    idOf: (one: InviteLine) => one.invite,
    onOpen: open,
    opens: t("members.open"),
  });
  const answer = useWrite(commands.eventAnswer, (value) =>
    value.due_on !== null
      ? t("event.answeredWaits", { points: count(value.points), date: value.due_on })
      : value.points > 0
        ? t("event.answeredPoints", { points: count(value.points) })
        : t("event.answered", { state: word("event.state", value.state) }),
  );
  const held = today >= page.event.held_on;
  const offered = answers.filter(({ state }) => held || (state !== "attended" && state !== "absent"));
  const say = (state: InviteState) => () =>
    chosen === undefined ? false : void answer.write({ invite: chosen.invite, state, words: "" });
  useKeys(
    may && chosen !== undefined
      ? offered.map(({ state, cap }) => ({
          cap,
          label: word("event.state", state),
          place: "verb" as const,
          run: say(state),
        }))
      : [],
  );
  const side = chosen !== undefined && <EventSide event={page.event} line={chosen} />;
  return (
    <Page side={side === false ? undefined : side} sideLabel={t("event.side")}>
      {head}
      {rows.length === 0 ? (
        <Empty title={t("event.nobody")}>{t("event.nobodyWhy")}</Empty>
      ) : (
        <InviteTable rows={rows} selected={selected} onSelect={select} onOpen={open} />
      )}
      {answer.fault !== null && (
        <div className="pad">
          <Refusal fault={answer.fault} />
        </div>
      )}
      {may && chosen !== undefined && (
        <div className="foot">
          {offered.map(({ state, cap }) => (
            <Action key={state} size="s" cap={cap} onClick={say(state)} busy={answer.state === "writing"}>
              {word("event.state", state)}
            </Action>
          ))}
        </div>
      )}
      {dialogs}
    </Page>
  );
}

function EventTitle({ page: { event } }: { page: Shown }) {
  return (
    <>
      <span className="tn m w5">{event.number}</span> {event.title}
    </>
  );
}

function EventFacts({ page: { event } }: { page: Shown }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return [word("event.kind", event.kind), dayInWords(event.held_on, language), event.place]
    .filter(Boolean)
    .join(t("list.comma"));
}

/** How many stand how, in words with the figure first. */
function Standing({ page: { event, counts } }: { page: Shown }) {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const parts: readonly (readonly [string, string])[] = [
    [t("event.asked"), count(counts.asked)],
    [t("event.state.yes"), `${count(counts.yes + counts.attended)} / ${count(event.capacity)}`],
    [t("event.state.no"), count(counts.no)],
    [t("event.state.invited"), count(counts.unanswered + counts.unreached)],
    [t("event.state.attended"), count(counts.attended)],
    [t("event.pointsEach"), count(event.points)],
    [
      t("event.costOfBudget"),
      event.cost_minor === null
        ? t("event.budgetOnly", { sum: money(event.budget_minor, currency) })
        : `${money(event.cost_minor, currency)} / ${money(event.budget_minor, currency)}`,
    ],
  ];
  return (
    <div className="standing num">
      {parts.map(([label, value]) => (
        <span key={label}>
          <b>{value}</b> <span className="m sm">{label}</span>
        </span>
      ))}
    </div>
  );
}

function CallOffDialog({ page, onClose }: { page: Shown; onClose: () => void }) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(`event/${page.event.id}`, onClose);
  const [reason, setReason] = useKeptText("reason", "", form);
  const off = useWrite(commands.eventCallOff, () => t("event.offNow"));
  const save = async () => {
    const outcome = await off.write({ event: page.event.id, reason: reason.trim() });
    if (outcome.saved) shut();
  };
  return (
    <Dialog
      title={t("event.callOff")}
      aside={page.event.number}
      onClose={shut}
      confirm={{
        label: t("event.callOff"),
        run: () => void save(),
        red: true,
        busy: off.state === "writing",
        lacks: reason.trim() === "" ? t("event.lacksReason") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <div>{t("event.callOffSo", { count: page.counts.asked })}</div>
        <Field label={t("event.reason")}>
          {(id) => <TextInput id={id} value={reason} onChange={setReason} focused maxLength={200} />}
        </Field>
        {off.fault !== null && <Refusal fault={off.fault} />}
      </div>
    </Dialog>
  );
}
