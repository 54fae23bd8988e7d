import { createHashHistory, createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { use } from "react";
import { isId } from "../api/call";
import type { EntryId, EventId, GuestId, TicketId } from "../api/bindings";
import { AnalysisPage } from "../features/analysis/AnalysisPage";
import { BackupsPage } from "../features/backups/BackupsPage";
import { CheckPage } from "../features/check/CheckPage";
import { CallsPage, type CallsParts } from "../features/courtesy/CallsPage";
import { AddWishDialog } from "../features/guest/AddWishDialog";
import { DutyPage } from "../features/duty/DutyPage";
import { GuestListPage } from "../features/guest/GuestListPage";
import { cardPart, GuestPage, type GuestParts } from "../features/guest/GuestPage";
import { GuestPreview } from "../features/guest/GuestPreview";
import { KeepPromiseDialog } from "../features/guest/KeepPromiseDialog";
import { NoGuestPage } from "../features/guest/NoGuestPage";
import { SuspectsPage } from "../features/guest/SuspectsPage";
import { GroupPage } from "../features/group/GroupPage";
import { RoutineSettings } from "../features/group/RoutineSettings";
import { LimitsPage } from "../features/authority/LimitsPage";
import { PhonePage } from "../features/authority/PhonePage";
import { PhoneWaiting } from "../features/authority/PhoneWaiting";
import { SpendingPage } from "../features/authority/SpendingPage";
import { Benefits } from "../features/member/Benefits";
import { MemberPage } from "../features/member/MemberPage";
import { MorningPage } from "../features/morning/MorningPage";
import { VouchersPage } from "../features/member/VouchersPage";
import { ReportPage } from "../features/report/ReportPage";
import { EventPage } from "../features/member/EventPage";
import { EventsPage } from "../features/member/EventsPage";
import { MembersPage, type MembersParts } from "../features/member/MembersPage";
import { RunsPage } from "../features/runs/RunsPage";
import { BalancesPage } from "../features/imports/BalancesPage";
import { BringBackPage } from "../features/imports/BringBackPage";
import { ImportPage } from "../features/imports/ImportPage";
import { TasksPage, type TasksParts } from "../features/tasks/TasksPage";
import { GuestPrivacyPage } from "../features/privacy/GuestPrivacyPage";
import { PrivacyPage } from "../features/privacy/PrivacyPage";
import { ReadsPage } from "../features/privacy/ReadsPage";
import { ProgrammePage } from "../features/programme/ProgrammePage";
import { SettingsPage, type SettingsParts } from "../features/settings/SettingsPage";
import { IntakePage } from "../features/ticket/IntakePage";
import { TicketPage } from "../features/ticket/TicketPage";
import { TicketsPage } from "../features/ticket/TicketsPage";
import { TodayPage, type TodayParts } from "../features/today/TodayPage";
import { Frame } from "./Frame";
import { GuestVerbs } from "./GuestVerbs";
import { LeaveContext } from "./leave";
import { useCardOpened } from "./useCardOpened";

/** What features do for one another is put together here, since they do not know each other. */
const todayParts: TodayParts = {
  notice: <PhoneWaiting />,
  preview: (guest) => <GuestPreview guest={guest} />,
  wish: (guest, name, onClose) => <AddWishDialog guest={guest} name={name} onClose={onClose} />,
  keepPromise: (promise, onClose) => <KeepPromiseDialog promise={promise} onClose={onClose} />,
};

const tasksParts: TasksParts = { preview: (guest) => <GuestPreview guest={guest} /> };

const callsParts: CallsParts = { preview: (guest) => <GuestPreview guest={guest} /> };
const membersParts: MembersParts = { preview: (guest) => <GuestPreview guest={guest} /> };

const guestParts: GuestParts = {
  actions: (card) => <GuestVerbs card={card} />,
  benefits: (card) => <Benefits guest={card.guest.id} enrolled={card.member !== null} />,
};

const settingsParts: SettingsParts = { routine: <RoutineSettings /> };

const root = createRootRoute({ component: Frame });
const today = createRoute({ getParentRoute: () => root, path: "/", component: Today });
const guests = createRoute({ getParentRoute: () => root, path: "/guest", component: NoGuestPage });
const guest = createRoute({
  getParentRoute: () => root,
  path: "/guest/$id",
  component: Guest,
  validateSearch: whichPart,
});
const guestList = createRoute({ getParentRoute: () => root, path: "/guests", component: GuestListPage });
const suspects = createRoute({ getParentRoute: () => root, path: "/suspects", component: SuspectsPage });
const imports = createRoute({ getParentRoute: () => root, path: "/imports", component: ImportPage });
const bringBack = createRoute({
  getParentRoute: () => root,
  path: "/bring-back",
  component: BringBackPage,
});
const analysis = createRoute({ getParentRoute: () => root, path: "/analysis", component: AnalysisPage });
const duty = createRoute({ getParentRoute: () => root, path: "/duty", component: DutyPage });
const morning = createRoute({ getParentRoute: () => root, path: "/morning", component: MorningPage });
const group = createRoute({
  getParentRoute: () => root,
  path: "/group",
  component: Group,
  validateSearch: whichPeriod,
});
const settings = createRoute({ getParentRoute: () => root, path: "/settings", component: Settings });
const privacy = createRoute({ getParentRoute: () => root, path: "/privacy", component: PrivacyPage });
const readsRoute = createRoute({
  getParentRoute: () => root,
  path: "/reads",
  component: ReadsOf,
  validateSearch: whoseReads,
});
const privacyOf = createRoute({ getParentRoute: () => root, path: "/privacy/$id", component: OnePrivacy });
const backups = createRoute({ getParentRoute: () => root, path: "/backups", component: Backups });
const check = createRoute({ getParentRoute: () => root, path: "/check", component: CheckPage });
const limits = createRoute({ getParentRoute: () => root, path: "/limits", component: LimitsPage });
const phone = createRoute({ getParentRoute: () => root, path: "/phone", component: PhonePage });
const spending = createRoute({ getParentRoute: () => root, path: "/spending", component: SpendingPage });
const programme = createRoute({ getParentRoute: () => root, path: "/programme", component: ProgrammePage });
const balances = createRoute({ getParentRoute: () => root, path: "/balances", component: BalancesPage });
const runs = createRoute({ getParentRoute: () => root, path: "/runs", component: RunsPage });
const members = createRoute({
  getParentRoute: () => root,
  path: "/member",
  component: Members,
  validateSearch: whichList,
});
const member = createRoute({
  getParentRoute: () => root,
  path: "/member/$id",
  component: OneMember,
  validateSearch: whichEntry,
});
const vouchers = createRoute({
  getParentRoute: () => root,
  path: "/vouchers",
  component: Vouchers,
  validateSearch: whatText,
});
const report = createRoute({
  getParentRoute: () => root,
  path: "/programme-report",
  component: Report,
  validateSearch: whichDays,
});
const events = createRoute({ getParentRoute: () => root, path: "/events", component: EventsPage });
const event = createRoute({ getParentRoute: () => root, path: "/event/$id", component: OneEvent });
const tasks = createRoute({ getParentRoute: () => root, path: "/tasks", component: Tasks });
const calls = createRoute({
  getParentRoute: () => root,
  path: "/calls",
  component: Calls,
  validateSearch: whichDays,
});
const tickets = createRoute({ getParentRoute: () => root, path: "/tickets", component: TicketsPage });
const intake = createRoute({
  getParentRoute: () => root,
  path: "/tickets/new",
  component: Intake,
  validateSearch: aboutWhom,
});
const ticket = createRoute({ getParentRoute: () => root, path: "/ticket/$id", component: OneTicket });

function Backups() {
  const leave = use(LeaveContext);
  return <BackupsPage onRestored={() => void leave("by_key")} />;
}

function Today() {
  return <TodayPage parts={todayParts} />;
}

/** Which period's package is looked at; the last month's where none is named. */
function whichPeriod(search: Record<string, unknown>): { period?: string } {
  const { period } = search;
  return typeof period === "string" && periodForm.test(period) ? { period } : {};
}

const periodForm =
  /^(?:\d{4}-\d{2}|\d{4}-W\d{2}|(?:all-)?\d{4}-\d{2}-\d{2}|\d{4}-\d{2}-\d{2}--\d{4}-\d{2}-\d{2})$/;

function Group() {
  const { period } = group.useSearch();
  return <GroupPage asked={period ?? null} />;
}

function Settings() {
  return <SettingsPage parts={settingsParts} />;
}

function Tasks() {
  return <TasksPage parts={tasksParts} />;
}

function Guest() {
  const { id } = guest.useParams();
  const { part } = guest.useSearch();
  useCardOpened(isId<GuestId>(id) ? id : null);
  return isId<GuestId>(id) ? (
    <GuestPage key={id} id={id} parts={guestParts} first={cardPart(part)} />
  ) : (
    <NoGuestPage />
  );
}

const text = (value: unknown) => typeof value === "string" || typeof value === "number";

/** Whom an intake is about from the start, who that is where it is known, and what they said: what one would type into its
 * first and last question. */
function aboutWhom(search: Record<string, unknown>): { about?: string; guest?: GuestId; said?: string } {
  const { about, guest: who, said } = search;
  return {
    ...(text(about) && { about: String(about) }),
    ...(typeof who === "string" && isId<GuestId>(who) && { guest: who }),
    ...(text(said) && { said: String(said) }),
  };
}

/** Which days a page is about: a list of courtesy calls, the programme's report; the page's own where none are named. */
function whichDays(search: Record<string, unknown>): { from?: string; to?: string } {
  const { from, to } = search;
  return isDay(from) && isDay(to) ? { from, to } : {};
}

const isDay = (value: unknown): value is string =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);

function Calls() {
  const { from, to } = calls.useSearch();
  const days = from === undefined || to === undefined ? null : { from, to };
  return <CallsPage key={`${from}${to}`} days={days} parts={callsParts} />;
}

/** Whose reads are looked at; everybody's where nobody is named. */
function whoseReads(search: Record<string, unknown>): { guest?: GuestId } {
  const { guest: who } = search;
  return typeof who === "string" && isId<GuestId>(who) ? { guest: who } : {};
}

function ReadsOf() {
  const { guest: who } = readsRoute.useSearch();
  return <ReadsPage key={who ?? ""} guest={who ?? null} />;
}

/** Which tab of the card is opened. */
function whichPart(search: Record<string, unknown>): { part?: string } {
  return typeof search["part"] === "string" ? { part: search["part"] } : {};
}

/** Which posting of a member's statement is proved at once. */
function whichEntry(search: Record<string, unknown>): { entry?: string } {
  return typeof search["entry"] === "string" ? { entry: search["entry"] } : {};
}

function OneMember() {
  const { id } = member.useParams();
  const { entry } = member.useSearch();
  const proved = entry ?? "";
  if (!isId<GuestId>(id)) return <MembersPage parts={membersParts} />;
  return <MemberPage key={`${id}${proved}`} id={id} entry={isId<EntryId>(proved) ? proved : null} />;
}

function Report() {
  const { from, to } = report.useSearch();
  return <ReportPage asked={from === undefined || to === undefined ? null : { from, to }} />;
}

/** Which list of the members' place is opened. */
function whichList(search: Record<string, unknown>): { list?: "warning" } {
  return search["list"] === "warning" ? { list: "warning" } : {};
}

function Members() {
  const { list } = members.useSearch();
  // What the address says besides is handed through as it stands: another list is none of ours.
  const first = list === "warning" ? "warning" : "expiring";
  return <MembersPage key={first} parts={membersParts} first={first} />;
}

function OnePrivacy() {
  const { id } = privacyOf.useParams();
  return isId<GuestId>(id) ? <GuestPrivacyPage key={id} guest={id} /> : <PrivacyPage />;
}

function OneEvent() {
  const { id } = event.useParams();
  return isId<EventId>(id) ? <EventPage key={id} id={id} /> : <EventsPage />;
}

/** A code or number that was typed elsewhere. */
function whatText(search: Record<string, unknown>): { text?: string } {
  const { text } = search;
  return typeof text === "string" || typeof text === "number" ? { text: String(text) } : {};
}

function Vouchers() {
  const { text } = vouchers.useSearch();
  return <VouchersPage asked={text ?? ""} />;
}

function Intake() {
  const { about, guest: who, said } = intake.useSearch();
  return <IntakePage about={about ?? ""} guest={who ?? null} said={said ?? ""} />;
}

function OneTicket() {
  const { id } = ticket.useParams();
  return isId<TicketId>(id) ? <TicketPage key={id} id={id} /> : <TicketsPage />;
}

const tree = root.addChildren([
  today,
  guests,
  guest,
  guestList,
  suspects,
  tickets,
  intake,
  ticket,
  tasks,
  calls,
  programme,
  members,
  runs,
  balances,
  member,
  vouchers,
  report,
  events,
  event,
  duty,
  morning,
  imports,
  bringBack,
  analysis,
  group,
  settings,
  backups,
  check,
  privacy,
  privacyOf,
  readsRoute,
  limits,
  phone,
  spending,
]);

export function makeRouter() {
  return createRouter({ routeTree: tree, history: createHashHistory(), defaultPreload: false });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
