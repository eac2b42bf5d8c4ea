import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type AnyStateMachine, assign, createActor, createMachine, emit, raise, setup } from "xstate";
import { createActor as createCompiled } from "./create-actor.ts";
import { generateCodeAfter } from "./generation.ts";

let before = 0;

beforeEach(() => {
  before = generateCodeAfter(1);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

afterEach(() => {
  generateCodeAfter(before);
});

/** What an eventless transition does beside changing states. */
const DEEDS = ["nothing", "assign", "emit", "raise", "note"] as const;

interface Always {
  /** It is taken while the number and the length of the event's type make a multiple of this. */
  readonly every: number;
  /** State to go to; -1: none. */
  readonly target: number;
  readonly deed: (typeof DEEDS)[number];
}

type Journal = unknown[];

function machineOf(states: readonly (readonly Always[])[], most: number, journal: Journal): AnyStateMachine {
  const actions = {
    nothing: [],
    assign: assign({ number: ({ context }: { context: { number: number } }) => context.number + 1 }),
    emit: emit({ type: "SEEN" }),
    raise: raise({ type: "RAISED" }),
    note: ({ context }: { context: { number: number } }) => journal.push(["note", context.number]),
  };
  const machine = setup({
    types: { context: {} as { number: number } },
    guards: {
      isMultiple: ({ context, event }, { every }: { every: number }) => {
        journal.push(["guard", every, context.number]);
        if (context.number === 13) throw new Error("thirteen");
        return (context.number + event.type.length) % every === 0;
      },
    },
  }).createMachine({
    id: "walker",
    options: { maxIterations: most },
    initial: "s0",
    context: { number: 1 },
    on: {
      GO: { actions: [actions.assign, emit({ type: "WENT" })] as never },
      LOOK: { actions: () => journal.push("look") },
      RAISED: { actions: () => journal.push("raised") },
      JUMP: { target: `.s${states.length - 1}` },
    },
    states: Object.fromEntries(
      states.map((all, index) => [
        `s${index}`,
        {
          always: all.map(({ every, target, deed }) => ({
            guard: { type: "isMultiple", params: { every } },
            ...(target < 0 ? {} : { target: `s${target % states.length}` }),
            actions: actions[deed] as never,
          })),
        },
      ]),
    ),
  } as never);
  return machine as unknown as AnyStateMachine;
}

/** All that can be seen of a walk: emitted events, what is done, guards that are asked, snapshots, which of them are new. */
function walk(
  create: typeof createActor,
  states: readonly (readonly Always[])[],
  most: number,
  events: readonly string[],
): Journal {
  const journal: Journal = [];
  const machine = machineOf(states, most, journal);
  const actor = create(machine);
  actor.on("*", ({ type }: { type: string }) => journal.push(type));
  actor.subscribe({
    next: ({ value, context }) => journal.push(["next", value, (context as { number: number }).number]),
    error: (error) => journal.push(["error", (error as Error).message]),
  });
  actor.start();
  let last = actor.getSnapshot();
  for (const type of events) {
    actor.send({ type });
    const snapshot = actor.getSnapshot();
    journal.push(["snapshot", snapshot.value, snapshot.status, snapshot !== last]);
    last = snapshot;
  }
  return journal;
}

const always = fc.record({
  every: fc.integer({ min: 2, max: 5 }),
  target: fc.integer({ min: -1, max: 3 }),
  deed: fc.constantFrom(...DEEDS),
});
/** Microsteps that an event may take: few, so that some walks end exactly there. */
const most = fc.constantFrom(2, 3, 4, 30);
const graph = fc.array(fc.array(always, { maxLength: 2 }), { minLength: 1, maxLength: 4 });

it("comes to rest as XState does after events whose handling is generated, with guards asked as often and in the same order", () => {
  fc.assert(
    fc.property(graph, most, fc.array(fc.constantFrom("GO", "LOOK", "JUMP"), { maxLength: 25 }), (states, limit, events) => {
      expect(walk(createCompiled as typeof createActor, states, limit, events)).toEqual(walk(createActor, states, limit, events));
    }),
    { numRuns: 500 },
  );
});

it("ends an actor whose eventless transitions go round without end, in XState's words", () => {
  const messages = [createActor, createCompiled as typeof createActor].map((create) => {
    const endless = createMachine({
      options: { maxIterations: 50 },
      initial: "rest",
      context: { on: false },
      on: { ON: { actions: assign({ on: true }) }, STAY: {} },
      states: {
        rest: { always: { guard: ({ context }: { context: { on: boolean } }) => context.on, target: "away" } },
        away: { always: { target: "rest" } },
      },
    } as never);
    const actor = create(endless);
    let message = "";
    actor.subscribe({ error: (error) => (message = (error as Error).message) });
    actor.start();
    for (let time = 0; time < 3; time += 1) actor.send({ type: "STAY" });
    actor.send({ type: "ON" });
    return message;
  });
  expect(messages[0]).toMatch(/^Infinite loop detected/);
  expect(messages[1]).toBe(messages[0]);
});

it("moves on where an event that changes nothing leads to a state whose own eventless transition only acts", () => {
  const isLook = ({ event }: { event: { type: string } }) => event.type === "LOOK";
  const machine = createMachine({
    initial: "a",
    on: { LOOK: { actions: () => undefined }, BACK: { target: ".a" } },
    states: {
      a: { always: { guard: isLook, target: "b" } },
      b: { always: { guard: isLook, actions: () => undefined } },
    },
  } as never);
  const actor = createCompiled(machine).start();
  for (let time = 0; time < 4; time += 1) {
    actor.send({ type: "LOOK" } as never);
    expect(actor.getSnapshot().value).toBe("b");
    actor.send({ type: "BACK" } as never);
    expect(actor.getSnapshot().value).toBe("a");
  }
});

it("makes another snapshot where an impure guard leads it away and back", () => {
  for (const create of [createActor, createCompiled as typeof createActor]) {
    let asked = 0;
    const machine = createMachine({
      initial: "a",
      context: {},
      on: { LOOK: { actions: () => (asked = 0) } },
      states: {
        a: { always: { guard: ({ event }) => event.type === "LOOK" && asked++ === 0, target: "b" } },
        b: { always: "a" },
      },
    });
    const actor = create(machine).start();
    for (let time = 0; time < 4; time += 1) {
      const snapshot = actor.getSnapshot();
      actor.send({ type: "LOOK" });
      expect(actor.getSnapshot().value).toBe("a");
      expect(actor.getSnapshot()).not.toBe(snapshot);
    }
  }
});

it("counts the last look for eventless transitions as a microstep, as XState does", () => {
  const walks = [3, 4].map((limit) =>
    [createActor, createCompiled as typeof createActor].map((create) => {
      const chain = createMachine({
        options: { maxIterations: limit },
        initial: "rest",
        context: { on: false },
        on: { LOOK: { actions: () => undefined }, ON: { actions: assign({ on: true }) } },
        states: {
          rest: { on: { GO: "s0" } },
          s0: {
            on: { BACK: "rest" },
            always: { guard: ({ context }: { context: { on: boolean } }) => context.on, target: "s1" },
          },
          s1: { always: "s2" },
          s2: { always: "s3" },
          s3: {},
        },
      } as never);
      const actor = create(chain);
      actor.subscribe({ error: () => undefined });
      actor.start();
      for (const type of ["GO", "BACK", "GO", "BACK", "GO", "BACK", "ON", "GO"]) actor.send({ type } as never);
      const { value, status } = actor.getSnapshot();
      return [value, status];
    }),
  );
  expect(walks).toEqual([
    [
      ["rest", "error"],
      ["rest", "error"],
    ],
    [
      ["s3", "active"],
      ["s3", "active"],
    ],
  ]);
});
