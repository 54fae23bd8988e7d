import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { UsersRound } from "lucide-react";
import { Fragment, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type GuestListCursor, type GuestListFilter, type ListedGuest } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { Block, PageHead } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { Keycap } from "../../components/Keycap";
import { TierBars } from "../../components/Marks";
import { Page } from "../../components/Page";
import { Segment } from "../../components/Segment";
import { Empty, Refusal, Waiting } from "../../components/States";
import { useMay } from "../../lib/desk";
import { toldOf } from "../../lib/faults";
import { money } from "../../lib/format";
import { word } from "../../lib/i18n";
import { type Cap, type KeyUse, useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { GuestPreview } from "./GuestPreview";
import { guestList } from "./queries";
import "./guest.css";

const all: GuestListFilter = { value: null, source: null, liking: null, feedback: null };

type Axis = keyof GuestListFilter;

const choices = {
  value: ["high", "middle", "low"],
  source: ["online", "phone", "walk_in"],
  liking: ["theme", "non_smoking", "family"],
  feedback: ["content", "mixed", "unhappy"],
} as const satisfies { [A in Axis]: readonly NonNullable<GuestListFilter[A]>[] };

const axes: readonly Axis[] = ["value", "source", "liking", "feedback"];
const axisCaps: readonly Cap[] = ["Alt 1", "Alt 2", "Alt 3", "Alt 4"];

/** The filter with the next choice of one axis: every one in turn, then all again. */
export function turned(filter: GuestListFilter, axis: Axis): GuestListFilter {
  const each: readonly (string | null)[] = [null, ...choices[axis]];
  const next = each[(each.indexOf(filter[axis]) + 1) % each.length] ?? null;
  return { ...filter, [axis]: next };
}

/** 客史名单: everybody the house knows, who left last first, by the four axes; a page at a time. */
export function GuestListPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const [filter, setFilter] = useState(all);
  const [behind, setBehind] = useState<readonly GuestListCursor[]>([]);
  const answer = useQuery(guestList(filter, behind.at(-1) ?? null));
  const next = answer.data?.next ?? null;
  const choose = (wanted: GuestListFilter) => {
    setFilter(wanted);
    setBehind([]);
  };
  const forward = () => next !== null && setBehind([...behind, next]);
  const back = () => setBehind(behind.slice(0, -1));
  const duplicates = () => void navigate({ to: "/suspects" });
  const twofold: KeyUse = { cap: "Alt D", label: t("suspects.title"), place: "verb", run: duplicates };
  useKeys([
    ...(may("read_duplicates") ? [twofold] : []),
    ...axes.map((axis, at): KeyUse => ({
      cap: axisCaps[at] ?? "Alt 1",
      run: () => choose(turned(filter, axis)),
      ...(at === 0 && { label: t("axis.title"), shown: ["Alt 1–4"], place: "move" as const }),
    })),
    { cap: "←", label: t("guestList.turn"), shown: ["←", "→"], place: "move", run: back },
    { cap: "→", run: forward },
    { cap: "Esc", label: t("key.today"), place: "move", run: () => void navigate({ to: "/" }) },
  ]);
  const head = (
    <>
      <PageHead title={t("guestList.title")} facts={t("guestList.page", { page: behind.length + 1 })}>
        {may("read_duplicates") && (
          <Action size="s" cap="Alt D" icon={UsersRound} onClick={duplicates}>
            {t("suspects.title")}
          </Action>
        )}
        {behind.length > 0 && (
          <Action size="s" cap="←" onClick={back}>
            {t("guestList.before")}
          </Action>
        )}
        {next !== null && (
          <Action size="s" cap="→" onClick={forward}>
            {t("guestList.next")}
          </Action>
        )}
      </PageHead>
      <Filters filter={filter} onFilter={choose} />
      <Export filter={filter} />
    </>
  );
  if (answer.data !== undefined) return <Listed guests={answer.data.guests} head={head} />;
  return (
    <Page>
      {head}
      {answer.isError ? <Refusal fault={faultOf(answer.error)} /> : <Waiting rows={12} />}
    </Page>
  );
}

function Listed({ guests, head }: { guests: readonly ListedGuest[]; head: ReactNode }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const columns = useColumns();
  const open = (one: ListedGuest) => void navigate({ to: "/guest/$id", params: { id: one.guest_id } });
  const { chosen, selected, select } = useRows({
    rows: guests,
    idOf: (one: ListedGuest) => one.guest_id,
    onOpen: open,
    opens: t("key.card"),
  });
  const side =
    chosen === undefined ? undefined : (
      <Block grow title={t("search.preview")}>
        <GuestPreview guest={chosen.guest_id} />
      </Block>
    );
  return (
    <Page side={side} sideLabel={t("search.preview")}>
      {head}
      {guests.length === 0 ? (
        <Empty title={t("guestList.none")}>{t("guestList.noneWhy")}</Empty>
      ) : (
        <DataTable
          label={t("guestList.title")}
          columns={columns}
          rows={guests}
          rowId={(one) => one.guest_id}
          selected={selected}
          onSelect={select}
          onOpen={open}
          fill
        />
      )}
    </Page>
  );
}

type FiltersProps = { filter: GuestListFilter; onFilter: (filter: GuestListFilter) => void };

/** One choice on each axis, or all. */
function Filters({ filter, onFilter }: FiltersProps) {
  const { t } = useTranslation();
  return (
    <div className="axes">
      {axes.map((axis, at) => (
        <Fragment key={axis}>
          <span className="sm m">{t(`axis.${axis}`)}</span>
          <Segment
            label={t(`axis.${axis}`)}
            size="s"
            value={filter[axis] ?? "all"}
            onChange={(value) => onFilter({ ...filter, [axis]: value === "all" ? null : value })}
            choices={[
              { value: "all", label: t("guestList.all") },
              ...choices[axis].map((value) => ({ value, label: word(`axis.${axis}`, value) })),
            ]}
          />
          <Keycap cap={axisCaps[at] ?? "Alt 1"} />
        </Fragment>
      ))}
    </div>
  );
}

/** The list as a file, for whoever may take guests out of the house. */
function Export({ filter }: { filter: GuestListFilter }) {
  const { t } = useTranslation();
  const may = useMay()("export_guest_list");
  const [said, setSaid] = useState("");
  const run = async () => {
    const answer = await commands.guestListExport(crypto.randomUUID(), { filter });
    if (answer.status === "error") return setSaid(toldOf(answer.error));
    const { path, exported } = answer.data;
    setSaid(t("guestList.exported", { count: exported.guests, path }));
  };
  useKeys(may ? [{ cap: "Alt E", label: t("guestList.export"), place: "verb", run: () => void run() }] : []);
  if (!may) return null;
  return (
    <div className="pad row sm i2">
      <Action size="s" cap="Alt E" onClick={() => void run()}>
        {t("guestList.export")}
      </Action>
      <span role="status" style={{ overflowWrap: "anywhere" }}>
        {said}
      </span>
    </div>
  );
}

/** Where somebody stands on an axis, in words; nothing where nothing tells. */
const axis = (name: Axis, value: string | null) => (value === null ? "" : word(`axis.${name}`, value));

function useColumns(): readonly Column<ListedGuest>[] {
  const { t } = useTranslation();
  return [
    {
      id: "name",
      title: t("col.guest"),
      width: 164,
      over: true,
      cell: (one) => <b>{one.name}</b>,
    },
    { id: "tier", title: t("col.tier"), width: 78, cell: (one) => <TierBars tier={one.tier} /> },
    { id: "phone", title: t("contact.phone"), width: 148, className: "tn i2", cell: (one) => one.phone },
    {
      id: "last",
      title: t("guestList.lastStay"),
      width: 112,
      className: "tn",
      cell: (one) => one.summary.last_departure ?? "",
    },
    { id: "stays", title: t("rate.stays"), width: 48, align: "right", cell: (one) => one.summary.stays },
    {
      id: "spend",
      title: t("col.spend"),
      width: 92,
      align: "right",
      className: "i2",
      cell: (one) => money(one.summary.spend_minor),
    },
    { id: "value", title: t("axis.value"), width: 72, cell: (one) => axis("value", one.axes.value) },
    { id: "source", title: t("axis.source"), width: 84, cell: (one) => axis("source", one.axes.source) },
    {
      id: "liking",
      title: t("axis.liking"),
      className: "i2",
      cell: (one) => one.axes.likings.map((liking) => axis("liking", liking)).join(t("list.comma")),
    },
    {
      id: "feedback",
      title: t("axis.feedback"),
      width: 72,
      cell: (one) => axis("feedback", one.axes.feedback),
    },
  ];
}
