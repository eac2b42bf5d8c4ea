import type { Results } from "@crosstalk/experiment";
import { expect, it, vi } from "vitest";
import { reportFailures } from "./report-failures.ts";

it("tells of a failed run where it failed, without levels where there are no factors", () => {
  const said: unknown[] = [];
  const spy = vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(text) > 0);
  const failure = (levels: Record<string, string>) => ({
    index: 1,
    levels,
    replication: 1,
    seed: 4,
    failure: { message: "no", seed: 4 },
  });
  const results = { failures: [failure({}), failure({ hogs: "2" })], problems: [] } as unknown as Results;
  reportFailures(results, "mine.ts", { set: [], sweep: [] });
  spy.mockRestore();
  expect(said.filter((text) => String(text).includes("seed"))).toEqual([
    "run 1 failed, seed 4:\n",
    "run 1 failed, seed 4 (hogs = 2):\n",
  ]);
});
