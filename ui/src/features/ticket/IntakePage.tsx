import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { Page } from "../../components/Page";
import { Refusal } from "../../components/States";
import { Tag } from "../../components/Tag";
import { useDesk, useNow } from "../../lib/desk";
import { clock } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";
import { useNth } from "../../lib/nth";
import { IntakeSide } from "./IntakeSide";
import { Questions } from "./Questions";
import { SameRoom } from "./SameRoom";
import { type Intake, useIntake } from "./useIntake";
import "./ticket.css";

/** F9: a complaint taken in at most five answers; its clocks run from the moment it is saved. */
export function IntakePage({ about = "" }: { about?: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const desk = useDesk();
  const now = useNow(desk.skewMs, 30_000);
  const intake = useIntake(about);
  useNth(["intake-who", "intake-problem", "intake-severity", "intake-mood", "intake-words"]);
  useKeys([
    { cap: "Ctrl Enter", label: t("key.save"), place: "move", run: () => void intake.save() },
    {
      cap: "Esc",
      label: t("ticket.putAside"),
      place: "move",
      run: () => void navigate({ to: "/tickets" }),
    },
  ]);
  return (
    <Page
      sideLabel={t("ticket.guidance")}
      side={<IntakeSide mood={intake.mood} authority={intake.authority} />}
    >
      <PageHead
        title={t("ticket.intake")}
        facts={
          <span className="row g3">
            <span className="tn">{clock(now, desk.time_zone)}</span>
            <Tag>{t("ticket.filled", { count: intake.filled.filter(Boolean).length })}</Tag>
          </span>
        }
      >
        <span className="sm i2">{t("ticket.draftKept")}</span>
      </PageHead>
      <div className="scroll">
        <Questions intake={intake} />
        <SameRoom room={intake.room} problem={intake.problem?.code ?? null} />
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

function SaveBar({ intake, now }: { intake: Intake; now: number }) {
  const { t } = useTranslation();
  const { time_zone: zone } = useDesk();
  const { promised, problem } = intake;
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
        {t("ticket.saveAndRun")}
      </Action>
      {promised !== undefined && (
        <span className="sm i2 num">
          {t("ticket.dueBy", {
            answer: clock(now + promised.answer_minutes * 60_000, zone),
            start: clock(now + promised.start_minutes * 60_000, zone),
          })}
        </span>
      )}
      {problem !== null && <span className="sp sm m">{word("department", problem.department)}</span>}
    </div>
  );
}
