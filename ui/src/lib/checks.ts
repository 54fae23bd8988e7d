/** How the file stands by the checks that the house makes of it, told by the shell whenever that changes. */
import { useTranslation } from "react-i18next";
import { type CheckState, commands, type Wrong } from "../api/bindings";
import { onChecks } from "../api/call";
import { count } from "./format";
import { useTold } from "./told";

const telling = { hear: onChecks, ask: commands.checkState };
const quiet: CheckState = { running: null, standing: null, failed: null };

export function useCheckState(): CheckState {
  return useTold(telling, quiet);
}

export const wrongOf = ({ standing }: CheckState): readonly Wrong[] => standing?.wrong ?? [];

/** What is wrong in words; a row of the history by its number as prints write it. */
export function useWrongWords(): (wrong: Wrong) => string {
  const { t } = useTranslation();
  return ({ what, row }) => t(`sound.fault.${what}`, { row: /^\d+$/.test(row) ? count(Number(row)) : row });
}
