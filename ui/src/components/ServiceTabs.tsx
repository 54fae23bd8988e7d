import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "../lib/desk";
import { type Cap, type KeyUse, useKeys } from "../lib/keys";
import { type Tab, Tabs } from "./Tabs";

type Part = "tasks" | "calls" | "duty" | "morning";

const ways = {
  tasks: { to: "/tasks", needs: "read_plan", cap: "Alt R" },
  calls: { to: "/calls", needs: "read_calls", cap: "Alt X" },
  duty: { to: "/duty", needs: "read_duty", cap: "Alt J" },
  morning: { to: "/morning", needs: "read_morning", cap: "Alt C" },
} as const satisfies Record<Part, { to: string; needs: string; cap: Cap }>;
const parts: readonly Part[] = ["tasks", "calls", "duty", "morning"];

/** What 服务 holds: the tasks of the day, whom to greet, the handover, the morning report. */
export function ServiceTabs({ at }: { at: Part }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const there = parts.filter((part) => may(ways[part].needs));
  const go = (part: Part) => void navigate({ to: ways[part].to });
  useKeys(
    there
      .filter((part) => part !== at)
      .map((part): KeyUse => ({
        cap: ways[part].cap,
        label: t(`service.${part}`),
        place: "move",
        run: () => go(part),
      })),
  );
  const tabs = there.map((part): Tab<Part> => ({ id: part, label: t(`service.${part}`) }));
  return tabs.length < 2 ? null : <Tabs label={t("place.service")} tabs={tabs} value={at} onChange={go} />;
}
