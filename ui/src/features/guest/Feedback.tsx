import { useTranslation } from "react-i18next";
import type { Card } from "../../api/bindings";
import { Heading } from "../../components/Blocks";
import { Tag } from "../../components/Tag";
import { count } from "../../lib/format";
import { Dealings } from "./Dealings";
import { TicketsList } from "./TicketsList";

/** 投诉与反馈: complaints, what was promised and whether it was kept, and everything else the guest said. */
export function Feedback({ card }: { card: Card }) {
  const { t } = useTranslation();
  return (
    <div className="feedback">
      <div className="complaints">
        <TicketsList tickets={card.tickets} />
      </div>
      <div className="cols">
        <section>
          <Heading end={count(card.promises.length)}>{t("promise.all")}</Heading>
          {card.promises.length === 0 && <div className="m">{t("promise.none")}</div>}
          {card.promises.map(({ promise, author }) => (
            <div key={promise.id} className="pref">
              <span>
                <Tag tone={promise.state === "open" ? "look" : "plain"}>
                  {t(`promise.state.${promise.state}`)}
                </Tag>
              </span>
              <span className="el">
                {promise.words} {promise.reason !== "" && <span className="sm m">{promise.reason}</span>}
              </span>
              <span className="sm m nw">
                {author} {promise.business_date}
              </span>
            </div>
          ))}
        </section>
        <Dealings guest={card.guest.id} lines={card.dealings} />
      </div>
    </div>
  );
}
