import { useTranslation } from "react-i18next";
import type { Person } from "../api/draft";

/** A guest's name with 先生/女士 after it; `pinyin` adds the whole reading, `doubt` only the syllable one may misread. */
export function PersonName({
  person,
  reading = "doubt",
  strong = true,
}: {
  person: Person;
  reading?: "whole" | "doubt" | "none";
  strong?: boolean;
}) {
  const { t } = useTranslation();
  const sound = reading === "whole" ? person.pinyin : reading === "doubt" ? person.doubtful : null;
  return (
    <>
      <b className={strong ? undefined : "w5"}>{person.name}</b>
      {person.honorific !== "none" && ` ${t(`honorific.${person.honorific}`)}`}
      {sound !== null && sound !== "" && <span className="m sm"> {sound}</span>}
    </>
  );
}
