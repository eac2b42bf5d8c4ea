import { NEVER, Simulation } from "@crosstalk/engine";
import { account, type Host, type Machine, totalOf } from "@crosstalk/hardware";
import { expect, test } from "vitest";
import { lostTime, schedulerOf, timeOf } from "./testing/conservation.ts";
import { hog, type TestEntity, workSegment } from "./testing/test-entity.ts";
import { installTestGuest, logOf } from "./testing/test-guest.ts";
import { testHost } from "./testing/test-host.ts";
import { testAssisted, testHypervisor } from "./testing/test-hypervisor.ts";
import { capricious, ticking } from "./testing/ticking.ts";

/** Interrupts that concern nobody, at seeded instants. */
function disturb(simulation: Simulation, host: Host, count: number, until: number): void {
  const stream = simulation.random("disturbances");
  for (let each = 0; each < count; each += 1) {
    const cpu = Math.floor(stream.uniform() * host.processors.length);
    const path = host.processors[cpu]?.path as string;
    simulation.post(path, { type: "RAISE", processor: cpu, vector: `stray${each % 7}` }, Math.floor(stream.uniform() * until));
  }
}

const busy = (owner: string): readonly TestEntity[] => [
  hog(owner, 7_654_321),
  {
    steps: [
      { do: "sleep", time: 1_234_567 },
      { do: "run", burst: [workSegment(owner, 345_678, { masked: true }), workSegment(owner, 99_999)] },
    ],
    repeat: true,
  },
];

/** Two hypervisors deep or more, each level with a guest beside the next hypervisor. */
function stack(simulation: Simulation, host: Host, depth: number, processors: number): readonly string[] {
  const schedulers: string[] = [];
  let machine: Machine = host;
  for (let level = 0; level < depth; level += 1) {
    const hypervisor = testHypervisor(simulation, `level${level}`, machine, {
      rewriting: testAssisted(level === 0 ? { paging: "nested" } : {}),
      scheduling: ticking(10_000_000, 3_000_000 + level * 700_001),
    });
    schedulers.push(hypervisor.scheduler);
    const beside = hypervisor.createVirtualMachine("beside", { pages: 100, processors });
    schedulers.push(
      installTestGuest(simulation, `guest${level}`, beside, { entities: busy(`g${level}`), scheduling: ticking(4_000_000) }),
    );
    machine = hypervisor.createVirtualMachine("inner", { pages: 10_000 - 1_000 * level, processors });
  }
  schedulers.push(
    installTestGuest(simulation, "innermost", machine, { entities: busy("innermost"), scheduling: ticking(4_000_000) }),
  );
  return schedulers;
}

test.each([1, 2, 3])("no time is lost %i deep, on any processor, physical or virtual", (depth) => {
  const simulation = new Simulation({ seed: 5 });
  const host = testHost(simulation);
  const schedulers = stack(simulation, host, depth, 1);
  disturb(simulation, host, 300, 500_000_000);
  for (const until of [1, 100_000_000, 234_567_891, 500_000_000]) {
    simulation.run(until);
    expect(lostTime(simulation, host, schedulers)).toEqual([]);
  }
  expect(timeOf(host, "user:innermost")).toBeGreaterThan(1_000_000);
});

test.each([1, 2, 3, 4])("no time is lost on several processors, with ties permuted by seed %i", (permuteTies) => {
  const simulation = new Simulation({ seed: 5, permuteTies });
  const host = testHost(simulation, { processors: 3 });
  const schedulers = stack(simulation, host, 2, 2);
  disturb(simulation, host, 300, 200_000_000);
  simulation.run(200_000_000);
  expect(lostTime(simulation, host, schedulers)).toEqual([]);
});

test("the account of the physical machine's hypervisor grows with each level of nesting", () => {
  const shares = [1, 2, 3].map((depth) => {
    const simulation = new Simulation({ seed: 5 });
    const host = testHost(simulation);
    stack(simulation, host, depth, 1);
    simulation.run(500_000_000);
    return timeOf(host, "hypervisor.transition:level0");
  });
  expect(shares[1]).toBeGreaterThan(2 * (shares[0] as number));
  expect(shares[2]).toBeGreaterThan(2 * (shares[1] as number));
});

test("a burst that is preempted ten thousand times loses not one nanosecond", () => {
  const simulation = new Simulation({ seed: 11 });
  const host = testHost(simulation);
  const hypervisor = testHypervisor(simulation, "xen", host, { scheduling: capricious(60_000) });
  const parts = [
    { account: account("user", "victim"), operations: { work: 123_456_789 } },
    { account: account("kernel", "victim"), operations: { work: 98_765_432, exception: 11 } },
  ];
  const victim = hypervisor.createVirtualMachine("victim", { pages: 100 });
  const burst = [{ parts, from: 0 }, workSegment("victim", 33_333_333)];
  installTestGuest(simulation, "victim", victim, { entities: [{ steps: [{ do: "run", burst }], repeat: false }] });
  const other = hypervisor.createVirtualMachine("other", { pages: 100 });
  installTestGuest(simulation, "other", other, { entities: [hog("other")] });
  let stops = 0;
  simulation.onDelivery((_time, path, event) => {
    if (path === "xen/scheduler" && event.type === "STOPPED" && (event.left as number) > 0) stops += 1;
  });
  disturb(simulation, host, 2_000, 600_000_000);
  simulation.run(NEVER - 1, () => logOf(simulation, "victim").some(({ what }) => what === "done 0"));
  expect(stops).toBeGreaterThan(10_000);
  expect(host.ledger(0)[account("user", "victim")] ?? 0).toBe(123_456_789 + 33_333_333);
  expect(host.ledger(0)[account("kernel", "victim")] ?? 0).toBe(98_765_432 + 11 * 200);
  expect(totalOf(host.ledger(0))).toBe(simulation.now);
  expect(lostTime(simulation, host, ["xen/scheduler", "victim/scheduler", "other/scheduler"])).toEqual([]);
});

test("what a guest reads as stolen is the time that its vCPU's chart was runnable", () => {
  const simulation = new Simulation({ seed: 3 });
  const host = testHost(simulation);
  const hypervisor = testHypervisor(simulation, "xen", host);
  for (const name of ["a", "b", "c"]) {
    const vm = hypervisor.createVirtualMachine(name, { pages: 100 });
    installTestGuest(simulation, name, vm, { entities: busy(name), scheduling: ticking(4_000_000) });
  }
  const chart = "xen/a/vcpu0";
  let runnable = 0;
  let since = -1;
  let compared = 0;
  simulation.onDelivery((time, path, event) => {
    if (path === chart) {
      if (since >= 0) runnable += time - since;
      since = event.type === "WAKE" || event.type === "PREEMPT" ? time : -1;
    } else if (path === "a/scheduler" && (event.type === "STOPPED" || event.type === "INTERRUPT")) {
      const waiting = since < 0 ? 0 : time - since;
      expect(event.stolen).toBe(runnable + waiting);
      compared += 1;
    }
  });
  simulation.run(400_000_000);
  expect(compared).toBeGreaterThan(100);
  const seen = schedulerOf(simulation, "a/scheduler").processors[0] as { stolen: number };
  expect(seen.stolen).toBeGreaterThan(100_000_000);
});
