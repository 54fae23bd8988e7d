import { useQueryClient } from "@tanstack/react-query";
import { Outlet, useNavigate } from "@tanstack/react-router";
import { Check } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands } from "../api/commands";
import { KeyLine } from "../components/KeyLine";
import { Keycap } from "../components/Keycap";
import { useDesk } from "../lib/desk";
import { clock, clockSeconds } from "../lib/format";
import { type KeyUse, useKeyListener, useKeys } from "../lib/keys";
import { NoticesContext, refresh, type Saved } from "../lib/write";
import { KeySheet } from "./KeySheet";
import { places } from "./places";
import { Rail } from "./Rail";
import { TopBar } from "./TopBar";

const toastMs = 4000;

/** Everything around a page: the box, the places, the key line; and what every page's keys have in common. */
export function Frame() {
  const { t } = useTranslation();
  const desk = useDesk();
  const navigate = useNavigate();
  const [box, setBox] = useState<HTMLInputElement | null>(null);
  const [all, setAll] = useState(false);
  const [sheet, setSheet] = useState(false);
  const { notices, last, shown, undo } = useNotices();
  useKeyListener(box);
  useEffect(() => box?.focus(), [box]);

  const keys: KeyUse[] = [
    ...places.map((place): KeyUse => ({
      cap: place.cap,
      label: t(`place.${place.id}`),
      place: "sheet",
      run: () => void navigate({ to: place.to }),
    })),
    { cap: "F4", label: t("key.arrivals"), place: "sheet", run: () => void navigate({ to: "/" }) },
    {
      cap: "Ctrl K",
      label: t("key.commands"),
      place: "sheet",
      run: () => {
        box?.focus();
        box?.select();
        setAll(true);
      },
    },
    {
      cap: "Ctrl Z",
      label: t("undo"),
      place: "sheet",
      run: () => (last?.undo ?? desk.undo) !== null && undo(),
    },
    { cap: "?", label: t("key.sheet"), place: "sheet", run: () => setSheet(true) },
  ];
  useKeys(keys);
  const undoable = last?.undo ?? desk.undo;
  return (
    <NoticesContext value={notices}>
      <div className={desk.practice ? "app bar" : "app"}>
        {desk.practice && (
          <div className="practice" role="status">
            <span className="hatch" />
            {t("practice.bar")}
            <span className="w4">{t("practice.what")}</span>
            <span className="hatch e" />
          </div>
        )}
        <TopBar box={box} onBox={setBox} all={all} onAll={setAll} />
        <Rail />
        <Outlet />
        <KeyLine
          end={
            <>
              <span>
                <Keycap cap="Ctrl Z" /> {undoable === null ? t("undo") : t("undo.what", { what: undoable })}
              </span>
              <span>
                <Keycap cap="?" /> {t("key.caps")}
              </span>
              <span className="num hide-s">
                {desk.practice ? (
                  t("keyline.practice")
                ) : (
                  <SavedAt saved={desk.savedMs} backup={desk.backupMs} zone={desk.zone} />
                )}
              </span>
            </>
          }
        />
      </div>
      <div className="toasts" role="status" aria-live="polite">
        {shown !== null && (
          <div className="toast">
            <Check size={16} aria-hidden />
            <span>{shown.text}</span>
            {shown.undo !== null && (
              <button type="button" className="row g1" onClick={undo}>
                {t("undo")} <Keycap cap="Ctrl Z" />
              </button>
            )}
          </div>
        )}
      </div>
      {sheet && <KeySheet onClose={() => setSheet(false)} />}
    </NoticesContext>
  );
}

function SavedAt({ saved, backup, zone }: { saved: number | null; backup: number | null; zone: string }) {
  const { t } = useTranslation();
  const parts = [
    saved !== null && t("keyline.saved", { time: clockSeconds(saved, zone) }),
    backup !== null && t("keyline.backup", { time: clock(backup, zone) }),
  ];
  return <>{parts.filter((part) => part !== false).join(" · ")}</>;
}

/** What was last saved, shown for four seconds and kept for undo until the next write. */
function useNotices() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [last, setLast] = useState<Saved | null>(null);
  const [shown, setShown] = useState<Saved | null>(null);
  const notices = useMemo(
    () => ({
      saved: (saved: Saved) => {
        setLast(saved);
        setShown(saved);
      },
    }),
    [],
  );
  useEffect(() => {
    if (shown === null) return;
    const timer = setTimeout(() => setShown(null), toastMs);
    return () => clearTimeout(timer);
  }, [shown]);
  const undo = async () => {
    const answer = await commands.undo(crypto.randomUUID());
    if (answer.status === "ok") {
      await refresh(client, answer.data.changed);
      setLast({ text: t("undone"), undo: answer.data.undo });
      setShown({ text: t("undone"), undo: null });
    } else {
      setShown({ text: t("undo.refused"), undo: null });
    }
  };
  return { notices, last, shown, undo: () => void undo() };
}
