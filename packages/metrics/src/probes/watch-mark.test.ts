import { type ModelEvent, ms, Simulation } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import { emit, setup } from "xstate";
import { watchMark } from "./watch-mark.ts";

const runner = setup({ types: { emitted: {} as ModelEvent } }).createMachine({
  initial: "warming",
  states: {
    warming: { after: { 2e6: { target: "lap", actions: emit({ type: "MARK", name: "start" }) } } },
    lap: { after: { 1e6: { target: "lap", reenter: true, actions: emit({ type: "MARK", name: "lap" }) } } },
  },
});

describe("watchMark", () => {
  it("tells when a point was first reached, and what was noted then of whose kernel", () => {
    const simulation = new Simulation({ seed: 1 });
    simulation.actor("a", runner);
    simulation.actor("b", runner);
    const lap = watchMark(simulation, "lap", (kernel) => `${kernel}, ${simulation.deliveries}`);
    const never = watchMark(simulation, "finish", () => 0);
    expect(lap.at()).toBeUndefined();
    simulation.run(ms(10));
    expect([lap.at(), lap.note()]).toEqual([ms(3), "a, 3"]);
    expect([never.at(), never.note()]).toEqual([undefined, undefined]);
  });
});
