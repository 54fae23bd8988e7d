import type { Fault } from "../../api/bindings";
import { Refusal } from "../../components/States";
import { outletWord } from "../../lib/basis";
import { isTextKey, word } from "../../lib/i18n";

/** A refusal of the rules: the field and what it is of stand there in the house's words. */
export function RuleRefusal({ fault }: { fault: Fault }) {
  if (fault.code !== "bad_programme") return <Refusal fault={fault} />;
  const of = fault.args["of"] ?? "";
  const named = isTextKey(`tier.${of}`) ? word("tier", of) : outletWord(of);
  const args = { ...fault.args, field: word("programmeField", fault.args["field"] ?? ""), of: named };
  return <Refusal fault={{ ...fault, args }} />;
}
