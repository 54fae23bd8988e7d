import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ComplaintsBehind, FloorLine, HouseMap } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Heading } from "../../components/Blocks";
import { Refusal, Waiting } from "../../components/States";
import { useLanguage } from "../../lib/desk";
import { count } from "../../lib/format";
import { daysInWords, narrowed } from "./about";
import { mapOf } from "./queries";

type Props = { behind: ComplaintsBehind; onOpen: (behind: ComplaintsBehind) => void };

/** Where in the house: a row a floor, highest first, a cell a room; each with complaints opens them. */
export function MapPart({ behind, onOpen }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const answer = useQuery(mapOf(behind));
  return (
    <section>
      <Heading end={t("analysis.mapSays", { days: daysInWords(behind.days, language) })}>
        {t("analysis.map")}
      </Heading>
      {answer.isError && <Refusal fault={faultOf(answer.error)} />}
      {answer.isPending && <Waiting rows={5} />}
      {answer.data !== undefined && <Floors map={answer.data} onOpen={onOpen} />}
    </section>
  );
}

function Floors({ map, onOpen }: { map: HouseMap; onOpen: Props["onOpen"] }) {
  const { t } = useTranslation();
  if (map.floors.length === 0 && map.elsewhere === 0) return <div className="i2">{t("analysis.quiet")}</div>;
  return (
    <>
      <table className="floors">
        <caption className="vh">{t("analysis.map")}</caption>
        <tbody>
          {map.floors.map((floor) => (
            <Floor key={floor.floor} floor={floor} map={map} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
      {map.elsewhere > 0 && <div className="sm i2">{t("analysis.elsewhere", { count: map.elsewhere })}</div>}
    </>
  );
}

type FloorProps = { floor: FloorLine; map: HouseMap; onOpen: Props["onOpen"] };

function Floor({ floor, map, onOpen }: FloorProps) {
  const { t } = useTranslation();
  const opens = (room: string | null) =>
    onOpen(narrowed(map.behind, room === null ? { floor: floor.floor } : { room }));
  return (
    <tr>
      <th scope="row">
        {floor.count > 0 ? (
          <button type="button" className="link tn" onClick={() => opens(null)}>
            {t("analysis.floor", { floor: floor.floor })}
          </button>
        ) : (
          <span className="tn">{t("analysis.floor", { floor: floor.floor })}</span>
        )}
      </th>
      <td className="num">{floor.count > 0 ? count(floor.count) : ""}</td>
      <td className="rooms">
        {floor.rooms.map((room) =>
          room.count === 0 ? (
            <i key={room.room} className="room" title={room.room} aria-hidden />
          ) : (
            <button
              key={room.room}
              type="button"
              className={room.count > 1 ? "room many" : "room one"}
              onClick={() => opens(room.room)}
              aria-label={t("analysis.roomAria", { room: room.room, count: room.count })}
              title={room.room}
            >
              {room.count}
            </button>
          ),
        )}
      </td>
    </tr>
  );
}
