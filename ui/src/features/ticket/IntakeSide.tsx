import { ChevronRight } from "lucide-react";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { Authority, Mood, TicketKind } from "../../api/bindings";
import { Block } from "../../components/Blocks";
import { Keycap } from "../../components/Keycap";
import { AuthorityBars } from "./AuthorityBars";

const principles = [1, 2, 3, 4, 5] as const;
const points = [1, 2, 3] as const;
const order = ["listen", "apologise", "admit", "solve"] as const;

type Props = { kind: TicketKind; mood: Mood | null; authority: Authority | null };

/** What to say and in which order: of a complaint the five principles, of praise and ideas what makes them worth something. */
export function IntakeSide({ kind, mood, authority }: Props) {
  const { t } = useTranslation();
  if (kind !== "complaint") return <Said kind={kind} />;
  return (
    <>
      <Block title={t(`ticket.guide.${mood ?? "venting"}`)} end={t("ticket.principles")}>
        {principles.map((number) => (
          <Point
            key={number}
            number={number}
            what={t(`ticket.principle.${number}`)}
            say={t(`ticket.principleSay.${number}`)}
          />
        ))}
      </Block>
      <Block title={t("ticket.orderOf")}>
        <div className="row sm wrap" style={{ gap: 4 }}>
          {order.map((step, index) => (
            <Fragment key={step}>
              {index > 0 && <ChevronRight className="s14 m" size={14} aria-hidden />}
              <span className={index === 0 ? "pn w6" : ""}>{t(`ticket.orderStep.${step}`)}</span>
            </Fragment>
          ))}
        </div>
        <div className="sm m" style={{ marginTop: 6 }}>
          {t("ticket.apologiseAfter")} <Keycap cap="Alt Q" /> {t("ticket.apologiseKeeps")}
        </div>
      </Block>
      {authority !== null && (
        <Block title={t("ticket.authority")} grow>
          <AuthorityBars authority={authority} />
        </Block>
      )}
    </>
  );
}

/** Beside praise, a suggestion or an opinion nobody argues and nothing is given: other words count. */
function Said({ kind }: { kind: Exclude<TicketKind, "complaint"> }) {
  const { t } = useTranslation();
  return (
    <Block title={t(`ticket.saidGuide.${kind}`)} end={t("ticket.saidHow")} grow>
      {points.map((number) => (
        <Point
          key={number}
          number={number}
          what={t(`ticket.said.${kind}.${number}`)}
          say={t(`ticket.saidSay.${kind}.${number}`)}
        />
      ))}
      {kind === "opinion" && (
        <div className="sm m" style={{ marginTop: 6 }}>
          <Keycap cap="Alt L" /> {t("ticket.saidTurn")}
        </div>
      )}
    </Block>
  );
}

function Point({ number, what, say }: { number: number; what: string; say: string }) {
  return (
    <div className="prin">
      <span className="nth">{number}</span>
      <div>
        <b>{what}</b>
        <div className={say.startsWith("“") ? "i2 quoted" : "i2"}>{say}</div>
      </div>
    </div>
  );
}
