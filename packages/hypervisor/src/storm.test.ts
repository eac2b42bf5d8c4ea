import { Simulation } from "@crosstalk/engine";
import type { Host, Machine } from "@crosstalk/hardware";
import { type ConfiguredPolicy, credit, creditXen304, creditXen42, eevdf, o1, roundRobin } from "@crosstalk/scheduling";
import { expect, test } from "vitest";
import { lostTime } from "./testing/conservation.ts";
import { installTestGuest, logOf, type Step, type TestEntity, workSegment } from "./testing/test-guest.ts";
import { testHost } from "./testing/test-host.ts";
import { testAssisted, testHypervisor } from "./testing/test-hypervisor.ts";
import { capricious, ticking } from "./testing/ticking.ts";

const END = Number(process.env.STORM_END ?? 20_000_000);
const SEEDS = Number(process.env.STORM_SEEDS ?? 6);
const FIRST = Number(process.env.STORM_FIRST ?? 0);

type Draw = <Value>(values: readonly Value[]) => Value;

function drawing(simulation: Simulation): Draw {
  const stream = simulation.random("storm");
  return (values) => values[Math.floor(stream.uniform() * values.length)] as never;
}

/** Any steps at all; the last lets others run. */
function steps(draw: Draw, owner: string, processors: number, channel: string | undefined): Step[] {
  const segment = () => {
    const trap = draw([{}, {}, { trap: { cause: "copy-on-write" } }, ...(channel === undefined ? [] : [{ trap: notify(channel) }])]);
    return workSegment(owner, draw([0, 1, 999, 50_000, 3_333_333]), { ...draw([{}, {}, { masked: true }]), ...trap });
  };
  const kinds: (() => Step)[] = [
    () => ({ do: "run", burst: Array.from({ length: draw([1, 2, 5]) }, segment) }),
    () => ({ do: "run", burst: [workSegment(owner, 123_456)] }),
    () => ({ do: "sleep", time: draw([0, 1, 70_000, 5_000_000]) }),
    () => ({ do: "send", target: draw(Array.from({ length: processors }, (_, id) => id)), vector: draw(["one", "two"]) }),
    () => ({ do: "spin", until: { word: draw(["left", "right"]), value: draw([0, 1]) } }),
    () => ({ do: "signal", token: { word: draw(["left", "right"]), value: 1 } }),
  ];
  const drawn = Array.from({ length: draw([1, 3, 8]) }, () => draw(kinds)());
  return [...drawn, { do: "run", burst: [workSegment(owner, 10_000)] }, { do: "signal", token: { word: "left", value: 1 } }, { do: "signal", token: { word: "right", value: 1 } }];
}

function notify(channel: string) {
  return { cause: "notify", detail: { channel, end: "front" } };
}

const POLICIES: readonly (() => ConfiguredPolicy)[] = [
  () => roundRobin({ slice: 3_000_000 }),
  () => ticking(1_000_000, 2_000_000),
  () => capricious(3_000_000),
  () => credit(creditXen304),
  () => credit(creditXen42),
  () => eevdf(),
  () => o1(),
];

function guest(simulation: Simulation, draw: Draw, path: string, machine: Machine, channel?: string): string {
  const processors = machine.processors.length;
  const entities = Array.from({ length: draw([1, 2, 4]) }, (): TestEntity => {
    const affinity = draw([{}, { affinity: [draw(Array.from({ length: processors }, (_, id) => id))] }]);
    return { steps: steps(draw, path, processors, channel), repeat: true, ...affinity };
  });
  const tickPolicy = draw(["catch-up", "skip", "stolen-time"] as const);
  return installTestGuest(simulation, path, machine, { entities, scheduling: draw(POLICIES)(), tickPolicy });
}

/** A world drawn at random: hypervisors up to two deep, guests of any policy, pauses, stray interrupts. */
function storm(simulation: Simulation): { host: Host; schedulers: string[]; guests: string[] } {
  const draw = drawing(simulation);
  const host = testHost(simulation, { processors: draw([1, 2, 4]) });
  const outer = testHypervisor(simulation, "outer", host, { rewriting: testAssisted(), scheduling: draw(POLICIES)() });
  const guests: string[] = [];
  const schedulers = [outer.scheduler];
  const machines = Array.from({ length: draw([1, 2, 3]) }, (_, index) =>
    outer.createVirtualMachine(`vm${index}`, { pages: 100, processors: draw([1, 2, 3]), weight: draw([128, 256, 512]), ...draw([{}, {}, { cap: 0.3 }]) }),
  );
  machines.forEach((vm, index) => {
    const channel = draw([undefined, () => outer.connect(vm, machines[0] as never, { name: `ring${index}`, slots: 32 })])?.();
    if (draw([true, false, false])) {
      const inner = testHypervisor(simulation, `inner${index}`, vm, { scheduling: draw(POLICIES)() });
      schedulers.push(inner.scheduler);
      for (const name of ["x", "y"]) {
        const nested = inner.createVirtualMachine(name, { pages: 10, processors: draw([1, 2]) });
        guests.push(`guest${index}${name}`);
        schedulers.push(guest(simulation, draw, `guest${index}${name}`, nested));
      }
    } else {
      guests.push(`guest${index}`);
      schedulers.push(guest(simulation, draw, `guest${index}`, vm, channel));
    }
    if (draw([true, false])) {
      const at = Math.floor(simulation.random("pauses").uniform() * END * 0.5);
      outer.console("pause", vm.path, at);
      outer.console("unpause", vm.path, at + draw([1, 100_000, 5_000_000]));
    }
  });
  for (let each = 0; each < 50; each += 1) {
    const processor = draw(host.processors);
    const at = Math.floor(simulation.random("strays").uniform() * END);
    simulation.post(processor.path, { type: "RAISE", processor: processor.id, vector: `stray${each % 3}` }, at);
  }
  return { host, schedulers, guests };
}

test.each(Array.from({ length: SEEDS }, (_, index) => FIRST + index))("in a world drawn at random no time is lost and nobody is forgotten (seed %i)", (seed) => {
  const simulation = new Simulation(seed % 2 === 0 ? { seed } : { seed, permuteTies: seed });
  const { host, schedulers, guests } = storm(simulation);
  for (const until of [END * 0.4, END * 0.7, END]) {
    simulation.run(until);
    expect(lostTime(simulation, host, schedulers)).toEqual([]);
  }
  for (const path of guests) expect(logOf(simulation, path).length, path).toBeGreaterThan(0);
});
