import { ms, type Nanoseconds, us } from "@crosstalk/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bvtDefaults, bvtPolicy } from "../policies/bvt.ts";
import { creditPolicy, creditXen42, creditXen304 } from "../policies/credit.ts";
import { eevdfDefaults, eevdfPolicy } from "../policies/eevdf.ts";
import { o1, o1Defaults, o1Policy } from "../policies/o1.ts";
import { proportionalShareDefaults, proportionalSharePolicy } from "../policies/proportional-share.ts";
import { roundRobinPolicy } from "../policies/round-robin.ts";
import { tokenBucket } from "../policies/token-bucket.ts";
import type { SchedulingPolicy, Share } from "../policy.ts";
import type { Behaviour } from "./behaviour.ts";
import { type HarnessEntity, type HarnessOptions, harness } from "./policy-harness.ts";

interface Case {
  readonly name: string;
  readonly policy: SchedulingPolicy<never, unknown>;
  readonly parameters: unknown;
  /** How long work may wait beside an idle processor: until the next opportunity to balance. */
  readonly waste: Nanoseconds;
  /** Whether that holds for entities that may run everywhere, for any, or only on one processor, for nothing is balanced. */
  readonly conserves: "unpinned" | "all" | "one processor";
  /** To what part of a processor equal hogs have equal time in 12 s; a token bucket holds half a second for each processor. */
  readonly evenness: number;
}

const make = <P, S>(
  name: string,
  policy: SchedulingPolicy<P, S>,
  parameters: P,
  waste: Nanoseconds,
  conserves: Case["conserves"] = "all",
  evenness = 0.005,
): Case => ({
  name,
  policy: policy as unknown as SchedulingPolicy<never, unknown>,
  parameters,
  waste,
  conserves,
  evenness,
});

const buckets = tokenBucket(o1({ hz: 100 }), { fill: "weights", idle: "weights" });

const cases: readonly Case[] = [
  make("round robin", roundRobinPolicy, { slice: ms(10) }, 0),
  make("O(1)", o1Policy, o1Defaults, ms(1)),
  make("O(1) with 250 ticks a second", o1Policy, { ...o1Defaults, hz: 250 }, ms(4)),
  make("O(1) with token buckets", buckets.policy, buckets.parameters as never, ms(10), "all", 0.1),
  make("EEVDF", eevdfPolicy, eevdfDefaults, 0),
  make(
    "EEVDF with high-resolution slices",
    eevdfPolicy,
    { ...eevdfDefaults, takesTicks: false, highResolution: true, hz: 1000 },
    0,
  ),
  make("credit of Xen 3.0.4", creditPolicy, creditXen304, ms(30), "unpinned"),
  make("credit of Xen 4.2", creditPolicy, creditXen42, ms(30), "unpinned"),
  make("BVT", bvtPolicy, { ...bvtDefaults, warps: { 0: { value: ms(20), limit: ms(2), unwarp: ms(7) } } }, 0, "one processor"),
  make("BVT with run times as intended", bvtPolicy, { ...bvtDefaults, runTime: "intended" }, 0, "one processor"),
  make("proportional share", proportionalSharePolicy, proportionalShareDefaults, 0),
];

const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  fc.constant<Behaviour>({ kind: "hog" }),
  fc.record({
    kind: fc.constant("sleeper" as const),
    runs: fc.integer({ min: us(20), max: ms(60) }),
    sleeps: fc.integer({ min: us(20), max: ms(60) }),
  }),
  fc.record({ kind: fc.constant("yielder" as const), runs: fc.integer({ min: us(700), max: ms(60) }) }),
  fc.record({ kind: fc.constant("finite" as const), work: fc.integer({ min: us(10), max: ms(400) }) }),
);
const share: fc.Arbitrary<Share> = fc.record({
  weight: fc.constantFrom(64, 256, 1024, 1500, 4096),
  nice: fc.integer({ min: -20, max: 19 }),
});
const group: fc.Arbitrary<Share> = fc.oneof(
  fc.record({ weight: fc.constantFrom(64, 256, 1024) }),
  fc.record({ weight: fc.constantFrom(64, 256, 1024), cap: fc.constantFrom(0.1, 0.25, 0.5, 1.5) }),
  fc.record({ weight: fc.constantFrom(64, 256, 1024), reservation: fc.constantFrom(0.1, 0.5, 1.5) }),
);

const scenario: fc.Arbitrary<HarnessOptions> = fc.integer({ min: 1, max: 4 }).chain((processors) =>
  fc.record({
    processors: fc.constant(processors),
    interrupt: fc.constantFrom(0, us(20)),
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    groups: fc.array(group, { minLength: 3, maxLength: 3 }),
    entities: fc.array(
      fc.record(
        {
          behaviour,
          share,
          group: fc.integer({ min: 0, max: 2 }),
          at: fc.integer({ min: 0, max: ms(200) }),
          allowed: fc.uniqueArray(fc.integer({ min: 0, max: processors - 1 }), { minLength: 1, maxLength: processors }),
        },
        { requiredKeys: ["behaviour", "share", "group", "at"] },
      ) as fc.Arbitrary<HarnessEntity>,
      { minLength: 1, maxLength: 8 },
    ),
  }),
);

const length = ms(700);
const runs = (count: number) => ({ numRuns: count, seed: 20061203, endOnFailure: true });

describe.each(cases)("$name", ({ policy, parameters, waste, conserves, evenness }) => {
  const begin = (options: HarnessOptions) => harness(policy, parameters as never, options);

  test("charges each nanosecond once, and a processor runs one entity at a time", () => {
    fc.assert(
      fc.property(scenario, (options) => {
        const bench = begin(options);
        bench.run(length);
        const used = options.entities.map((_, entity) => bench.used(entity));
        if (policy.charge !== undefined) expect(options.entities.map((_, entity) => bench.charged(entity))).toEqual(used);
        expect(used.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(options.processors * length);
      }),
      runs(20),
    );
  });

  test("leaves no processor idle while something that may run there waits, once it could balance", () => {
    fc.assert(
      fc.property(scenario, (options) => {
        const unpinned = options.entities.map(({ allowed: _, ...entity }) => entity);
        const processors = conserves === "one processor" ? 1 : options.processors;
        const bench = begin({ ...options, processors, entities: conserves === "all" ? options.entities : unpinned });
        bench.run(length);
        expect(bench.longestWaste()).toBeLessThanOrEqual(waste + 2 * (options.interrupt ?? 0));
      }),
      runs(40),
    );
  });

  test("keeps its whole state in plain JSON", () => {
    fc.assert(
      fc.property(scenario, (options) => {
        const plain = begin(options);
        const through = begin({ ...options, throughJson: true });
        plain.run(length / 4);
        through.run(length / 4);
        expect(through.picks).toEqual(plain.picks);
        expect(JSON.stringify(through.state())).toBe(JSON.stringify(plain.state()));
      }),
      runs(12),
    );
  });

  test("gives equal hogs equal time", () => {
    for (const processors of [1, 2, 4]) {
      const entities = Array.from({ length: 2 * processors }, (_, index) => ({
        behaviour: { kind: "hog" } as const,
        group: index,
      }));
      const bench = begin({ processors, entities, groups: entities.map(() => ({ weight: 256 })) });
      bench.run(ms(12_000));
      for (const index of entities.keys()) expect(Math.abs(bench.used(index) / ms(12_000) - 0.5)).toBeLessThan(evenness);
    }
  });
});
