import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Effect, EffectRow, MemberEvent } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Heading } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { Empty, Refusal, TooFew, Waiting } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { count, money } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useRows } from "../../lib/rows";
import { eventEffect } from "./listQueries";

/** Stays and spend of who came beside who was asked and stayed away; below, everybody who is in the sums. */
export function EffectTable({ event }: { event: MemberEvent }) {
  const answer = useQuery(eventEffect(event.id));
  if (answer.isError)
    return (
      <div className="pad">
        <Refusal fault={faultOf(answer.error)} />
      </div>
    );
  return answer.data === undefined ? <Waiting rows={4} /> : <Shown effect={answer.data} />;
}

function Shown({ effect }: { effect: Effect }) {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const fewest = Math.min(...effect.groups.map((group) => group.people));
  const per = (sum: number, people: number) =>
    people === 0 ? "" : money(Math.round(sum / people), currency);
  return (
    <>
      <Heading
        end={t(effect.complete ? "event.effectWhole" : "event.effectSoFar", {
          from: effect.from,
          to: effect.to,
        })}
      >
        {effect.comparable ? t("event.effectBeside") : <TooFew have={fewest} need={effect.people_min} />}
      </Heading>
      <table className="dt h34 effect-of" aria-label={t("event.effect")}>
        <thead>
          <tr>
            <th scope="col">{t("event.effectWho")}</th>
            <th scope="col" className="n">
              {t("event.people")}
            </th>
            <th scope="col" className="n">
              {t("event.cameBack")}
            </th>
            <th scope="col" className="n">
              {t("rate.stays")}
            </th>
            <th scope="col" className="n">
              {t("col.nights")}
            </th>
            <th scope="col" className="n">
              {t("col.spend")}
            </th>
            <th scope="col" className="n">
              {t("event.perPerson")}
            </th>
          </tr>
        </thead>
        <tbody>
          {effect.groups.map((group) => (
            <tr key={group.of}>
              <td>{word("event.effectOf", group.of)}</td>
              <td className="n">{count(group.people)}</td>
              <td className="n">{count(group.came_back)}</td>
              <td className="n">{count(group.stays)}</td>
              <td className="n">{count(group.nights)}</td>
              <td className="n">{money(group.spend_minor, currency)}</td>
              <td className="n">{effect.comparable ? per(group.spend_minor, group.people) : ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Behind rows={effect.rows} />
    </>
  );
}

/** Everybody who stayed since, with their share of the sums. */
function Behind({ rows }: { rows: readonly EffectRow[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { currency } = useDesk();
  const open = (one: EffectRow) => void navigate({ to: "/member/$id", params: { id: one.guest_id } });
  const { selected, select } = useRows({
    rows,
    idOf: (one: EffectRow) => one.guest_id,
    onOpen: open,
    opens: t("members.open"),
  });
  const columns: readonly Column<EffectRow>[] = [
    { id: "of", title: t("event.effectWho"), width: 124, cell: (one) => word("event.effectOf", one.of) },
    { id: "name", title: t("col.guest"), over: true, cell: (one) => <b>{one.name}</b> },
    { id: "stays", title: t("rate.stays"), width: 72, align: "right", cell: (one) => count(one.stays) },
    { id: "nights", title: t("col.nights"), width: 72, align: "right", cell: (one) => count(one.nights) },
    {
      id: "spend",
      title: t("col.spend"),
      width: 112,
      align: "right",
      cell: (one) => money(one.spend_minor, currency),
    },
  ];
  if (rows.length === 0) return <Empty title={t("event.noEffect")}>{t("event.noEffectWhy")}</Empty>;
  return (
    <>
      <Heading end={count(rows.length)}>{t("event.effectRows")}</Heading>
      <DataTable
        label={t("event.effectRows")}
        columns={columns}
        rows={rows}
        rowId={(one) => one.guest_id}
        selected={selected}
        onSelect={select}
        onOpen={open}
        fill
      />
    </>
  );
}
