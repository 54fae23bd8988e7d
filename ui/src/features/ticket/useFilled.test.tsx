import { render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Filled } from "./StepDialog";
import { useFilled } from "./useFilled";

const name = "IS_REACT_ACT_ENVIRONMENT";
const acts: unknown = Reflect.get(globalThis, name);
beforeEach(() => Reflect.set(globalThis, name, true));
afterEach(() => Reflect.set(globalThis, name, acts));

function Form({ onChange }: { onChange: (filled: Filled) => void }) {
  const [why, setWhy] = useState("床湿了一");
  useFilled({ body: { step: "judge", grounds: "yes", demand: "yes", why } }, onChange);
  return <button type="button" onClick={() => setWhy("床湿了一半")} aria-label="半" />;
}

function Sheet() {
  const [filled, setFilled] = useState<Filled>({ lacks: "" });
  return (
    <>
      <Form onChange={setFilled} />
      <output>{JSON.stringify(filled)}</output>
    </>
  );
}

test("the last letter is in the step before the next key can come", async () => {
  render(<Sheet />);
  // As in the window, where nobody waits for what React puts off.
  Reflect.set(globalThis, name, false);
  screen.getByRole("button").click();
  await Promise.resolve();
  expect(screen.getByRole("status").textContent).toContain("床湿了一半");
});
