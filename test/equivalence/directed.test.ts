import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { errors } from "./directed/errors.ts";
import { failingMachines } from "./directed/failing-machines.ts";
import { features } from "./directed/features.ts";
import { lifecycle } from "./directed/lifecycle.ts";
import { reentrancy } from "./directed/reentrancy.ts";
import { restoring } from "./directed/restoring.ts";
import { snapshots } from "./directed/snapshots.ts";
import { type Scenario, Stage } from "./directed/stage.ts";
import { type CreateActor, reference, tested } from "./runtime.ts";
import { wrongRuntimes } from "./wrong-runtimes.ts";

/** What XState would throw from a real timer, since it can't from where it happens. */
let reported: (() => void)[] = [];

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  vi.stubGlobal("setTimeout", (work: () => void) => reported.push(work));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function play(scenario: Scenario, create: CreateActor): readonly unknown[] {
  reported = [];
  const stage = new Stage(create);
  scenario(stage);
  for (const work of reported) {
    stage.note("reported later");
    stage.attempt(work);
  }
  return stage.log;
}

const groups = { errors, failingMachines, reentrancy, lifecycle, restoring, snapshots, features };

describe.each(Object.entries(groups))("what random machines don't reach, %s:", (_group, scenarios) => {
  it.each(Object.entries(scenarios))("%s: the same on both runtimes", (_name, scenario) => {
    const expected = play(scenario, reference);
    expect(expected.length).toBeGreaterThan(0);
    expect(play(scenario, tested)).toEqual(expected);
  });
});

it("tells runtimes apart that are wrong in one thing", () => {
  const all = Object.values(groups).flatMap((scenarios) => Object.values(scenarios));
  for (const what of ["drops the last action of a transition", "tells subscribers nothing", "never cancels"]) {
    const wrong = wrongRuntimes[what] as CreateActor;
    const differing = all.filter(
      (scenario) => JSON.stringify(play(scenario, wrong)) !== JSON.stringify(play(scenario, reference)),
    );
    expect(differing.length, what).toBeGreaterThan(0);
  }
});
