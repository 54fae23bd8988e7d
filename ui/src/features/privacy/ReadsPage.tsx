import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Printer } from "lucide-react";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AskedReads, GuestId, ReadKind, ReadLine, Reads, UserId } from "../../api/bindings";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { DayInput } from "../../components/DayInput";
import { Page } from "../../components/Page";
import { Paper } from "../../components/Paper";
import { Pick } from "../../components/Pick";
import { paperPart } from "../../components/Sheets";
import { Empty, Unanswered } from "../../components/States";
import { dayIn } from "../../lib/day";
import { useDesk } from "../../lib/desk";
import { clock, count, dateOf } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";
import { useNth } from "../../lib/nth";
import { useRows } from "../../lib/rows";
import { reads } from "./queries";
import "./reads.css";

const kinds: readonly ReadKind[] = ["opened", "revealed", "copied", "listed", "taken", "printed", "denied"];

type Filter = { user: UserId | null; kind: ReadKind | null; from: string; to: string };

const anything: Filter = { user: null, kind: null, from: "", to: "" };

/** The filters, in the order of `Alt 1–4`. */
const fields = ["reads-who", "reads-kind", "reads-from", "reads-to"] as const;

/** 查阅记录: who read what of whom, when and why; what was refused to whom. */
export function ReadsPage({ guest }: { guest: GuestId | null }) {
  const { t } = useTranslation();
  const { today } = useDesk();
  const navigate = useNavigate();
  const [filter, setFilter] = useState<Filter>(anything);
  const day = (words: string) => dayIn(words, today, "back");
  const asked: AskedReads = {
    user: filter.user,
    guest,
    kind: filter.kind,
    from: day(filter.from),
    to: day(filter.to),
  };
  const answer = useQuery(reads(asked));
  const back = () =>
    guest === null
      ? void navigate({ to: "/privacy" })
      : void navigate({ to: "/privacy/$id", params: { id: guest } });
  useNth(fields);
  useKeys([
    { cap: "Esc", label: t("privacy.title"), place: "move", run: back },
    { cap: "Alt C", label: t("reads.all"), place: "sheet", run: () => setFilter(anything) },
  ]);
  return (
    <Page>
      {answer.data === undefined ? (
        <>
          <PageHead title={t("reads.title")} facts={t("reads.facts")} />
          <Unanswered answer={answer} />
        </>
      ) : (
        <Found found={answer.data} guest={guest} filter={filter} onFilter={setFilter} />
      )}
    </Page>
  );
}

type FoundProps = {
  found: Reads;
  guest: GuestId | null;
  filter: Filter;
  onFilter: (filter: Filter) => void;
};

function Found({ found, guest, filter, onFilter }: FoundProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [printing, setPrinting] = useState(false);
  const printed = useCallback(() => setPrinting(false), []);
  const columns = useColumns(guest !== null);
  const rows = found.lines;
  const empty = rows.length === 0;
  const open = (line: ReadLine) => {
    if (line.guest !== null) void navigate({ to: "/reads", search: { guest: line.guest } });
  };
  // On a guest's own reads there is nothing further to narrow to.
  const narrows = guest === null ? { onOpen: open, opens: t("reads.ofOne") } : {};
  const { chosen, selected, select } = useRows({ rows, idOf, ...narrows });
  const filtered = Object.values(filter).some((set) => set !== null && set !== "");
  const print = () => setPrinting(!empty);
  useKeys([{ cap: "Ctrl P", label: t("reads.print"), place: "verb", run: print }]);
  const title = found.of === "" ? t("reads.title") : t("reads.ofGuest", { name: found.of });
  return (
    <>
      <PageHead title={title} facts={t("reads.facts")}>
        <Action
          size="s"
          cap="Ctrl P"
          icon={Printer}
          onClick={print}
          lacks={empty ? t("reads.none") : undefined}
        >
          {t("reads.print")}
        </Action>
      </PageHead>
      <Filters readers={found.readers} filter={filter} onFilter={onFilter} />
      {empty ? (
        <Empty
          title={t("reads.none")}
          action={
            filtered && (
              <Action cap="Alt C" onClick={() => onFilter(anything)}>
                {t("reads.all")}
              </Action>
            )
          }
        >
          {t(filtered ? "reads.noneSo" : guest === null ? "reads.noneYet" : "reads.noneOfOne")}
        </Empty>
      ) : (
        <DataTable
          label={title}
          columns={columns}
          rows={rows}
          rowId={idOf}
          selected={selected}
          onSelect={select}
          {...narrows}
          height={30}
          fill
        />
      )}
      {chosen !== undefined && chosen.why !== "" && (
        <p className="reads-more sm text">
          <span className="m">{t("reads.why")}</span> {chosen.why}
        </p>
      )}
      {found.more && <p className="reads-more m sm">{t("reads.more", { count: count(rows.length) })}</p>}
      {printing && <ReadsPaper found={found} title={title} columns={columns} onPrinted={printed} />}
    </>
  );
}

type PaperProps = {
  found: Reads;
  title: string;
  columns: readonly Column<ReadLine>[];
  onPrinted: () => void;
};

function ReadsPaper({ found, title, columns, onPrinted }: PaperProps) {
  const { t } = useTranslation();
  const { today } = useDesk();
  const rows = found.lines;
  return (
    <Paper
      title={t("reads.title")}
      name={found.of}
      day={today}
      age={() => ""}
      notice={t("print.shred")}
      head={found.head}
      parts={[
        paperPart({
          id: "reads",
          title: t("print.counted", { title, count: rows.length }),
          columns: columns.map(({ id, title: says, width, cell }) => ({
            id,
            title: says,
            cell,
            ...(width === undefined ? {} : { width: Math.round(width * 0.6) }),
          })),
          rows,
          rowId: idOf,
        }),
      ]}
      onPrinted={onPrinted}
    />
  );
}

type FiltersProps = {
  readers: Reads["readers"];
  filter: Filter;
  onFilter: (filter: Filter) => void;
};

function Filters({ readers, filter, onFilter }: FiltersProps) {
  const { t } = useTranslation();
  return (
    <div className="reads-head">
      <Pick
        id={fields[0]}
        label={t("reads.who")}
        value={filter.user ?? ""}
        onChange={(value) => {
          const reader = readers.find((one) => one.user === value);
          onFilter({ ...filter, user: reader?.user ?? null });
        }}
        choices={[
          { value: "", label: t("reads.everybody") },
          ...readers.map((reader) => ({ value: String(reader.user), label: reader.name })),
        ]}
      />
      <Pick
        id={fields[1]}
        label={t("reads.kind")}
        value={filter.kind ?? ""}
        onChange={(value) => onFilter({ ...filter, kind: kinds.find((kind) => kind === value) ?? null })}
        choices={[
          { value: "", label: t("reads.anything") },
          ...kinds.map((kind) => ({ value: kind, label: t(`reads.kinds.${kind}`) })),
        ]}
      />
      <DayInput
        id={fields[2]}
        label={t("reads.from")}
        value={filter.from}
        onChange={(from) => onFilter({ ...filter, from })}
        optional
        toward="back"
      />
      <DayInput
        id={fields[3]}
        label={t("reads.to")}
        value={filter.to}
        onChange={(to) => onFilter({ ...filter, to })}
        optional
        toward="back"
      />
    </div>
  );
}

/** A line has no number of its own: a card is one a person and day, the rest are one an instant. */
const idOf = (line: ReadLine) =>
  `${line.kind} ${line.at_ms} ${line.user} ${line.guest ?? ""} ${line.operation} ${line.since_ms ?? ""}`;

function useColumns(ofOne: boolean): readonly Column<ReadLine>[] {
  const { t } = useTranslation();
  const desk = useDesk();
  const when = (ms: number) => `${dateOf(ms, desk.time_zone)} ${clock(ms, desk.time_zone)}`;
  const what = (line: ReadLine) => {
    if (line.kind === "denied") {
      const refused = t("reads.refused", { what: word("op", line.operation) });
      return line.times === 1 ? refused : t("reads.refusedTimes", { refused, count: line.times });
    }
    if (line.kind === "revealed" && line.field !== null) return t(`contact.${line.field}`);
    if (line.kind === "opened" && line.since_ms !== null) {
      return t("reads.since", { count: line.times, time: clock(line.since_ms, desk.time_zone) });
    }
    return word("op", line.operation);
  };
  const whom = (line: ReadLine) =>
    line.guest === null ? "" : line.name === "" ? t("erasure.erasedGuest") : line.name;
  const columns: Column<ReadLine>[] = [
    { id: "when", title: t("reads.when"), width: 176, className: "tn", cell: (line) => when(line.at_ms) },
    { id: "who", title: t("reads.who"), width: 112, cell: (line) => line.by },
    {
      id: "kind",
      title: t("reads.kind"),
      width: 112,
      widthEn: 148,
      cell: (line) => t(`reads.kinds.${line.kind}`),
    },
    { id: "whom", title: t("reads.whom"), width: 152, over: true, cell: whom },
    { id: "what", title: t("reads.what"), width: 220, widthEn: 280, className: "i2", cell: what },
    { id: "why", title: t("reads.why"), cell: (line) => line.why },
  ];
  return ofOne ? columns.filter((column) => column.id !== "whom") : columns;
}
