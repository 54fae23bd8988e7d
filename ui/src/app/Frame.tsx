import { Outlet, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { KeyLine } from "../components/KeyLine";
import { Keycap } from "../components/Keycap";
import { NewGuestDialog } from "../features/guest/NewGuestDialog";
import { useDesk, useMay } from "../lib/desk";
import { clockSeconds } from "../lib/format";
import { useKeyListener } from "../lib/keys";
import { NoticesContext, type Saved } from "../lib/write";
import { WrongPickContext } from "../lib/wrongPick";
import { BackupStrip } from "./BackupStrip";
import { CheckStrip } from "./CheckStrip";
import { KeySheet } from "./KeySheet";
import { Nightly } from "./Nightly";
import { Routine } from "./Routine";
import { PracticeBar } from "./PracticeBar";
import { Rail } from "./Rail";
import { Toast } from "./Toast";
import { TopBar } from "./TopBar";
import { useFrameKeys } from "./useFrameKeys";
import { useNotices } from "./useNotices";
import { usePicked } from "./usePicked";

/** Everything around a page: the box, the places, the key line; and what every page's keys have in common. */
export function Frame() {
  const desk = useDesk();
  const may = useMay();
  const navigate = useNavigate();
  const [box, setBox] = useState<HTMLInputElement | null>(null);
  const [all, setAll] = useState(false);
  const [sheet, setSheet] = useState(false);
  const [newGuest, setNewGuest] = useState<string | null>(null);
  const [text, setText] = useState("");
  const { notices, undoable, shown, undo } = useNotices();
  const picked = usePicked(undoable, (words) => {
    setText(words);
    box?.focus();
  });
  useKeyListener(box);
  useEffect(() => box?.focus(), [box]);

  const commands = () => {
    box?.focus();
    box?.select();
    setAll(true);
  };
  useFrameKeys({
    commands,
    undo: () => (picked.words !== null ? picked.back() : undoable === null ? false : undo()),
    sheet: () => setSheet(true),
    onGo: () => {
      setAll(false);
      setText("");
    },
  });
  return (
    <NoticesContext value={notices}>
      <div className={desk.practice ? "app bar" : "app"}>
        {desk.practice && <PracticeBar />}
        <TopBar
          box={box}
          onBox={setBox}
          text={text}
          onText={setText}
          onPicked={picked.onPicked}
          all={all}
          onAll={setAll}
          onNew={may("add_guest") ? setNewGuest : undefined}
        />
        <Rail />
        <WrongPickContext value={picked.words !== null}>
          <div className="under">
            <CheckStrip />
            <BackupStrip />
            <Outlet />
          </div>
        </WrongPickContext>
        <KeyLine end={<LineEnd wrong={picked.words} undoable={undoable} />} />
      </div>
      <Toast shown={shown} onUndo={undo} />
      {sheet && <KeySheet onClose={() => setSheet(false)} />}
      {newGuest !== null && (
        <NewGuestDialog
          typed={newGuest}
          onClose={() => setNewGuest(null)}
          onDone={(guest) => {
            setNewGuest(null);
            void navigate({ to: "/guest/$id", params: { id: guest } });
          }}
        />
      )}
    </NoticesContext>
  );
}

/** What Ctrl Z takes back: the pick of a wrong guest, with its words, before the last write. */
function LineEnd({ wrong, undoable }: { wrong: string | null; undoable: Saved | null }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const write = undoable === null ? t("undo") : t("undo.what", { what: undoable.text });
  return (
    <>
      <span>
        <Keycap cap="Ctrl Z" /> {wrong === null ? write : t("search.backTo", { words: wrong })}
      </span>
      <span>
        <Keycap cap="?" /> {t("key.caps")}
      </span>
      <Nightly />
      <Routine />
      <span className="num hide-s">{desk.practice ? t("keyline.practice") : <SavedAt />}</span>
    </>
  );
}

function SavedAt() {
  const { t } = useTranslation();
  const { saved_at_ms: saved, time_zone: zone } = useDesk();
  return saved === null ? null : <>{t("keyline.saved", { time: clockSeconds(saved, zone) })}</>;
}
