import { NEVER, Simulation } from "@crosstalk/engine";
import { account, type Host, type Machine, type Segment } from "@crosstalk/hardware";
import fc from "fast-check";
import { expect, test } from "vitest";
import { timeOf } from "./testing/conservation.ts";
import { type TestEntity, workSegment } from "./testing/test-entity.ts";
import { installTestGuest, logOf } from "./testing/test-guest.ts";
import { testHost } from "./testing/test-host.ts";
import { testAssisted, testHypervisor } from "./testing/test-hypervisor.ts";
import { capricious, ticking } from "./testing/ticking.ts";

/** Most events of a run: where guests are interrupted so often that they do little else, programs do not end. */
const MOST_EVENTS = 8_000;

const work = fc.oneof(fc.constant(0), fc.nat(60_000));
const segment = fc.record({
  time: work,
  masked: fc.boolean(),
  traps: fc.integer({ min: 0, max: 8 }).map((drawn) => drawn === 0),
});
const program = fc.array(fc.array(segment, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 });
const programs = fc.array(program, { minLength: 1, maxLength: 3 });

/** A guest: its programs, and the work of its own that interrupts them, masked as kernels' mostly is. */
const guest = fc.record({
  programs,
  own: fc.record({ switching: fc.nat(6_000), interrupt: fc.nat(6_000), alarm: fc.nat(3_000) }),
  masked: fc.boolean(),
  isCapricious: fc.boolean(),
});
type Guest = typeof guest extends fc.Arbitrary<infer Drawn> ? Drawn : never;

function install(simulation: Simulation, path: string, machine: Machine, { own, masked, isCapricious, ...drawn }: Guest): void {
  const segments = (time: number): readonly Segment[] => [
    { parts: [{ account: account("kernel", path), operations: { work: time } }], from: 0, masked },
  ];
  const [switching, interrupt, alarm] = [segments(own.switching), segments(own.interrupt), segments(own.alarm)];
  const entities = drawn.programs.map((bursts, index): TestEntity => {
    const steps = bursts.map((burst) => ({
      do: "run" as const,
      burst: burst.map(({ time, masked: isMasked, traps }) =>
        workSegment(`${path}/${index}`, time, { masked: isMasked, ...(traps ? { trap: { cause: "test" } } : {}) }),
      ),
    }));
    return { steps, repeat: false };
  });
  const layer = { switching: () => switching, interrupt: () => interrupt, alarm: () => alarm };
  const scheduling = isCapricious ? capricious(40_000) : ticking(200_000, 30_000);
  installTestGuest(simulation, path, machine, { entities, scheduling, layer });
}

/** Interrupts that concern nobody. */
function disturb(simulation: Simulation, host: Host, instants: readonly number[]): void {
  const path = host.processors[0]?.path as string;
  for (const [each, at] of instants.entries())
    simulation.post(path, { type: "RAISE", processor: 0, vector: `stray${each % 5}` }, at);
}

test("programs of guests do just the work that they ask for, whatever interrupts and preempts them, however deep", () => {
  const levels = fc.array(fc.record({ beside: guest, isCapricious: fc.boolean() }), { minLength: 1, maxLength: 3 });
  const instants = fc.array(fc.nat(1_000_000), { minLength: 20, maxLength: 150 });
  let ended = 0;
  fc.assert(
    fc.property(fc.nat(), levels, guest, instants, (seed, hypervisors, innermost, disturbances) => {
      const simulation = new Simulation({ seed });
      const host = testHost(simulation);
      const guests: [string, Guest][] = [];
      let machine: Machine = host;
      for (const [level, { beside, isCapricious }] of hypervisors.entries()) {
        const hypervisor = testHypervisor(simulation, `level${level}`, machine, {
          rewriting: testAssisted({ paging: "nested" }),
          scheduling: isCapricious ? capricious(100_000) : ticking(300_000, 40_000),
        });
        install(simulation, `guest${level}`, hypervisor.createVirtualMachine("beside", { pages: 100 }), beside);
        guests.push([`guest${level}`, beside]);
        machine = hypervisor.createVirtualMachine("inner", { pages: 10_000 - 1_000 * level });
      }
      install(simulation, "innermost", machine, innermost);
      guests.push(["innermost", innermost]);
      disturb(simulation, host, disturbances);
      const hasEnded = (path: string, index: number): boolean =>
        logOf(simulation, path).some(({ what }) => what === `done ${index}`);
      const isOver = ([path, { programs: all }]: [string, Guest]): boolean => all.every((_, index) => hasEnded(path, index));
      simulation.run(NEVER - 1, () => {
        const { deliveries } = simulation;
        return deliveries >= MOST_EVENTS || (deliveries % 64 === 0 && guests.every(isOver));
      });
      for (const [path, { programs: all }] of guests) {
        for (const [index, bursts] of all.entries()) {
          const asked = bursts.flat().reduce((sum, { time }) => sum + time, 0);
          const done = timeOf(host, account("user", `${path}/${index}`));
          if (hasEnded(path, index)) {
            expect(done, `${path}/${index}`).toBe(asked);
            ended += 1;
          } else expect(done, `${path}/${index}`).toBeLessThanOrEqual(asked);
        }
      }
    }),
    { numRuns: 25 },
  );
  expect(ended).toBeGreaterThan(20);
});
