import { useTranslation } from "react-i18next";
import type { Field, Hit as Found, Why } from "../../api/bindings";
import { Hit } from "../../components/Hit";
import { Keycap } from "../../components/Keycap";
import { TierBars } from "../../components/Marks";
import { Tag } from "../../components/Tag";
import { useDesk } from "../../lib/desk";

/** Fields of the name itself: the first column shows them, so the third need not. */
const ofName: ReadonlySet<Field> = new Set(["name", "pinyin", "initials"]);

/** Where a guest is now, or when they last were. */
function WhereNow({ hit }: { hit: Found }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const room = hit.room_no === "" ? t("room.none") : hit.room_no;
  if (hit.arriving) return <span className="pn w6 num">{t("where.arriving", { room })}</span>;
  if (hit.in_house) return <span className="w6 num">{t("where.inHouse", { room })}</span>;
  if (hit.arrival > desk.today) {
    return <span className="i2 num">{t("where.coming", { date: hit.arrival })}</span>;
  }
  if (hit.last_departure === null) return <span className="m">{t("where.never")}</span>;
  return <span className="i2 num">{t("where.last", { date: hit.last_departure })}</span>;
}

/** How the name is said, marked where that is what was typed. */
function Sound({ hit }: { hit: Found }) {
  const spoken = hit.why.find((why) => why.field === "pinyin" || why.field === "initials");
  if (spoken !== undefined) return <Hit text={spoken.shown} marks={spoken.marks} />;
  if (hit.pronunciation.length > 0) return <>{hit.pronunciation.map((one) => one.reading).join(" ")}</>;
  return <>{hit.latin_name}</>;
}

/** Which part of the name was meant, where that can be told: 王 of wáng jiàn guó, White of James White. */
export function partOfName(why: Why, name: string): string | null {
  if (!ofName.has(why.field) || why.marks.length === 0) return null;
  const signs = Array.from(why.shown);
  const wordsOf = (marks: Why["marks"]) =>
    new Set(marks.map((mark) => signs.slice(0, mark.start).filter((sign) => sign === " ").length));
  const hit = wordsOf(why.marks);
  const words = why.shown.split(" ");
  if (why.field === "name") return words.length < 2 ? null : words.filter((_, at) => hit.has(at)).join(" ");
  const hanzi = Array.from(name);
  if (hanzi.length !== words.length) return null;
  return hanzi.filter((_, at) => hit.has(at)).join("");
}

/** One person found: who, where now, and why they were found. */
export function GuestRow({ hit, first }: { hit: Found; first: boolean }) {
  const { t } = useTranslation();
  const written = hit.why.find((why) => why.field === "name");
  const other = hit.why.find((why) => !ofName.has(why.field));
  return (
    <>
      <div>
        <div className="nm">
          {written === undefined ? hit.name : <Hit text={written.shown} marks={written.marks} />}{" "}
          {(hit.title === "mr" || hit.title === "ms") && <span>{t(`honorific.${hit.title}`)}</span>}{" "}
          {(hit.profile === "staff" || hit.profile === "partner") && (
            <Tag>{t(`guest.profile.${hit.profile}`)}</Tag>
          )}
        </div>
        <div className="sm m el">
          <Sound hit={hit} />
        </div>
      </div>
      <div>
        <div>
          <WhereNow hit={hit} />
        </div>
        <div>
          <TierBars tier={hit.tier} />
        </div>
      </div>
      <div className="why">
        <span className="num">
          {other === undefined ? hit.phone : <Hit text={other.shown} marks={other.marks} />}
        </span>
        <span>
          {hit.why.map((why, at) => (
            <span key={why.field}>
              {at > 0 && t("list.comma")}
              {partOfName(why, hit.name) ?? t(`why.${why.field}`)}
              {partOfName(why, hit.name) === null ? " " : " = "}
              <b className="num">{why.typed}</b>
            </span>
          ))}
        </span>
      </div>
      <div className="r">{first && <Keycap cap="Enter" />}</div>
    </>
  );
}
