import { expect, test } from "vitest";
import { card } from "../../api/sceneCard";
import { carried, differing, tidied } from "./guestFields";

test("what somebody else changed meanwhile is kept, and so is what was typed here", () => {
  const { guest: seen } = card();
  const wanted = { ...seen, company: "望江电子" };
  const fresh = { ...seen, note: "走东门", updated_at_ms: seen.updated_at_ms + 1 };
  expect(differing(seen, fresh)).toEqual(["note"]);
  expect(carried(seen, wanted, fresh)).toEqual({ ...fresh, company: "望江电子" });
});

test("an emptied birthday is none, and a document without its kind is none", () => {
  const { guest } = card();
  const told = tidied({ ...guest, birth_date: " ", document_kind: "", country: " cn" });
  expect([told.birth_date, told.document_last4, told.country]).toEqual([null, "", "CN"]);
});
