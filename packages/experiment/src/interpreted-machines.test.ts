import { expect, it } from "vitest";
import { interpretationNotes } from "./interpreted-machines.ts";

it("what machines of very many runs lack is told once", () => {
  const features = [{ state: "one", feature: "invoke" }];
  const runs = Array.from({ length: 200_000 }, (_, run) => (run % 2 === 0 ? {} : { interpreted: { [`m${run % 3}`]: features } }));
  expect(interpretationNotes(runs)).toHaveLength(3);
  expect(interpretationNotes(runs)[0]).toContain("invoke in state one");
});
