import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { GuestId, Hit } from "../../api/bindings";
import { Choices } from "../../components/Choices";
import { word } from "../../lib/i18n";
import { whoIs } from "../../lib/who";

/** What a line of the log is about: a room, a guest, or a guest in a room. */
export type About = {
  typed: string;
  room: string;
  guest: GuestId | null;
  /** The guest's name, once one was picked. */
  name: string;
  /** One of the choices was taken: nothing more is offered. */
  settled: boolean;
};

export const nothing: About = { typed: "", room: "", guest: null, name: "", settled: false };

const isRoom = (typed: string) => /^[0-9A-Za-z-]{1,12}$/.test(typed.trim()) && /\d/.test(typed);

type Option = { id: string; room: string; hit: Hit | null };

type Props = { id: string; about: About; onChange: (about: About) => void };

/** Room, name or the end of a number. A room alone is offered first: most lines are about no guest. */
export function AboutInput({ id, about, onChange }: Props) {
  const { t } = useTranslation();
  const found = useQuery(whoIs(about.settled ? "" : about.typed)).data?.hits ?? [];
  const room = isRoom(about.typed) ? about.typed.trim() : "";
  const hits = about.typed.trim() === "" || about.settled ? [] : found;
  const options: Option[] = hits.map((hit) => ({ id: hit.guest_id, room: hit.room_no, hit }));
  // Where nobody could be meant besides, nothing is asked.
  if (room !== "" && options.length > 0) options.unshift({ id: "room", room, hit: null });
  const pick = ({ room: place, hit }: Option) =>
    onChange(
      hit === null
        ? { typed: place, room: place, guest: null, name: "", settled: true }
        : { typed: place || hit.name, room: place, guest: hit.guest_id, name: hit.name, settled: true },
    );
  return (
    <>
      <Choices
        id={id}
        value={about.typed}
        onType={(typed) => onChange({ ...nothing, typed, room: isRoom(typed) ? typed.trim() : "" })}
        hint={t("ticket.whoHint")}
        options={options}
        optionId={(one) => one.id}
        option={(one) =>
          one.hit === null ? (
            t("duty.roomOnly", { room: one.room })
          ) : (
            <>
              <b className="tn">{one.room}</b> {one.hit.name}{" "}
              {one.hit.title !== "none" && <span className="m">{word("honorific", one.hit.title)}</span>}
            </>
          )
        }
        onPick={pick}
      />
      {about.name !== "" && <div className="sub">{t("duty.aboutGuest", { name: about.name })}</div>}
    </>
  );
}
