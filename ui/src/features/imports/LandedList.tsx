import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { LandedShown } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { Heading } from "../../components/Blocks";
import { VerdictMark } from "../../components/Marks";
import { Refusal } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { clock, dateOf } from "../../lib/format";
import { isTextKey } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";
import { landed } from "./queries";

/** Files of the watched folder that wait for a person; the first of them has the key. */
export function LandedList({ onOpen }: { onOpen: (path: string) => void }) {
  const { t } = useTranslation();
  const answer = useQuery(landed);
  const waiting = (answer.data ?? []).filter(waits);
  const first = waiting[0];
  useKeys(
    first === undefined
      ? []
      : [{ cap: "Alt O", label: t("landed.open"), place: "verb", run: () => onOpen(first.path) }],
  );
  if (answer.isError) {
    return (
      <div className="pad">
        <Refusal fault={faultOf(answer.error)} />
      </div>
    );
  }
  if (first === undefined) return null;
  return (
    <section className="pad" style={{ paddingBottom: 12 }} aria-label={t("landed.title")}>
      <Heading>{t("landed.title")}</Heading>
      <ul className="col" style={{ gap: 4 }}>
        {waiting.map((row) => (
          <Line key={row.path} row={row} cap={row === first ? "Alt O" : undefined} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

/** Whether a person is to look at the file. */
export function waits({ landed: { standing } }: LandedShown): boolean {
  return standing === "needs_mapping" || standing === "refused";
}

type LineProps = { row: LandedShown; cap: "Alt O" | undefined; onOpen: (path: string) => void };

function Line({ row, cap, onOpen }: LineProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const { file_name: name, standing, code, at_ms: at } = row.landed;
  const why = `fault.${code}.what`;
  return (
    <li className="row">
      <VerdictMark verdict={standing === "refused" ? "block" : "look"} bare />
      <span className="tn i2 nw">{`${dateOf(at, desk.time_zone)} ${clock(at, desk.time_zone)}`}</span>
      <b className="w5 el" title={name}>
        {name}
      </b>
      <span className="i2 el">
        {standing === "needs_mapping" && t("landed.needs_mapping")}
        {standing === "refused" && (isTextKey(why) ? t(why) : t("landed.refused"))}
      </span>
      <span className="sp">
        <Action size="s" cap={cap} onClick={() => onOpen(row.path)}>
          {t("landed.open")}
        </Action>
      </span>
    </li>
  );
}
