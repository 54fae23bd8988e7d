import { useTranslation } from "react-i18next";
import {
  commands,
  type ImportApplied,
  type ImportConflicts,
  type ImportFile,
  type ImportPreview,
} from "../../api/bindings";
import { count } from "../../lib/format";
import { useTaking } from "./useTaking";

const unread: ImportFile = {
  path: "",
  how: { mapping: null, source: null, only: null, conflicts: { all: "keep_ours", columns: [], each: [] } },
  chosen: { encoding: null, delimiter: null },
};

/** A file of stays on its way in, with what was decided about its conflicts. */
export function useImporting() {
  const { t } = useTranslation();
  const taking = useTaking<ImportFile, ImportPreview, ImportApplied>({
    unread,
    preview: commands.importPreview,
    take: commands.importApply,
    says: ({ counts }) => t("imports.applied", { new: count(counts.new), changed: count(counts.changed) }),
  });
  const { file } = taking;
  /** What was decided about conflicts belongs to the file that was shown: another file is asked anew. */
  const change = (next: ImportFile) =>
    taking.change({ ...next, how: { ...next.how, conflicts: unread.how.conflicts } });
  const settle = (conflicts: ImportConflicts) => taking.amend({ ...file, how: { ...file.how, conflicts } });
  /** Shows a file of the watched folder. */
  const open = (path: string) => void taking.look({ ...unread, path });
  return { ...taking, change, settle, open };
}
