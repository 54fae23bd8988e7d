import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type KeyUse, shownOnce, useKeysInForce } from "../lib/keys";
import { Keycap } from "./Keycap";

function Use({ use }: { use: KeyUse }) {
  return (
    <span>
      {(use.shown ?? [use.cap]).map((cap) => (
        <Keycap key={cap} cap={cap} />
      ))}{" "}
      {use.label}
    </span>
  );
}

/** F-keys by their number, the page's other verbs after them as they were declared. */
const rank = (key: KeyUse) => (/^F\d$/.test(key.cap) ? Number(key.cap.slice(1)) : 10);
const byFunctionKey = (one: KeyUse, other: KeyUse) => rank(one) - rank(other);

/** The foot of every page: its verbs, how to move, what can be undone, when it was saved. */
export function KeyLine({ end }: { end: ReactNode }) {
  const { t } = useTranslation();
  const keys = shownOnce(useKeysInForce()).filter((key) => key.place !== "sheet");
  const verbs = keys.filter((key) => key.place === "verb").toSorted(byFunctionKey);
  const moves = keys.filter((key) => key.place !== "verb");
  return (
    <footer className="keys" aria-label={t("keyline.label")}>
      <div className="uses">
        {verbs.map((key) => (
          <Use key={key.cap} use={key} />
        ))}
        {verbs.length > 0 && moves.length > 0 && <i className="sep" />}
        {moves.map((key) => (
          <Use key={key.cap} use={key} />
        ))}
      </div>
      <span className="sp">{end}</span>
    </footer>
  );
}
