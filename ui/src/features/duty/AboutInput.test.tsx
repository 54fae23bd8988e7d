/** What a line of the log is about: a room alone is offered first, a guest is one arrow away. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test } from "vitest";
import { answerWith } from "../../api/fake";
import { found, people } from "../../api/sceneData";
import { broken } from "../../lib/testing";
import { type About, AboutInput, nothing } from "./AboutInput";

let last: About = nothing;

function Field() {
  const [about, setAbout] = useState(nothing);
  return (
    <>
      <label htmlFor="about">房号或客人</label>
      <AboutInput
        id="about"
        about={about}
        onChange={(next) => {
          last = next;
          setAbout(next);
        }}
      />
    </>
  );
}

async function typed(words: string): Promise<void> {
  last = nothing;
  answerWith({ find: ({ words: asked }) => ({ hits: asked === words ? found : [], near: [], took_ms: 1 }) });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Field />
    </QueryClientProvider>,
  );
  await userEvent.type(screen.getByRole("combobox"), words);
  await screen.findAllByRole("option");
}

test("a room is a room until somebody in it is picked", async () => {
  await typed("1206");
  expect(screen.getAllByRole("option")[0]?.textContent).toContain("只记房号 1206");
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("{Enter}");
  expect(last).toMatchObject({ room: "1206", guest: null });
  expect(screen.queryByRole("option"), "and nothing more is asked").toBeNull();
});

test("a guest is named by an arrow and Enter, or by the name", async () => {
  await typed("1206");
  await userEvent.keyboard("{ArrowDown}{Enter}");
  expect(last.guest).toBe(found[0]?.guest_id);
  expect(screen.getByText(/从日志可打开客史卡/)).toBeTruthy();
});

test("a name that is typed and not picked is nobody", async () => {
  await typed("王");
  expect(last).toMatchObject({ room: "", guest: null });
  await userEvent.keyboard("{Enter}");
  expect(last.guest).toBe(people.wang.guest_id);
});
