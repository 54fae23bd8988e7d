/** An opened card is counted; where that cannot be written the desk hears of it. */
import { render, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { answerWith, refused } from "../api/fake";
import { useCardOpened } from "./useCardOpened";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { GuestId } from "../api/bindings";
import { isId } from "../api/call";
import { NoticesContext } from "../lib/write";
import { useState } from "react";

const id = "019bd0c0-0000-7000-8000-000000000001";

function Desk({ guest }: { guest: GuestId }) {
  const [notices] = useState(() => ({
    saved: () => {},
    refused: (fault: { code: string }) => document.body.append(`not counted: ${fault.code}`),
  }));
  return (
    <NoticesContext value={notices}>
      <Card guest={guest} />
    </NoticesContext>
  );
}

function Card({ guest }: { guest: GuestId }) {
  useCardOpened(guest);
  return <p>the card</p>;
}

test("an opening that cannot be written is said, and the card stays", async () => {
  const asked: unknown[] = [];
  answerWith({
    guest_card_opened: ({ guest }) => {
      asked.push(guest);
      throw refused("disk_full");
    },
  });
  if (!isId<GuestId>(id)) throw new Error("an id");
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Desk guest={id} />
    </QueryClientProvider>,
  );
  await waitFor(() => expect(document.body.textContent).toContain("not counted: disk_full"));
  expect(screen.getByText("the card")).toBeTruthy();
  expect(asked).toEqual([id]);
});
