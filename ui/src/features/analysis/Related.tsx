import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { InboxLine } from "../../api/bindings";
import { StateMark } from "../../components/Marks";
import { useLanguage } from "../../lib/desk";
import { monthDay } from "../../lib/format";
import { topicOf } from "../../lib/topic";

/** The complaints that a finding was made from; each opens its ticket. */
export function Related({ lines }: { lines: readonly InboxLine[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  return (
    <div className="list related" role="group" aria-label={t("action.tickets")}>
      {lines.map((line) => (
        <button
          key={line.id}
          type="button"
          className="li signal"
          onClick={() => void navigate({ to: "/ticket/$id", params: { id: line.id } })}
        >
          <span className="row grow">
            <span className="sm m tn">{line.number}</span>
            <b className="tn">{line.room_no}</b>
            <span className="el">{topicOf(line)}</span>
            <span className="sp sm m num nw">{monthDay(line.business_date, language)}</span>
            <StateMark state={line.state} />
          </span>
        </button>
      ))}
    </div>
  );
}
