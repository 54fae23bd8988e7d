import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FilePen } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { GuestId, IntakeFacts, KeptDraft } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { Banner } from "../../components/Banner";
import { PageHead } from "../../components/Blocks";
import { Page } from "../../components/Page";
import { Segment } from "../../components/Segment";
import { Refusal, Waiting } from "../../components/States";
import { Tag } from "../../components/Tag";
import { useDesk, useNow } from "../../lib/desk";
import { clock, clockSeconds } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";
import { useNth } from "../../lib/nth";
import { ticketKinds } from "../../lib/topic";
import { IntakeSide } from "./IntakeSide";
import { intakeFacts, keptDraft } from "./queries";
import { Questions } from "./Questions";
import { SameRoom } from "./SameRoom";
import { type Intake, useIntake } from "./useIntake";
import "./ticket.css";

/** F9: what a guest has to say; a complaint in at most five answers, its clocks run from the moment it is saved. */
export function IntakePage({ about = "", guest = null, said = "" }: Partial<Begun>) {
  const facts = useQuery(intakeFacts());
  const kept = useQuery(keptDraft());
  const failed = facts.error ?? kept.error;
  if (facts.data !== undefined && kept.data !== undefined && !kept.isFetching)
    return <Form about={about} guest={guest} said={said} kept={kept.data} facts={facts.data} />;
  return <Page>{failed === null ? <Waiting rows={9} /> : <Refusal fault={faultOf(failed)} />}</Page>;
}

/** With what it begins: who, as one would type it, and who that is where it is known; what they said. */
type Begun = { about: string; guest: GuestId | null; said: string };
type Props = Begun & { kept: KeptDraft | null; facts: IntakeFacts };

function Form(props: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const now = useNow(desk.skewMs, 30_000);
  const intake = useIntake(props);
  const all = ["intake-who", "intake-problem", "intake-severity", "intake-mood", "intake-words"];
  useNth(intake.complaint ? all : ["intake-who", "intake-problem", "intake-words"]);
  useIntakeKeys(intake);
  return (
    <Page
      sideLabel={t("ticket.guidance")}
      side={<IntakeSide kind={intake.kind} mood={intake.mood} authority={intake.authority} />}
    >
      <Head intake={intake} now={now} />
      {intake.other && (
        <Banner
          icon={FilePen}
          fact={t("ticket.otherDraft")}
          action={
            <Action size="s" cap="Alt Q" onClick={intake.clear}>
              {t("ticket.clearDraft")}
            </Action>
          }
        >
          {t("ticket.otherDraftSo", { who: props.about })}
        </Banner>
      )}
      <div className="scroll" onBlur={intake.keeping.now}>
        <Questions key={intake.nth} intake={intake} />
        {intake.complaint && <SameRoom room={intake.room} problem={intake.problem?.code ?? null} />}
        {intake.fault !== null && (
          <div className="pad">
            <Refusal fault={intake.fault} />
          </div>
        )}
      </div>
      <SaveBar intake={intake} now={now} />
    </Page>
  );
}

function useIntakeKeys(intake: Intake): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const next = ticketKinds[(ticketKinds.indexOf(intake.kind) + 1) % ticketKinds.length] ?? "complaint";
  const nameless = t("ticket.anonymous");
  useKeys([
    { cap: "Alt L", label: t("ticket.kind"), place: "verb", run: () => intake.setKind(next) },
    { cap: "Alt N", label: nameless, place: "verb", run: () => intake.setWho(nameless) },
    { cap: "Alt Q", label: t("ticket.clearDraft"), place: "verb", run: intake.clear },
    { cap: "Ctrl Enter", label: t("key.save"), place: "move", run: () => void intake.save() },
    {
      cap: "Esc",
      label: t("ticket.putAside"),
      place: "move",
      run: () => void navigate({ to: "/tickets" }),
    },
  ]);
}

/** What is being taken down, how far it is filled in, of which kind it is. */
function Head({ intake, now }: { intake: Intake; now: number }) {
  const { t } = useTranslation();
  const { time_zone: zone } = useDesk();
  return (
    <PageHead
      title={t(intake.complaint ? "ticket.intake" : "ticket.intakeOther")}
      facts={
        <span className="row g3">
          <span className="tn">{clock(now, zone)}</span>
          <Tag>
            {t("ticket.filled", {
              count: intake.filled.filter(Boolean).length,
              all: intake.filled.length,
            })}
          </Tag>
          <Segment
            label={t("ticket.kind")}
            size="s"
            value={intake.kind}
            onChange={intake.setKind}
            choices={ticketKinds.map((value) => ({ value, label: word("ticketKind", value) }))}
          />
        </span>
      }
    >
      <KeptAt intake={intake} />
    </PageHead>
  );
}

/** When the draft was kept last; why not, where it could not be. */
function KeptAt({ intake }: { intake: Intake }) {
  const { t } = useTranslation();
  const { time_zone: zone } = useDesk();
  const { keptAtMs, fault } = intake.keeping;
  if (fault !== null) return <span className="sm rd w6">{t("ticket.draftNotKept")}</span>;
  if (keptAtMs === null) return <span className="sm i2">{t("ticket.draftKept")}</span>;
  return (
    <span className="sm i2" role="status">
      {t("ticket.draftKeptAt", { at: clockSeconds(keptAtMs, zone) })}
    </span>
  );
}

function SaveBar({ intake, now }: { intake: Intake; now: number }) {
  const { t } = useTranslation();
  const { time_zone: zone } = useDesk();
  const { promised, problem } = intake;
  const department = (intake.complaint ? problem?.department : intake.department) ?? null;
  return (
    <div className="savebar row">
      <Action
        kind="primary"
        size="l"
        cap="Ctrl Enter"
        onClick={() => void intake.save()}
        lacks={intake.lacks}
        busy={intake.busy}
      >
        {t(intake.complaint ? "ticket.saveAndRun" : "ticket.saveSaid")}
      </Action>
      {intake.complaint && promised !== undefined && (
        <span className="sm i2 num">
          {t("ticket.dueBy", {
            answer: clock(now + promised.answer_minutes * 60_000, zone),
            start: clock(now + promised.start_minutes * 60_000, zone),
          })}
        </span>
      )}
      {department !== null && <span className="sp sm m">{word("department", department)}</span>}
    </div>
  );
}
