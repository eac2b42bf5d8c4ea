import { describe, expect, it } from "vitest";
import { type AnyStateMachine, assign, cancel, createMachine, emit, raise, setup } from "xstate";
import { ModelError, SimulationError } from "./errors.ts";
import { Simulation } from "./simulation.ts";
import { ms, NEVER } from "./time.ts";

const PATH = "host0/cpu1";

/** Runs one actor that gets GO at 1 ms, and returns what ended the run. */
function failureOf(machine: AnyStateMachine, until = ms(10)): SimulationError {
  try {
    const simulation = new Simulation({ seed: 77, mostInstantEvents: 5_000 });
    simulation.actor(PATH, machine);
    simulation.post(PATH, { type: "GO" }, ms(1));
    simulation.run(until);
  } catch (error) {
    if (error instanceof SimulationError) return error;
    throw error;
  }
  throw new Error("the run did not fail");
}

function runOf(machine: AnyStateMachine): Simulation {
  const simulation = new Simulation({ seed: 77 });
  simulation.actor(PATH, machine);
  simulation.post(PATH, { type: "GO" }, ms(1));
  simulation.run(ms(10));
  return simulation;
}

const explode = (): never => {
  throw new TypeError("boom");
};

const place = (code: string, at = ms(1)) => ({ code, path: PATH, at, seed: 77, name: "SimulationError" });

describe("an event that no transition takes", () => {
  it("ends the run, and the error says which event, in which state, where, when and under which seed", () => {
    const error = failureOf(createMachine({ id: "m", initial: "idle", states: { idle: { on: { OTHER: {} } } } }));
    expect(error).toMatchObject(place("UNHANDLED_EVENT"));
    expect(error.message).toContain('event {"type":"GO"} in state "idle"');
    expect(error.message).toContain("UNHANDLED_EVENT in host0/cpu1 at 1.000000 ms, seed 77");
  });

  it("may be ignored by saying so", () => {
    expect(runOf(createMachine({ on: { GO: {} } })).deliveries).toBe(1);
  });

  it("counts as unhandled when every guard is false", () => {
    expect(failureOf(createMachine({ on: { GO: { guard: () => false, actions: () => {} } } }))).toMatchObject(
      place("UNHANDLED_EVENT"),
    );
  });

  it("is handled when one region of a parallel state takes it", () => {
    const machine = createMachine({ type: "parallel", states: { a: { on: { GO: {} } }, b: { on: { OTHER: {} } } } });
    expect(runOf(machine).deliveries).toBe(1);
  });

  it("is handled by a wildcard", () => {
    expect(runOf(createMachine({ on: { "*": {} } })).deliveries).toBe(1);
  });

  it("must be taken if it was delayed, but not if it was raised", () => {
    expect(runOf(createMachine({ on: { GO: { actions: raise({ type: "NOBODY" }) } } })).deliveries).toBe(1);
    const delayed = createMachine({ on: { GO: { actions: raise({ type: "NOBODY" }, { delay: 5 }) } } });
    expect(failureOf(delayed)).toMatchObject(place("UNHANDLED_EVENT", ms(1) + 5));
  });

  it("may be raised again by the transition that takes it, and go unanswered then", () => {
    const machine = createMachine({
      initial: "a",
      states: { a: { on: { GO: { target: "b", actions: raise(({ event }) => event) } } }, b: {} },
    });
    expect(runOf(machine).snapshot(PATH).value).toBe("b");
  });

  it("may be asked about with can() in a guard and in an action", () => {
    const answers: boolean[] = [];
    const machine = createMachine({
      on: {
        GO: {
          actions: ({ self }) => answers.push(self.getSnapshot().can({ type: "GO" }), self.getSnapshot().can({ type: "OTHER" })),
        },
      },
    });
    runOf(machine);
    expect(answers).toEqual([true, false]);
  });

  it("ends the run when it comes to a statechart that has reached its final state", () => {
    const simulation = new Simulation({ seed: 1 });
    simulation.actor("a", createMachine({ initial: "on", states: { on: { on: { GO: "off" } }, off: { type: "final" } } }));
    simulation.post("a", { type: "GO" }, 1);
    simulation.post("a", { type: "GO" }, 2);
    simulation.run(1);
    expect(simulation.snapshot("a").status).toBe("done");
    expect(() => simulation.run(2)).toThrow(/event GO comes to a statechart that has reached its final state/);
  });
});

describe("an exception in a model", () => {
  const cases: [string, AnyStateMachine, number?][] = [
    ["an action", createMachine({ on: { GO: { actions: explode } } })],
    ["an assign", createMachine({ context: {}, on: { GO: { actions: assign(explode) } } })],
    ["a guard", createMachine({ on: { GO: { guard: explode, actions: () => {} } } })],
    [
      "a guard of an eventless transition",
      createMachine({ initial: "a", states: { a: { on: { GO: "b" } }, b: { always: { guard: explode, target: "a" } } } }),
    ],
    ["the expression of an emit", createMachine({ on: { GO: { actions: emit(explode) } } })],
    ["an exit action", createMachine({ initial: "a", states: { a: { on: { GO: "b" }, exit: explode }, b: {} } })],
    [
      "a delay",
      setup({ delays: { broken: explode } }).createMachine({
        initial: "a",
        states: { a: { on: { GO: "b" } }, b: { after: { broken: "a" } } },
      }),
    ],
    ["an entry action at the start", createMachine({ entry: explode, on: { GO: {} } }), 0],
    ["the initial context", createMachine({ context: explode, on: { GO: {} } }), 0],
    [
      "an action of a delayed transition",
      createMachine({ initial: "a", states: { a: { after: { 500: { target: "b", actions: explode } } }, b: {} } }),
      500,
    ],
  ];

  it.each(cases)("in %s ends the run where and when it happens", (_what, machine, at = ms(1)) => {
    const error = failureOf(machine);
    expect(error).toMatchObject(place("MODEL_EXCEPTION", at));
    expect(error.message).toContain("boom");
    expect(error.cause).toBeInstanceOf(Error);
  });

  it("keeps the code that the model gave it", () => {
    const machine = createMachine({
      on: {
        GO: {
          actions: () => {
            throw new ModelError("two kernels own one processor");
          },
        },
      },
    });
    expect(failureOf(machine)).toMatchObject(place("INVARIANT"));
  });

  it("stays: a failed run can't go on, be saved or be stepped", () => {
    const simulation = new Simulation({ seed: 1 });
    simulation.actor("a", createMachine({ on: { GO: { actions: explode } } }));
    simulation.post("a", { type: "GO" });
    expect(() => simulation.run(5)).toThrow(/boom/);
    expect(() => simulation.run(5)).toThrow(/boom/);
    expect(() => simulation.step()).toThrow(/boom/);
    expect(() => simulation.save()).toThrow(/boom/);
    expect(simulation.now).toBe(0);
  });
});

describe("a loop without end", () => {
  it("of eventless transitions ends the run", () => {
    const machine = createMachine({ initial: "a", states: { a: { on: { GO: "b" } }, b: { always: "c" }, c: { always: "b" } } });
    expect(failureOf(machine)).toMatchObject(place("ENDLESS_INSTANT"));
  });

  it("of raised events ends the run", () => {
    expect(failureOf(createMachine({ on: { GO: { actions: raise({ type: "GO" }) } } }))).toMatchObject(place("ENDLESS_INSTANT"));
  });

  it("of events within one instant ends the run", () => {
    const error = failureOf(createMachine({ on: { GO: { actions: emit({ type: "GO", to: PATH }) } } }));
    expect(error).toMatchObject(place("ENDLESS_INSTANT"));
    expect(error.message).toContain("more than 5000 events at one instant, the last GO");
  });

  it("of delays of zero ends the run", () => {
    const machine = createMachine({ on: { GO: { actions: raise({ type: "GO" }, { delay: 0 }) } } });
    expect(failureOf(machine)).toMatchObject(place("ENDLESS_INSTANT"));
  });

  it("is not seen where time goes on", () => {
    const simulation = new Simulation({ seed: 1, mostInstantEvents: 3 });
    simulation.actor("a", createMachine({ on: { GO: { actions: raise({ type: "GO" }, { delay: 1 }) } } }));
    simulation.post("a", { type: "GO" });
    simulation.run(10_000);
    expect(simulation.deliveries).toBe(10_001);
  });
});

describe("a delay", () => {
  const after = (delay: unknown) =>
    setup({ delays: { wait: delay as () => number } }).createMachine({
      initial: "a",
      states: { a: { on: { GO: "b" } }, b: { after: { wait: "c" } }, c: {} },
    });

  it.each([[-1], [Number.NaN], [undefined], ["10"], [() => -5], [() => undefined]])("of %s fails the run", (delay) => {
    const error = failureOf(after(delay));
    expect(error).toMatchObject(place("BAD_DELAY"));
    expect(error.message).toContain('delay "wait" is');
  });

  it("without implementation is refused at assembly", () => {
    const machine = createMachine({
      id: "m",
      initial: "a",
      states: { a: { states: { b: { after: { missing: "#m.a" } } }, initial: "b" } },
    });
    expect(failureOf(machine)).toMatchObject(place("BAD_DELAY", 0));
    expect(failureOf(machine).message).toContain('state "m.a.b": delay "missing" has no implementation');
  });

  it("without implementation fails the run where a raise names it", () => {
    const machine = createMachine({
      on: { GO: { actions: raise({ type: "LATER" }, { delay: "missing" as never }) }, LATER: {} },
    });
    expect(failureOf(machine)).toMatchObject(place("BAD_DELAY"));
  });

  it("below zero fails the run where a raise or an after has it as a number", () => {
    expect(
      failureOf(createMachine({ on: { GO: { actions: raise({ type: "LATER" }, { delay: -1 }) }, LATER: {} } })),
    ).toMatchObject(place("BAD_DELAY"));
    expect(failureOf(createMachine({ initial: "a", states: { a: { after: { [-3]: "b" } }, b: {} } }))).toMatchObject(
      place("BAD_DELAY", 0),
    );
  });

  it.each([[Number.POSITIVE_INFINITY], [NEVER]])("of %s never passes", (delay) => {
    const simulation = runOf(after(() => delay));
    expect(simulation.snapshot(PATH).value).toBe("b");
    expect(simulation.nextTime).toBeUndefined();
  });

  it("is rounded to the nearest nanosecond", () => {
    const simulation = runOf(after(() => 2.6));
    expect(simulation.snapshot(PATH).value).toBe("c");
    const early = new Simulation({ seed: 1 });
    early.actor("a", after(2.6));
    early.post("a", { type: "GO" });
    early.run(2);
    expect(early.snapshot("a").value).toBe("b");
    early.run(3);
    expect(early.snapshot("a").value).toBe("c");
  });

  it("fails the run when another one with the same id is pending", () => {
    const twice = createMachine({
      on: {
        GO: { actions: [raise({ type: "LATER" }, { delay: 5, id: "x" }), raise({ type: "LATER" }, { delay: 9, id: "x" })] },
        LATER: {},
      },
    });
    expect(failureOf(twice)).toMatchObject(place("BAD_DELAY"));
    expect(failureOf(twice).message).toContain('a delayed event with id "x" is pending already');
  });

  it("may be pending several times without an id", () => {
    const thrice = createMachine({
      on: { GO: { actions: [5, 5, 9].map((delay) => raise({ type: "LATER" }, { delay })) }, LATER: {} },
    });
    expect(runOf(thrice).deliveries).toBe(4);
  });

  it("may be one of thousands that are pending, each of which can be cancelled by its own id", () => {
    const count = 5_000;
    const numbers = Array.from({ length: count }, (_, index) => index);
    const machine = createMachine({
      on: {
        GO: { actions: numbers.map((number) => raise({ type: "LATER" }, { delay: 1_000 + number, id: `job ${number}` })) },
        STOP: { actions: numbers.filter((number) => number % 5 !== 0).map((number) => cancel(`job ${number}`)) },
        LATER: {},
      },
    });
    const simulation = new Simulation({ seed: 1 });
    simulation.actor("a", machine);
    for (const at of [0, 100_000]) {
      simulation.post("a", { type: "GO" }, at);
      simulation.post("a", { type: "STOP" }, at + 500);
    }
    simulation.run(ms(1));
    expect(simulation.deliveries).toBe(2 * (count / 5 + 2));
  });

  it("may be cancelled and set again within one transition", () => {
    const machine = createMachine({
      initial: "a",
      states: { a: { after: { 5000: "b" }, on: { GO: { target: "a", reenter: true } } }, b: { on: { GO: {} } } },
    });
    const simulation = new Simulation({ seed: 1 });
    simulation.actor("a", machine);
    for (const at of [3_000, 6_000, 9_000]) simulation.post("a", { type: "GO" }, at);
    simulation.run(13_999);
    expect(simulation.snapshot("a").value).toBe("a");
    simulation.run(14_000);
    expect(simulation.snapshot("a").value).toBe("b");
  });
});

describe("a statechart that the engine can't run", () => {
  it("is refused at assembly if it invokes", () => {
    const machine = setup({ actors: { child: createMachine({}) } }).createMachine({ id: "m", invoke: { src: "child" } });
    expect(failureOf(machine)).toMatchObject({ code: "UNSUPPORTED", path: PATH });
  });

  it("fails the run when it sends to another actor with a delay", () => {
    const machine = setup({ actors: { child: createMachine({}) } }).createMachine({
      context: ({ spawn }) => ({ child: spawn("child") }),
      on: {
        GO: {
          actions: ({ context, system, self }) =>
            (system as never as { scheduler: { schedule: (...all: unknown[]) => void } }).scheduler.schedule(
              self,
              context.child,
              { type: "X" },
              1,
            ),
        },
      },
    });
    expect(failureOf(machine)).toMatchObject(place("UNSUPPORTED"));
  });

  it("keeps its own machine as it was: strictness is for the copy that runs", () => {
    const machine = createMachine({ on: { OTHER: {} } });
    failureOf(machine);
    expect(machine.getTransitionData({ value: {}, context: {} } as never, { type: "GO" } as never)).toEqual([]);
  });
});
