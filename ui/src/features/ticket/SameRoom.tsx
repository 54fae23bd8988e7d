import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { InboxLine, ProblemCode } from "../../api/bindings";
import { Heading } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { StateMark } from "../../components/Marks";
import { word } from "../../lib/i18n";
import { sameRoom } from "./queries";

const columns: readonly Column<InboxLine>[] = [
  { id: "number", title: "", width: 160, cell: (line) => <span className="tn m sm">{line.number}</span> },
  { id: "room", title: "", width: 64, cell: (line) => <b className="tn">{line.room_no}</b> },
  { id: "problem", title: "", width: 120, cell: (line) => word("problem", line.problem) },
  { id: "words", title: "", cell: (line) => <span className="i2">{line.words}</span> },
  { id: "state", title: "", width: 120, align: "right", cell: (line) => <StateMark state={line.state} /> },
];

/** The same problem in this room or on its floor, of late. */
export function SameRoom({ room, problem }: { room: string; problem: ProblemCode | null }) {
  const { t } = useTranslation();
  const lines = useQuery(sameRoom(room, problem)).data ?? [];
  if (lines.length === 0) return null;
  return (
    <section className="same">
      <div className="pad">
        <Heading end={t("ticket.last90")}>{t("ticket.sameRoom")}</Heading>
      </div>
      <div>
        <DataTable
          label={t("ticket.sameRoom")}
          columns={columns}
          rows={lines}
          rowId={(line) => line.id}
          height={30}
          headless
        />
      </div>
    </section>
  );
}
