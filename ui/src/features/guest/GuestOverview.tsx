import { useTranslation } from "react-i18next";
import { commands } from "../../api/commands";
import type { GuestPage } from "../../api/draft";
import { Heading } from "../../components/Blocks";
import { Meter } from "../../components/Meter";
import { useDesk } from "../../lib/desk";
import { clock, money } from "../../lib/format";
import { useWrite } from "../../lib/write";
import { StaysTable } from "./StaysTable";
import { WishesList } from "./WishesList";

const latest = 5;
const depths = { room: "deep", dining: "mid", laundry: "light", other: "pale" } as const;

/** The card's first page: stays and spending at the left, likes and preparations at the right. */
export function GuestOverview({ card }: { card: GuestPage }) {
  const { t } = useTranslation();
  const year = card.spendYear.reduce((sum, part) => sum + part.minor, 0);
  return (
    <div className="cols">
      <div>
        <section>
          <Heading
            end={t("guest.staysSum", {
              count: card.stays.length,
              sum: money(card.spentMinor),
              average: money(card.averageMinor),
            })}
          >
            {t("guest.latestStays")}
          </Heading>
          <div className="bleed">
            <StaysTable stays={card.stays.slice(0, latest)} />
          </div>
        </section>
        {year > 0 && (
          <section>
            <Heading end={t("guest.spendYear", { sum: money(year) })}>{t("guest.spend")}</Heading>
            <Meter
              apart
              label={card.spendYear
                .map((part) => `${t(`spend.${part.what}`)} ${money(part.minor)}`)
                .join(" ")}
              parts={card.spendYear.map((part) => ({ share: part.minor / year, depth: depths[part.what] }))}
            />
            <div className="row sm i2 num" style={{ justifyContent: "space-between", marginTop: 6 }}>
              {card.spendYear.map((part) => (
                <span key={part.what}>
                  {t(`spend.${part.what}`)} {money(part.minor)}
                </span>
              ))}
            </div>
          </section>
        )}
      </div>
      <div>
        <section>
          <Heading
            end={t("guest.wishCount", {
              count: card.wishes.length,
              latest: Math.min(latest, card.wishes.length),
            })}
          >
            {t("guest.wishes")}
          </Heading>
          <WishesList wishes={card.wishes.slice(0, latest)} />
        </section>
        <Preparations card={card} />
      </div>
    </div>
  );
}

function Preparations({ card }: { card: GuestPage }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const tick = useWrite(commands.tickTask, () => t("task.ticked"));
  if (card.prepare.length === 0) return null;
  return (
    <section>
      <Heading
        end={t("guest.prepared", {
          done: card.prepare.filter((task) => task.done).length,
          all: card.prepare.length,
        })}
      >
        {t("guest.prepare")}
      </Heading>
      {card.prepare.map((task) => (
        <label key={task.id} className="li" style={{ borderBottom: "1px solid var(--line)" }}>
          <input
            type="checkbox"
            className="chk"
            checked={task.done}
            onChange={(event) => void tick.write({ taskId: task.id, done: event.target.checked })}
          />
          <span className="el" style={{ flex: 1 }}>
            {task.text}
          </span>
          <span className="sm m nw">
            {task.department}{" "}
            {task.dueMs === null
              ? task.due
              : task.done
                ? clock(task.dueMs, desk.zone)
                : t("task.before", { time: clock(task.dueMs, desk.zone) })}
          </span>
        </label>
      ))}
    </section>
  );
}
