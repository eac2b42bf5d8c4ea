import { begin, resume, type Simulation } from "@crosstalk/engine";
import { expect, test } from "vitest";
import { lostTime } from "./testing/conservation.ts";
import { hog, type TestEntity, workSegment } from "./testing/test-entity.ts";
import { installTestGuest } from "./testing/test-guest.ts";
import { testHost } from "./testing/test-host.ts";
import { testAssisted, testHypervisor } from "./testing/test-hypervisor.ts";
import { ticking } from "./testing/ticking.ts";

const END = 120_000_000;

/** Two processors, a channel, a nested hypervisor, masked work, sleeps, interrupts between vCPUs. */
function assemble(simulation: Simulation) {
  const host = testHost(simulation, { processors: 2 });
  const outer = testHypervisor(simulation, "outer", host, {
    rewriting: testAssisted(),
    scheduling: ticking(10_000_000, 3_000_000),
  });
  const vm = outer.createVirtualMachine("vm", { pages: 1_000, processors: 2 });
  const beside = outer.createVirtualMachine("beside", { pages: 1_000, processors: 2 });
  const blk = outer.connect(beside, vm, { name: "blk", slots: 32 });
  const inner = testHypervisor(simulation, "inner", vm);
  const guest = inner.createVirtualMachine("guest", { pages: 100 });
  const steps = (owner: string): TestEntity["steps"] => [
    { do: "run", burst: [workSegment(owner, 777_777, { masked: true }), workSegment(owner, 1_234_567)] },
    { do: "send", target: 0, vector: "hello" },
    { do: "run", burst: [workSegment(owner, 50_000, { trap: { cause: "notify", detail: { channel: blk, end: "front" } } })] },
    { do: "sleep", time: 345_678 },
  ];
  installTestGuest(simulation, "guest", guest, { entities: [hog("guest", 9_999_999), { steps: steps("guest"), repeat: true }] });
  installTestGuest(simulation, "beside", beside, {
    entities: [hog("beside"), { steps: steps("beside"), repeat: true }],
    scheduling: ticking(4_000_000),
  });
  outer.console("pause", beside.path, 50_000_000);
  outer.console("unpause", beside.path, 60_000_000);
  return host;
}

test.each([undefined, 3])(
  "a run taken up from any point ends as the run that was not interrupted (ties permuted: %s)",
  (permuteTies) => {
    const options = permuteTies === undefined ? { seed: 4 } : { seed: 4, permuteTies };
    const whole = begin(assemble, {}, options);
    whole.simulation.run(END);
    expect(lostTime(whole.simulation, whole.world, ["outer/scheduler", "inner/scheduler", "guest/scheduler"])).toEqual([]);
    const points = whole.simulation.random("points");
    for (let each = 0; each < 10; each += 1) {
      const until = Math.floor(points.uniform() * END);
      const first = begin(assemble, {}, options);
      first.simulation.run(until);
      // Somewhere within an instant, with messages on their way.
      for (let step = each; step > 0; step -= 1) first.simulation.step();
      const saved = JSON.parse(JSON.stringify(first.simulation.save()));
      const second = resume(assemble, {}, options, saved);
      second.simulation.run(END);
      expect(second.simulation.fingerprint).toBe(whole.simulation.fingerprint);
    }
  },
);
