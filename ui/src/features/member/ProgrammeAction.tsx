import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Action } from "../../components/Action";
import { useMay } from "../../lib/desk";
import { useKeys } from "../../lib/keys";

/** Alt G: the way to the programme's rules, for whoever may change them. */
export function ProgrammeAction({ label }: { label: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const edits = useMay()("edit_programme");
  const go = () => void navigate({ to: "/programme" });
  useKeys(edits ? [{ cap: "Alt G", label: t("programme.title"), place: "verb", run: go }] : []);
  if (!edits) return null;
  return (
    <Action size="s" cap="Alt G" onClick={go}>
      {label}
    </Action>
  );
}
