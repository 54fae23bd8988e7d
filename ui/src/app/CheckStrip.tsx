import { useNavigate } from "@tanstack/react-router";
import { ShieldAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Action } from "../components/Action";
import { Banner } from "../components/Banner";
import { useCheckState, useWrongWords, wrongOf } from "../lib/checks";
import { wordsOf } from "../lib/faults";
import { say } from "../lib/i18n";

/** Across every page, for everybody: the history is not what was written, with the first bad row; or the check could not be made. */
export function CheckStrip() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const state = useCheckState();
  const wordsOfWrong = useWrongWords();
  const [first] = wrongOf(state);
  const action = (
    <Action size="s" onClick={() => void navigate({ to: "/check" })}>
      {t("sound.what")}
    </Action>
  );
  if (first !== undefined)
    return (
      <Banner icon={ShieldAlert} tone="act" fact={wordsOfWrong(first)} action={action}>
        {t("sound.stop")}
      </Banner>
    );
  if (state.failed === null) return null;
  const words = wordsOf({ kind: "failed", code: state.failed, args: {} });
  return (
    <Banner icon={ShieldAlert} tone="act" fact={t("sound.failed")} action={action}>
      {say(words.what, {})}
    </Banner>
  );
}
