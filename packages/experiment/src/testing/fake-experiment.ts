import { type ModelEvent, ms, type Nanoseconds, random, seconds, toSeconds } from "@crosstalk/engine";
import { assign, createMachine, emit, setup, spawnChild } from "xstate";
import { defineExperiment } from "../experiment.ts";
import { factor } from "../factor.ts";
import { level } from "../level.ts";

interface ClerkContext {
  readonly mean: Nanoseconds;
  readonly left: number;
  readonly took: Nanoseconds;
}

/** A clerk that serves one customer after another, each for a drawn time; then says how long all took. */
const clerkMachine = setup({
  types: { context: {} as ClerkContext, input: {} as Pick<ClerkContext, "mean" | "left">, emitted: {} as ModelEvent },
  delays: { service: ({ context }) => context.took },
}).createMachine({
  context: ({ input }) => ({ took: 0, ...input }),
  initial: "next",
  states: {
    next: {
      always: [{ guard: ({ context }) => context.left === 0, target: "done" }, { target: "serving" }],
    },
    serving: {
      entry: assign(({ context }) => ({ left: context.left - 1, took: Math.round(random("service").exponential(context.mean)) })),
      after: { service: { target: "next", actions: emit({ type: "SERVED" }) } },
    },
    broken: {},
    done: { type: "final" },
  },
  on: { BREAK: ".broken" },
});

/** A shop of a kind that names itself, as platforms do. */
export interface Shop {
  readonly name: string;
  readonly mean: Nanoseconds;
}

const shops: readonly Shop[] = [
  { name: "Corner Shop", mean: ms(10) },
  { name: "Market 2.0", mean: ms(20) },
];

/** An experiment for tests, which needs no platform: how long a clerk takes to serve customers, by shop. */
export const queueing = defineExperiment({
  name: "queueing",
  about: "How long a clerk takes, by shop and customers",
  factors: {
    shop: shops,
    customers: [1, 4],
    pace: factor({
      levels: [level("usual", 1)],
      more: [level("slow", 2)],
      fromJson(json, name) {
        if (typeof json === "object" && json !== null && "factor" in json && typeof json.factor === "number") return json.factor;
        throw new Error(`${name} has no number "factor"`);
      },
    }),
  },
  world({ simulation }, { shop, customers, pace }) {
    simulation.actor("clerk", clerkMachine, { mean: shop.mean * pace, left: customers });
    return { served: () => simulation.snapshot("clerk").status === "done", now: () => simulation.now };
  },
  until: ({ served }) => served(),
  most: seconds(60),
  replications: 4,
  measures: {
    total: { unit: "s", about: "until the last customer is served", of: ({ now }) => toSeconds(now()) },
    each: { unit: "s", of: ({ now }, { customers }) => (customers > 1 ? toSeconds(now()) / customers : undefined) },
  },
  evidence: ({ now }, { customers }, { deliveries }) => (customers > 1 ? { until: now(), deliveries } : undefined),
  derived: {
    slowdown: {
      unit: "1",
      about: "against one customer in the same shop",
      of({ values }, sibling) {
        const alone = sibling({ customers: 1 })?.values.total;
        return alone === undefined || values.total === undefined ? undefined : values.total / alone;
      },
    },
  },
  figure: { x: "customers", y: "slowdown", series: "shop" },
});

/** An experiment for tests that fails for two customers: its clerk is sent an event that it doesn't know. */
export const failing = defineExperiment({
  name: "failing",
  about: "What a failed run looks like",
  factors: { customers: [1, 2] },
  world({ simulation }, { customers }) {
    simulation.actor("shop/clerk", clerkMachine, { mean: ms(1), left: customers });
    if (customers === 2) simulation.post("shop/clerk", { type: "SHOUT" }, 7);
    return () => simulation.snapshot("shop/clerk").status === "done";
  },
  until: (done) => done(),
  replications: 2,
  measures: { one: { unit: "1", of: () => 1 } },
});

/** An experiment for tests that never ends: its clerk is broken from the start. */
export const endless = defineExperiment({
  name: "endless",
  about: "What a run that doesn't end looks like",
  factors: { customers: [1] },
  world({ simulation }, { customers }) {
    simulation.actor("clerk", clerkMachine, { mean: ms(1), left: customers });
    simulation.post("clerk", { type: "BREAK" });
    return () => simulation.snapshot("clerk").status === "done";
  },
  until: (done) => done(),
  most: seconds(2),
  measures: { one: { unit: "1", of: () => 1 } },
});

const delegatingMachine = createMachine({
  id: "delegating",
  initial: "delegated",
  states: { delegated: { entry: spawnChild(createMachine({})) } },
});

/** An experiment for tests that makes the actor of a machine which the compiled runtime can't run, at one of two levels. */
export const delegating = defineExperiment({
  name: "delegating",
  about: "What a machine that has to be interpreted looks like",
  factors: { delegates: ["no", "yes"] },
  world({ simulation }, { delegates }) {
    simulation.actor("clerk", clerkMachine, { mean: ms(1), left: 1 });
    if (delegates === "yes") simulation.actor("delegating", delegatingMachine);
  },
  until: ms(10),
  replications: 2,
  measures: { one: { unit: "1", of: () => 1 } },
});
