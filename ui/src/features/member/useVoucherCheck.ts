import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Voucher } from "../../api/bindings";
import { useAsked } from "../../lib/asked";
import { useKeys } from "../../lib/keys";
import { useWrite } from "../../lib/write";

/** The voucher that was looked at, and the words by which it was found. */
type Found = { voucher: Voucher; code: string };

/** A code is looked at first and used by a second key; a number only says which voucher is meant. */
export function useVoucherCheck(asked: string) {
  const { t } = useTranslation();
  const [text, setText] = useState(asked);
  const [place, setPlace] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const { run, fault } = useAsked();
  // A scanner may press Enter twice before anything is painted, and a wrong code costs a try.
  const looking = useRef(false);
  const use = useWrite(commands.voucherUse, () =>
    t("voucher.usedNow", { number: found?.voucher.number ?? "" }),
  );
  const look = async (code: string) => {
    if (looking.current || code.trim() === "") return;
    looking.current = true;
    use.clear();
    const voucher = await run(commands.voucherCheck(code));
    setFound(voucher === null ? null : { voucher, code });
    looking.current = false;
  };
  const first = useRef(look);
  useEffect(() => {
    if (asked !== "") void first.current(asked);
  }, [asked]);
  const byNumber = found !== null && found.code.trim().toUpperCase() === found.voucher.number;
  const ready = found !== null && found.voucher.state === "open" && !byNumber && found.code === text;
  const take = async () => {
    if (!ready) return;
    const outcome = await use.write({ code: found.code, place: place.trim() });
    if (!outcome.saved) return;
    // The field is empty again for the next guest; what was taken stays in sight.
    setFound({ voucher: { ...found.voucher, state: "used", place: place.trim() }, code: "" });
    setText("");
    setPlace("");
  };
  useKeys([
    { cap: "Ctrl Enter", label: t("voucher.use"), place: "verb", run: () => (ready ? void take() : false) },
  ]);
  return {
    text,
    setText,
    place,
    setPlace,
    found: found?.voucher ?? null,
    fault: fault ?? use.fault,
    byNumber,
    ready,
    busy: use.state === "writing",
    look: () => void look(text),
    take: () => void take(),
  };
}
