import { Printer } from "lucide-react";
import { type ReactNode, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EventPage, InviteLine } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Paper, useDataAge } from "../../components/Paper";
import { HandBox, type PaperColumn, paperPart, wordsPart } from "../../components/Sheets";
import { useDesk, useLanguage } from "../../lib/desk";
import { count, fullDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";

/** The list of an event on paper: before the day whom to ask, from that day on who comes, each with a box for the hand. */
export function useEventPrint(page: EventPage): { verb: ReactNode; sheet: ReactNode } {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const [printing, setPrinting] = useState(false);
  const printed = useCallback(() => setPrinting(false), []);
  const age = useDataAge(desk.data_as_of_ms);
  const { event } = page;
  const held = desk.today >= event.held_on;
  // At the door only those are looked for who did not decline.
  const rows = held ? page.invites.filter((line) => line.state !== "no") : page.invites;
  const columns = useColumns(held);
  const empty = rows.length === 0;
  const print = () => (empty ? false : setPrinting(true));
  const label = t(held ? "event.printAttendance" : "event.printInvites");
  const headline = t(held ? "event.attendance" : "event.invites");
  useKeys([{ cap: "Ctrl P", label, place: "sheet", run: print }]);
  return {
    verb: (
      <Action
        size="s"
        cap="Ctrl P"
        icon={Printer}
        onClick={print}
        lacks={empty ? t("event.nobody") : undefined}
      >
        {label}
      </Action>
    ),
    sheet: printing && (
      <Paper
        title={headline}
        name={`${event.number} ${event.title}`}
        day={desk.today}
        age={age}
        notice={t("print.shred")}
        head={page.head}
        parts={[
          wordsPart(
            "event",
            t("event.about"),
            [
              [t("event.on"), fullDay(event.held_on, language)],
              [t("event.place"), event.place],
              [t("event.capacityOf"), count(event.capacity)],
              [t("event.pointsEach"), count(event.points)],
            ],
            "",
          ),
          paperPart({
            id: "invites",
            title: t("print.counted", { title: headline, count: rows.length }),
            columns,
            rows,
            rowId: (line) => line.invite,
          }),
        ]}
        onPrinted={printed}
      />
    ),
  };
}

function useColumns(held: boolean): PaperColumn<InviteLine>[] {
  const { t } = useTranslation();
  return [
    { id: "no", title: t("members.number"), width: 84, className: "tn", cell: (line) => line.member_no },
    {
      id: "name",
      title: t("col.guest"),
      width: 148,
      cell: (line) => `${line.name}${line.title === "none" ? "" : ` ${word("honorific", line.title)}`}`,
    },
    { id: "tier", title: t("col.tier"), width: 56, cell: (line) => word("tier", line.tier ?? "none") },
    { id: "state", title: t("event.stands"), width: 72, cell: (line) => word("event.state", line.state) },
    { id: "words", title: t("col.words"), cell: (line) => line.words },
    {
      id: "box",
      title: t(held ? "event.state.attended" : "members.called"),
      width: 48,
      align: "right",
      cell: () => <HandBox />,
    },
  ];
}
