/** Packages of the scene's hotel that lie in a folder, as its empty file would see them. */
import type { BringBackSeen, BroughtBack } from "./bindings";
import { done, type Handlers, refused } from "./fake";

const seen: BringBackSeen = {
  packages: [
    {
      folder: "H0217-2026-05-v1",
      period: "2026-05",
      version: 1,
      last: "2026-05-31",
      rows: 18_204,
      taken: false,
    },
    {
      folder: "H0217-2026-05-v2",
      period: "2026-05",
      version: 2,
      last: "2026-05-31",
      rows: 18_211,
      taken: true,
    },
    {
      folder: "H0217-2026-06-v1",
      period: "2026-06",
      version: 1,
      last: "2026-06-30",
      rows: 19_002,
      taken: true,
    },
  ],
  findings: [],
};

const altered: BringBackSeen = {
  packages: [],
  findings: [{ package: "H0217-2026-06-v1", table: "stays", line: 0, column: "stays.csv", code: "hash" }],
};

const brought: BroughtBack = {
  packages: 2,
  guests: 9_316,
  members: 3_208,
  stays: 12_402,
  complaints: 58,
  compensations: 31,
  postings: 18_204,
  points: 4_810_300,
  differences: [],
};

/** 从数据包带回: what a look at a folder says, and what came back of it. */
export function bringBackHandlers(): Handlers {
  return {
    bring_back_offered: () => true,
    bring_back_look: ({ chosen }) => {
      const path = JSON.stringify(chosen);
      if (path.includes("busy")) throw refused("hotel_not_empty", {});
      return path.includes("altered") ? altered : seen;
    },
    bring_back_take: () => done(brought, ["guest", "stay", "ticket", "member", "ledger", "export"]),
  };
}
