import { useTranslation } from "react-i18next";
import type { Card } from "../../api/bindings";
import { Heading } from "../../components/Blocks";
import { Meter } from "../../components/Meter";
import { useDesk, useLanguage } from "../../lib/desk";
import { count, dayOfYear, money } from "../../lib/format";
import { Plan } from "./Plan";
import { nightOnAverage } from "./rates";
import { StaysTable } from "./StaysTable";
import { TicketsList } from "./TicketsList";
import { WishesList } from "./WishesList";

const latestStays = 6;
const latestWishes = 8;

/** The card's first page: stays and spending at the left, likes and complaints at the right. */
export function GuestOverview({ card }: { card: Card }) {
  const { t } = useTranslation();
  const { summary } = card;
  const average = nightOnAverage(card.stays);
  return (
    <div className="cols">
      <div>
        <section>
          <Heading
            end={
              average === null
                ? undefined
                : t("guest.staysSum", {
                    count: count(summary.stays),
                    sum: money(summary.spend_minor),
                    average: money(average),
                  })
            }
          >
            {t("guest.latestStays")}
          </Heading>
          <div className="bleed">
            <StaysTable stays={card.stays.slice(0, latestStays)} />
          </div>
        </section>
        <Spend card={card} />
      </div>
      <div>
        <section>
          <Heading
            end={
              card.preferences.length > latestWishes
                ? t("guest.wishCount", { count: card.preferences.length, latest: latestWishes })
                : card.preferences.length > 0 && t("guest.wishAll", { count: card.preferences.length })
            }
          >
            {t("guest.wishes")}
          </Heading>
          <WishesList lines={card.preferences.slice(0, latestWishes)} />
        </section>
        <Plan card={card} />
        <LatestOpinion card={card} />
        {card.tickets.length > 0 && (
          <section>
            <Heading end={count(card.tickets.length)}>{t("guest.tickets")}</Heading>
            <TicketsGlance card={card} />
          </section>
        )}
      </div>
    </div>
  );
}

/** 最近一次评价: what the guest last said of the house, by which way, and who wrote it down. */
function LatestOpinion({ card }: { card: Card }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const latest = card.dealings.find(({ dealing }) => dealing.kind === "opinion");
  if (latest === undefined) return null;
  const { dealing, author } = latest;
  return (
    <section>
      <Heading>{t("guest.latestOpinion")}</Heading>
      <div>{t("guest.quoted", { words: dealing.words })}</div>
      <div className="sm m num">
        {dayOfYear(dealing.happened_on, desk.today, language)} {t(`dealing.channel.${dealing.channel}`)} ·{" "}
        {author}
      </div>
    </section>
  );
}

function TicketsGlance({ card }: { card: Card }) {
  return (
    <div className="bleed">
      <TicketsList tickets={card.tickets.slice(0, 3)} brief />
    </div>
  );
}

function Spend({ card: { spend_year: year } }: { card: Card }) {
  const { t } = useTranslation();
  const sum = year.room_minor + year.food_minor + year.other_minor;
  if (sum <= 0) return null;
  const parts = [
    { what: t("spend.room"), minor: year.room_minor, depth: "deep" as const },
    { what: t("spend.dining"), minor: year.food_minor, depth: "mid" as const },
    { what: t("spend.other"), minor: year.other_minor, depth: "light" as const },
  ];
  const said = parts.map((part) => `${part.what} ${money(part.minor)}`);
  return (
    <section>
      <Heading end={t("guest.spendYear", { sum: money(sum) })}>{t("guest.spend")}</Heading>
      <Meter
        apart
        label={said.join(" ")}
        parts={parts.map((part) => ({ share: part.minor / sum, depth: part.depth }))}
      />
      <div className="row sm i2 num" style={{ justifyContent: "space-between", marginTop: 6 }}>
        {said.map((text) => (
          <span key={text}>{text}</span>
        ))}
      </div>
    </section>
  );
}
