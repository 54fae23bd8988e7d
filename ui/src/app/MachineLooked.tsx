import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { commands, type MachineLook } from "../api/bindings";
import { call } from "../api/call";
import { type Verdict, VerdictMark } from "../components/Marks";
import { wordsOf } from "../lib/faults";
import { size } from "../lib/format";
import { say } from "../lib/i18n";
import { machineZone } from "./BackupForm";

const tones = { pass: "m", look: "am w6", block: "rd w6" } satisfies Record<Verdict, string>;

type Row = { what: string; verdict: Verdict; said: string };

/** What of this machine would be refused or missed later: its disk, the folder, a second place for copies, its clock. */
export function MachineLooked() {
  const { t } = useTranslation();
  const look = useQuery({
    queryKey: ["machine-look"],
    queryFn: () => call(commands.machineLook()),
    meta: { reads: [] },
  });
  const rows = useRows(look.data);
  if (rows === null) return null;
  return (
    <section aria-label={t("machine.title")} style={{ marginTop: 28 }}>
      <b>{t("machine.title")}</b>
      <div className="twofold looked">
        {rows.map(({ what, verdict, said }) => (
          <div key={what} className="row">
            <VerdictMark verdict={verdict} bare /> <span>{what}</span>
            <span className={`sp sm ${tones[verdict]}`}>{said}</span>
          </div>
        ))}
      </div>
    </section>
  );
}

function useRows(look: MachineLook | undefined): readonly Row[] | null {
  const { t } = useTranslation();
  if (look === undefined) return null;
  const { left_bytes: left, place } = look;
  const refused = place === null ? "" : say(wordsOf(place).what, place.args);
  return [
    {
      what: t("machine.disk"),
      verdict: look.little ? "look" : "pass",
      said: left === null ? t("machine.untold") : t("machine.left", { size: size(left) }),
    },
    {
      what: t("machine.place"),
      verdict: place === null ? "pass" : "block",
      said: place === null ? t("machine.placeFine") : refused,
    },
    { what: t("machine.second"), verdict: "look", said: t("machine.secondLater") },
    { what: t("machine.clock"), verdict: "pass", said: machineZone },
  ];
}
