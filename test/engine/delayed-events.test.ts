import { type Runtime, type SavedSimulation, Simulation } from "@crosstalk/engine";
import fc from "fast-check";
import { expect, it } from "vitest";
import { enqueueActions, setup } from "xstate";

/** What is asked of the alarm clock, 10 ns after what was asked before. */
type Command =
  | { readonly type: "SET"; readonly id: string | null; readonly delay: number }
  | { readonly type: "CANCEL"; readonly id: string };

type Rang = { readonly type: "RANG"; readonly id: string | null; readonly number: number };

interface Rung {
  readonly at: number;
  readonly number: number;
}

/** Any number of alarms, of which those with an id can be cancelled, and are not set again while they are to come. */
const alarmClock = setup({
  types: {
    context: {} as { readonly pending: readonly string[]; readonly set: number; readonly rung: readonly number[] },
    events: {} as Command | Rang,
  },
}).createMachine({
  context: { pending: [], set: 0, rung: [] },
  on: {
    SET: {
      guard: ({ context, event }) => event.id === null || !context.pending.includes(event.id),
      actions: enqueueActions(({ context, event: { id, delay }, enqueue }) => {
        enqueue.raise({ type: "RANG", id, number: context.set }, id === null ? { delay } : { id, delay });
        enqueue.assign({ set: context.set + 1, pending: id === null ? context.pending : [...context.pending, id] });
      }),
    },
    CANCEL: {
      actions: enqueueActions(({ context, event: { id }, enqueue }) => {
        enqueue.cancel(id);
        enqueue.assign({ pending: context.pending.filter((other) => other !== id) });
      }),
    },
    RANG: {
      actions: enqueueActions(({ context, event: { id, number }, enqueue }) => {
        enqueue.assign({
          pending: context.pending.filter((other) => other !== id),
          rung: [...context.rung, number],
        });
      }),
    },
    "*": {},
  },
});

const STEP = 10;

/** When which alarms ring, by a list of those to come. */
function expected(commands: readonly Command[]): Rung[] {
  const rung: Rung[] = [];
  let pending: { readonly at: number; readonly id: string | null; readonly number: number }[] = [];
  let set = 0;
  const ringUntil = (until: number) => {
    const due = pending.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at || a.number - b.number);
    rung.push(...due.map(({ at, number }) => ({ at, number })));
    pending = pending.filter(({ at }) => at > until);
  };
  for (const [index, command] of commands.entries()) {
    const at = (index + 1) * STEP;
    // Alarms ring at odd instants, so none rings at that of a command.
    ringUntil(at);
    if (command.type === "CANCEL") pending = pending.filter(({ id }) => id !== command.id);
    else if (command.id === null || pending.every(({ id }) => id !== command.id)) {
      pending.push({ at: at + command.delay, id: command.id, number: set });
      set += 1;
    }
  }
  ringUntil(Number.POSITIVE_INFINITY);
  return rung;
}

function clockOf(runtime: Runtime, restored?: SavedSimulation): { simulation: Simulation; rung: Rung[] } {
  const simulation = new Simulation({ seed: 1, runtime });
  simulation.actor("clock", alarmClock);
  const rung: Rung[] = [];
  simulation.onDelivery((at, _path, event) => {
    if (event.type === "RANG") rung.push({ at, number: event.number as number });
  });
  if (restored !== undefined) simulation.restore(restored);
  return { simulation, rung };
}

/** Runs it whole, or saved, as text, and restored after so many commands. */
function run(runtime: Runtime, commands: readonly Command[], cut: number | undefined) {
  const first = clockOf(runtime);
  for (const [index, command] of commands.entries()) first.simulation.post("clock", command, (index + 1) * STEP);
  const end = (commands.length + 1) * STEP + 1_000;
  if (cut === undefined) {
    first.simulation.run(end);
    return { rung: first.rung, fingerprint: first.simulation.fingerprint };
  }
  first.simulation.run(cut * STEP);
  const second = clockOf(runtime, JSON.parse(JSON.stringify(first.simulation.save())) as SavedSimulation);
  second.simulation.run(end);
  return { rung: [...first.rung, ...second.rung], fingerprint: second.simulation.fingerprint };
}

const id = fc.constantFrom("a", "b", "c", "d");
const odd = fc.integer({ min: 0, max: 40 }).map((half) => 2 * half + 1);
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant("SET" as const), id, delay: odd }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("SET" as const), id: fc.constant(null), delay: odd }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("CANCEL" as const), id }) },
);

it("delayed events come when they are due and not when they are cancelled, however many an actor has, saved or not", () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60 }), fc.nat(60), (commands, cut) => {
      const whole = run("compiled", commands, undefined);
      expect(whole.rung).toEqual(expected(commands));
      expect(run("reference", commands, undefined)).toEqual(whole);
      for (const runtime of ["compiled", "reference"] as const)
        expect(run(runtime, commands, Math.min(cut, commands.length))).toEqual(whole);
    }),
    { numRuns: 150 },
  );
});

it("a delayed event of an id that is to come can't be raised again, however many others there have been", () => {
  const twice = setup({}).createMachine({
    on: {
      SET: {
        actions: enqueueActions(({ event, enqueue }) => {
          const { id, delay } = event as unknown as { readonly id: string; readonly delay: number };
          enqueue.raise({ type: "RANG" }, { id, delay });
        }),
      },
      RANG: {},
    },
  });
  for (const runtime of ["compiled", "reference"] as const) {
    const simulation = new Simulation({ seed: 1, runtime });
    simulation.actor("clock", twice);
    simulation.post("clock", { type: "SET", id: "first", delay: 5 }, 10);
    simulation.post("clock", { type: "SET", id: "second", delay: 100 }, 11);
    simulation.post("clock", { type: "SET", id: "second", delay: 100 }, 20);
    expect(() => simulation.run(1_000), runtime).toThrow('a delayed event with id "second" is pending already');
    expect(simulation.now, runtime).toBe(20);
  }
});
