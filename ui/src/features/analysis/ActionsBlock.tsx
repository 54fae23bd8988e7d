import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ActionId, ActionLine, ActionScope } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Block } from "../../components/Blocks";
import { Segment } from "../../components/Segment";
import { Refusal, Waiting } from "../../components/States";
import { useLanguage } from "../../lib/desk";
import { monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import { actionsIn } from "./queries";

const scopes: readonly ActionScope[] = ["open", "settled"];

/** 整改: what is due first at the top; a line opens the whole. */
export function ActionsBlock({ onOpen }: { onOpen: (action: ActionId) => void }) {
  const { t } = useTranslation();
  const [scope, setScope] = useState<ActionScope>("open");
  const answer = useQuery(actionsIn(scope));
  const lines = answer.data ?? [];
  const waiting = lines.filter((line) => line.facts.state === "awaiting_check").length;
  return (
    <Block
      title={t("action.title")}
      end={
        <Segment
          label={t("action.title")}
          size="s"
          value={scope}
          onChange={setScope}
          choices={scopes.map((value) => ({ value, label: t(`action.scope.${value}`) }))}
        />
      }
    >
      {scope === "open" && lines.length > 0 && (
        <div className="sm i2">{t("action.counts", { open: lines.length, waiting })}</div>
      )}
      {answer.isError && <Refusal fault={faultOf(answer.error)} />}
      {answer.isPending && <Waiting rows={3} />}
      {answer.isSuccess && lines.length === 0 && <div className="i2">{t(`action.none.${scope}`)}</div>}
      {lines.map((line) => (
        <Line key={line.facts.id} line={line} onOpen={onOpen} />
      ))}
    </Block>
  );
}

function Line({ line, onOpen }: { line: ActionLine; onOpen: (action: ActionId) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { facts } = line;
  return (
    <button
      type="button"
      className="li signal"
      aria-label={`${facts.finding} ${word("action.state", facts.state)}`}
      onClick={() => onOpen(facts.id)}
    >
      <span className="grow">
        <span className="row">
          <span className="w5 el">{facts.finding}</span>
          <span className={facts.state === "awaiting_check" ? "sp sm am w6 nw" : "sp sm m nw"}>
            {word("action.state", facts.state)}
          </span>
        </span>
        <span className="row sm i2">
          {line.owner_name} · {word("department", facts.department)}
          <span className={line.late ? "sp rd w6" : "sp"}>
            {t(line.late ? "action.late" : "action.dueOn", { day: monthDay(facts.due, language) })}
          </span>
        </span>
      </span>
    </button>
  );
}
