import { expect, it } from "vitest";
import { killedCampaign } from "./kills.ts";

it("a campaign ends as an undisturbed one does, byte for byte, though a worker, Redis and its own process are killed", async () => {
  const { tables, kept, again, codes } = await killedCampaign(["redis", "worker", "campaign"], 1);
  expect(codes).toEqual([0, 0, 0]);
  expect(tables[1]).toBe(tables[0]);
  expect(kept[1]).toEqual(kept[0]);
  expect(again).toContain("80 of 80 runs, 80 of them made before");
}, 300_000);
