import { useTranslation } from "react-i18next";
import type { Syllable, Title } from "../api/bindings";

export type Named = { name: string; title: Title; pronunciation: readonly Syllable[]; latin_name: string };

/** How a name is said: pinyin for one in hanzi, else its Latin form where that is not the name itself. */
export function soundOf({ name, pronunciation, latin_name }: Named): string {
  if (pronunciation.length > 0) return pronunciation.map((syllable) => syllable.reading).join(" ");
  return latin_name === name ? "" : latin_name;
}

type Props = {
  person: Named;
  /** `whole` adds the reading of every syllable, `doubt` only of those one may misread. */
  reading?: "whole" | "doubt" | "none";
  strong?: boolean;
};

/** A guest's name with 先生 or 女士 after it, and how it is said. */
export function PersonName({ person, reading = "doubt", strong = true }: Props) {
  const { t } = useTranslation();
  const doubtful = person.pronunciation.filter((syllable) => syllable.doubtful);
  const sound =
    reading === "whole"
      ? soundOf(person)
      : reading === "doubt"
        ? doubtful.map((syllable) => syllable.reading).join(" ")
        : "";
  return (
    <>
      <b className={strong ? undefined : "w5"}>{person.name}</b>
      {person.title !== "none" && ` ${t(`honorific.${person.title}`)}`}
      {sound !== "" && <span className="m sm"> {sound}</span>}
    </>
  );
}
