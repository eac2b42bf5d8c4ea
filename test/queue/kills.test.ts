import { expect, it } from "vitest";
import { killedCampaign } from "./kills.ts";

it.each(["worker", "redis"] as const)(
  "a campaign ends as an undisturbed one does, a %s killed at random moments",
  async (what) => {
    const { tables, kept, again, codes } = await killedCampaign(what, 2, 1);
    expect(codes).toEqual([0, 0, 0]);
    expect(tables[1]).toBe(tables[0]);
    expect(kept[1]).toEqual(kept[0]);
    expect(again).toContain("60 of 60 runs, 60 of them made before");
  },
);
