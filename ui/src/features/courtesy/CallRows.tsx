import { useTranslation } from "react-i18next";
import type { CourtesyCall } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { Tick } from "../../components/Field";
import { reasonWords } from "../../lib/courtesy";
import { useDesk, useLanguage } from "../../lib/desk";
import { clock, monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";

type Props = {
  rows: readonly CourtesyCall[];
  selected: string | null;
  onSelect: (line: CourtesyCall) => void;
  onMake: (line: CourtesyCall) => void;
  /** Whether this person may greet, on the day that is shown. */
  mayMake: boolean;
};

/** Whom to greet, one a line: where and who, why, until when they stay, what they answered. */
export function CallRows({ rows, selected, onSelect, onMake, mayMake }: Props) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t("call.title")}
      columns={useColumns(mayMake, onMake)}
      rows={rows}
      rowId={(line) => line.stay_id}
      selected={selected}
      onSelect={onSelect}
      onOpen={onMake}
      muted={(line) => line.made !== null}
      height={46}
      fill
    />
  );
}

function useColumns(mayMake: boolean, onMake: (line: CourtesyCall) => void): Column<CourtesyCall>[] {
  const { t } = useTranslation();
  const language = useLanguage();
  return [
    {
      id: "tick",
      title: t("print.taskDone"),
      width: 56,
      cell: (line) =>
        mayMake && line.made === null ? (
          <Tick
            label=""
            name={t("call.makeTitle", { name: line.name })}
            checked={false}
            onChange={() => onMake(line)}
          />
        ) : (
          line.made !== null && "✓"
        ),
    },
    { id: "room", title: t("col.room"), width: 64, className: "tn w6", cell: (line) => line.room_no },
    {
      id: "guest",
      title: t("col.guest"),
      width: 176,
      over: true,
      cell: ({ name, title, tier }) => (
        <>
          <b>{name}</b> {title !== "none" && t(`honorific.${title}`)}
          {tier !== "" && <div className="sm m">{word("tier", tier)}</div>}
        </>
      ),
    },
    { id: "why", title: t("call.why"), cell: (line) => <Why line={line} /> },
    {
      id: "stay",
      title: t("call.stay"),
      width: 128,
      className: "tn i2",
      cell: (line) => t("call.until", { day: monthDay(line.departure, language) }),
    },
    { id: "heard", title: t("call.heard"), width: 190, cell: (line) => <Heard line={line} /> },
  ];
}

function Why({ line }: { line: CourtesyCall }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const [first, ...others] = line.reasons.map((reason) => reasonWords(reason, t, desk.today, language));
  return (
    <>
      <div className="el">{first}</div>
      {others.length > 0 && <div className="sm i2 el">{others.join(" · ")}</div>}
    </>
  );
}

function Heard({ line: { made } }: { line: CourtesyCall }) {
  const { t } = useTranslation();
  const { time_zone: zone } = useDesk();
  if (made === null) return null;
  return (
    <>
      <div className="el">
        <b className={made.outcome === "unhappy" ? "am" : "w5"}>{t(`call.outcome.${made.outcome}`)}</b>{" "}
        {made.words}
      </div>
      <div className="sm m">
        {made.by_name} {clock(made.at_ms, zone)}
      </div>
    </>
  );
}
