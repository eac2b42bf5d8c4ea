import { delay } from "rxjs";
import { describe, expect, it } from "vitest";
import { assign, createMachine, emit, raise, setup } from "xstate";
import { equipment, now, random } from "./ambient.ts";
import { begin } from "./scenario.ts";
import { Simulation } from "./simulation.ts";
import { END_OF_TIME, ms, NEVER, seconds } from "./time.ts";
import { recordTrace } from "./trace.ts";

const listener = createMachine({ on: { "*": {} } });

/** Beats with exponential gaps drawn from a stream of its own. */
const heart = setup({ delays: { gap: ({ self }) => random(`${self.id}: gap`).exponential(ms(1)) } }).createMachine({
  context: { beats: 0 },
  initial: "rest",
  states: {
    rest: {
      after: {
        gap: {
          target: "rest",
          reenter: true,
          actions: [assign({ beats: ({ context }) => context.beats + 1 }), emit({ type: "BEAT" })],
        },
      },
    },
  },
});

function hearts(seed: number, paths: readonly string[] = ["a", "b"]): Simulation {
  const simulation = new Simulation({ seed });
  for (const path of paths) simulation.actor(path, heart);
  simulation.actor("ear", listener);
  for (const path of paths) simulation.connect(path, "BEAT", "ear");
  return simulation;
}

describe("a run", () => {
  it("delivers everything up to and at its end, and leaves the clock there", () => {
    const simulation = new Simulation({ seed: 1 });
    simulation.actor("a", listener);
    for (const at of [0, 5, 10, 11]) simulation.post("a", { type: "X" }, at);
    expect(simulation.run(10)).toBe(true);
    expect([simulation.now, simulation.deliveries, simulation.nextTime]).toEqual([10, 3, 11]);
    expect(simulation.run(1_000)).toBe(true);
    expect([simulation.now, simulation.deliveries, simulation.nextTime]).toEqual([1_000, 4, undefined]);
    expect(simulation.run(1_000)).toBe(true);
  });

  it("refuses a schedule in the past, after an idle stretch too, and an end in the past", () => {
    const simulation = new Simulation({ seed: 3 });
    simulation.actor("a", listener);
    simulation.run(100);
    expect(() => simulation.post("a", { type: "X" }, 99)).toThrow(
      expect.objectContaining({ code: "SCHEDULE_IN_PAST", path: "a", at: 100, seed: 3 }),
    );
    expect(() => simulation.post("a", { type: "X" }, Number.NaN)).toThrow(expect.objectContaining({ code: "SCHEDULE_IN_PAST" }));
    expect(() => simulation.run(99)).toThrow(expect.objectContaining({ code: "SCHEDULE_IN_PAST", at: 100 }));
  });

  it("ends early when a condition holds or a model asks for it, at the clock of the last delivery", () => {
    const simulation = hearts(1);
    expect(simulation.run(seconds(1), () => simulation.deliveries >= 10)).toBe(false);
    expect(simulation.deliveries).toBe(10);
    const at = simulation.now;
    simulation.onDelivery(() => simulation.stop());
    expect(simulation.run(seconds(1))).toBe(false);
    expect(simulation.deliveries).toBe(11);
    expect(simulation.now).toBeGreaterThanOrEqual(at);
  });

  it("may be cut into pieces without a difference", () => {
    const whole = hearts(4);
    whole.run(ms(100));
    const pieces = hearts(4);
    for (let until = 0; until <= ms(100); until += 333_333) pieces.run(until);
    pieces.run(ms(100));
    const steps = hearts(4);
    steps.start();
    while ((steps.nextTime ?? NEVER) <= ms(100)) steps.step();
    expect([pieces.fingerprint, steps.fingerprint]).toEqual([whole.fingerprint, whole.fingerprint]);
  });

  it("comes to its end at the end of virtual time, and says so", () => {
    const simulation = new Simulation({ seed: 1 });
    simulation.actor("a", createMachine({ on: { GO: { actions: raise({ type: "LATER" }, { delay: 100 }) }, LATER: {} } }));
    simulation.post("a", { type: "GO" }, END_OF_TIME - 50);
    simulation.post("a", { type: "NEVER" }, NEVER);
    expect(() => simulation.run(END_OF_TIME)).toThrow(
      expect.objectContaining({ code: "END_OF_TIME", path: "a", at: END_OF_TIME - 50 }),
    );
    expect(() => new Simulation({ seed: 1 }).run(END_OF_TIME + 2)).toThrow(expect.objectContaining({ code: "END_OF_TIME" }));
  });

  it.each([[-1], [1.5], [Number.NaN], [2 ** 53]])("refuses %s as a seed", (seed) => {
    expect(() => new Simulation({ seed })).toThrow(/seed is .*; allowed is a whole number of at least 0/);
    expect(() => new Simulation({ seed: 1, permuteTies: seed })).toThrow(RangeError);
  });
});

describe("the fingerprint of a run", () => {
  it("is the same for the same seed, and another for another", () => {
    const prints = [7, 7, 8].map((seed) => {
      const simulation = hearts(seed);
      simulation.run(ms(200));
      return simulation.fingerprint;
    });
    expect(prints[0]).toBe(prints[1]);
    expect(prints[0]).not.toBe(prints[2]);
  });

  it("keeps this value for this run; a change of engine, XState or random numbers that shows here changes all runs", () => {
    const simulation = hearts(7);
    simulation.run(ms(200));
    expect([simulation.fingerprint, simulation.deliveries]).toEqual(["7e1181f195abfd03", 822]);
  });

  it("does not depend on the order in which independent actors are assembled, nor on ones that get no events", () => {
    const run = (paths: readonly string[], extra: readonly string[]) => {
      const simulation = new Simulation({ seed: 7 });
      for (const path of extra) simulation.actor(path, listener);
      for (const path of paths) simulation.actor(path, heart);
      simulation.run(ms(200));
      return simulation.fingerprint;
    };
    expect(run(["b", "a"], ["idle"])).toBe(run(["a", "b"], []));
  });

  it("is left alone by listeners, observers and looks at snapshots", () => {
    const watched = hearts(7);
    const trace = recordTrace(watched);
    watched.observe("a").subscribe();
    while (watched.now < ms(200)) watched.run(watched.now + 100_000, () => watched.snapshot("a").context.beats < 0);
    const alone = hearts(7);
    alone.run(ms(200));
    expect(watched.fingerprint).toBe(alone.fingerprint);
    expect(trace).toHaveLength(alone.deliveries);
  });
});

describe("an actor", () => {
  it("draws the same numbers whichever other actors there are", () => {
    const beats = (paths: readonly string[]) => {
      const simulation = hearts(9, paths);
      const times: number[] = [];
      simulation.observe("b").subscribe(() => times.push(simulation.now));
      simulation.run(ms(50));
      return times;
    };
    expect(beats(["a", "b", "c"])).toEqual(beats(["b"]));
  });

  it("knows the time, and its path as its id, in guards, actions, delays and at its start", () => {
    const seen: unknown[] = [];
    const simulation = new Simulation({ seed: 1 });
    const machine = createMachine({
      context: ({ self }) => ({ born: now(), name: self.id }),
      on: { GO: { guard: () => now() === 40, actions: ({ self }) => seen.push(now(), self.id) } },
    });
    simulation.actor("host0/cpu1", machine);
    simulation.post("host0/cpu1", { type: "GO" }, 40);
    simulation.run(50);
    expect(seen).toEqual([40, "host0/cpu1"]);
    expect(simulation.snapshot("host0/cpu1").context).toEqual({ born: 0, name: "host0/cpu1" });
    expect(() => now()).toThrow(/valid only while an event is being delivered/);
    expect(() => random("x")).toThrow(/valid only while an event is being delivered/);
  });

  it.each(["compiled", "reference"] as const)(
    "has its equipment at hand while it handles an event, also when restored (%s)",
    (runtime) => {
      const caller = setup({ types: { context: {} as { path: string; heard: string[] } } }).createMachine({
        context: ({ input }) => ({ path: (input as { path: string }).path, heard: [] }),
        on: {
          CALL: {
            actions: assign({
              heard: ({ context }) => [...context.heard, equipment<{ sound(): string }>(context.path).sound()],
            }),
          },
        },
      });
      const assemble = (simulation: Simulation) => {
        simulation.actor("cat", caller, { path: "cat" }, { sound: () => "miaow" });
        simulation.actor("dog", caller, { path: "dog" }, { sound: () => "woof" });
        simulation.actor("fish", caller, { path: "fish" });
      };
      const run = begin(assemble, undefined, { seed: 1, runtime });
      for (const path of ["cat", "dog"]) for (const at of [1, 3]) run.simulation.post(path, { type: "CALL" }, at);
      run.simulation.run(2);
      const restored = run.fork();
      for (const { simulation } of [run, restored]) {
        simulation.run(3);
        expect(simulation.snapshot("cat").context.heard).toEqual(["miaow", "miaow"]);
        expect(simulation.snapshot("dog").context.heard).toEqual(["woof", "woof"]);
      }
      run.simulation.post("fish", { type: "CALL" }, 4);
      expect(() => run.simulation.run(4)).toThrow(expect.objectContaining({ code: "NO_EQUIPMENT", path: "fish", at: 4 }));
      expect(() => restored.simulation.equipment("fish")).toThrow(
        expect.objectContaining({ code: "NO_EQUIPMENT", path: "fish" }),
      );
      expect(() => restored.simulation.equipment("cow")).toThrow(expect.objectContaining({ code: "NO_SUCH_ACTOR", path: "cow" }));
      expect(() => equipment("cat")).toThrow(/only while an event is being delivered/);
    },
  );

  it("can't share its path, be added late, or be missing where it is named", () => {
    const simulation = new Simulation({ seed: 2 });
    simulation.actor("a", listener);
    expect(() => simulation.actor("a", listener)).toThrow(
      expect.objectContaining({ code: "DUPLICATE_PATH", path: "a", seed: 2 }),
    );
    const unfit = createMachine({ id: "unfit", invoke: { src: "x" } });
    expect(() => simulation.actor("a", unfit)).toThrow(expect.objectContaining({ code: "DUPLICATE_PATH" }));
    expect(simulation.interpreted.size).toBe(0);
    expect(simulation.paths).toEqual(["a"]);
    expect(() => simulation.post("b", { type: "X" })).toThrow(expect.objectContaining({ code: "NO_SUCH_ACTOR", path: "b" }));
    expect(() => simulation.snapshot("a")).toThrow(/has not been started/);
    simulation.start();
    expect(() => simulation.actor("b", listener)).toThrow(expect.objectContaining({ code: "WRONG_PHASE" }));
    expect(() => simulation.factory("f", listener)).toThrow(expect.objectContaining({ code: "WRONG_PHASE" }));
    expect(() => simulation.observe("b")).toThrow(expect.objectContaining({ code: "NO_SUCH_ACTOR", path: "b" }));
    expect(() => simulation.restore(new Simulation({ seed: 2 }).save())).toThrow(
      expect.objectContaining({ code: "WRONG_PHASE" }),
    );
  });

  it("may emit at its start to actors that start after it", () => {
    const simulation = new Simulation({ seed: 1 });
    const trace = recordTrace(simulation);
    simulation.actor("a", createMachine({ entry: emit({ type: "HELLO", to: "b" }) }));
    simulation.actor("b", listener);
    simulation.run(0);
    expect(trace).toEqual([{ time: 0, path: "b", event: { type: "HELLO", to: "b" } }]);
  });

  it("reaches its final state with its delayed events cancelled", () => {
    const simulation = new Simulation({ seed: 1 });
    simulation.actor(
      "a",
      createMachine({ initial: "on", after: { 100: {} }, states: { on: { after: { 10: "off" } }, off: { type: "final" } } }),
    );
    simulation.run(1_000);
    expect([simulation.deliveries, simulation.nextTime]).toEqual([1, undefined]);
  });
});

describe("a listener of deliveries", () => {
  it("that throws ends the run", () => {
    const simulation = hearts(1);
    simulation.onDelivery((_time, path) => {
      if (path === "ear") throw new Error("probe broken");
    });
    expect(() => simulation.run(seconds(1))).toThrow(expect.objectContaining({ code: "SUBSCRIBER_EXCEPTION", path: "ear" }));
  });

  it("hears no more once it has left", () => {
    const simulation = hearts(1);
    let heard = 0;
    const leave = simulation.onDelivery(() => {
      heard += 1;
      if (heard === 3) leave();
    });
    simulation.run(ms(20));
    expect(heard).toBe(3);
  });
});

describe("actors made during the run", () => {
  const parent = setup({ types: { events: {} as { type: "MAKE" | "END" | "TELL"; path: string } } }).createMachine({
    on: {
      MAKE: { actions: emit(({ event }) => ({ type: "engine.spawn", factory: "heart", path: event.path, input: undefined })) },
      END: { actions: emit(({ event }) => ({ type: "engine.stop", path: event.path })) },
      TELL: { actions: emit(({ event }) => ({ type: "HELLO", to: event.path })) },
    },
  });
  const suicidal = createMachine({ on: { HELLO: { actions: emit(({ self }) => ({ type: "engine.stop", path: self.id })) } } });

  function family(): Simulation {
    const simulation = new Simulation({ seed: 6 });
    simulation.factory("heart", heart);
    simulation.factory("suicidal", suicidal);
    simulation.actor("parent", parent);
    return simulation;
  }

  it("start at once, live under their path, and can be ended", () => {
    const simulation = family();
    const trace = recordTrace(simulation, ({ path }) => path === "kid");
    simulation.post("parent", { type: "MAKE", path: "kid" }, ms(1));
    simulation.post("parent", { type: "END", path: "kid" }, ms(21));
    simulation.run(ms(20));
    expect(simulation.paths).toEqual(["parent", "kid"]);
    expect(simulation.snapshot("kid").context.beats).toBeGreaterThan(5);
    simulation.run(ms(40));
    expect(simulation.paths).toEqual(["parent"]);
    expect(simulation.nextTime).toBeUndefined();
    expect(trace.every(({ time }) => time > ms(1) && time <= ms(21))).toBe(true);
  });

  it("lose what is on its way to them when they end; one of the same path made later gets nothing of it", () => {
    const simulation = family();
    simulation.factory("listener", listener);
    simulation.wire("parent", "kid", { through: [{ name: "slow", initial: () => ({}), pass: (_event, at) => at + 10 }] });
    const trace = recordTrace(simulation, ({ path, event }) => path === "kid" && event.type === "HELLO");
    const make = { type: "MAKE", path: "kid" };
    const script: [number, { type: string; path: string }][] = [
      [0, make],
      [1, { type: "TELL", path: "kid" }],
      [2, { type: "END", path: "kid" }],
      [3, make],
    ];
    for (const [at, event] of script) simulation.post("parent", event, at);
    expect(() => simulation.post("kid", { type: "HELLO" }, 5)).toThrow(/no actor at kid/);
    simulation.run(50);
    expect(trace).toEqual([]);
  });

  it("leave nothing behind that counts as a delivery, is saved, or is named as the next event", () => {
    const simulation = family();
    simulation.post("parent", { type: "MAKE", path: "kid" }, 0);
    simulation.run(1);
    simulation.post("parent", { type: "END", path: "kid" }, 5);
    for (const at of [5, 10, 20, 40]) simulation.post("kid", { type: "HELLO" }, at);
    simulation.post("parent", { type: "MAKE", path: "other" }, 30);
    simulation.run(5);
    expect([simulation.deliveries, simulation.nextTime]).toEqual([2, 30]);
    const saved = JSON.parse(JSON.stringify(simulation.save()));
    expect(saved.events).toMatchObject([{ time: 30, target: 0 }]);
    simulation.run(29);
    expect([simulation.deliveries, simulation.nextTime]).toEqual([2, 30]);
    simulation.step();
    expect(simulation.now).toBe(30);
    simulation.step();
    expect(simulation.now).toBeGreaterThan(40);
    const again = family();
    again.restore(saved);
    again.run(simulation.now);
    expect([again.deliveries, again.fingerprint]).toEqual([4, simulation.fingerprint]);
  });

  it("lose what is still in the operators of a wire when they end", () => {
    const simulation = family();
    simulation.wire("parent", "kid", { pipe: (events) => events.pipe(delay(10, simulation.scheduler)) });
    const trace = recordTrace(simulation, ({ event }) => event.type === "HELLO");
    simulation.post("parent", { type: "MAKE", path: "kid" }, 0);
    simulation.post("parent", { type: "TELL", path: "kid" }, 1);
    simulation.post("parent", { type: "END", path: "kid" }, 5);
    simulation.run(50);
    expect(trace).toEqual([]);
  });

  it("can't take a path that is taken, come of no factory, or be ended if they were assembled", () => {
    for (const [event, code] of [
      [{ type: "MAKE", path: "parent" }, "DUPLICATE_PATH"],
      [{ type: "END", path: "parent" }, "INVARIANT"],
      [{ type: "END", path: "nobody" }, "NO_SUCH_ACTOR"],
      [{ type: "TELL", path: "nobody" }, "NO_SUCH_ACTOR"],
    ] as const) {
      const simulation = family();
      simulation.post("parent", event, 4);
      expect(() => simulation.run(5)).toThrow(expect.objectContaining({ code, at: 4 }));
    }
    const simulation = new Simulation({ seed: 1 });
    simulation.actor("parent", parent);
    simulation.post("parent", { type: "MAKE", path: "kid" });
    expect(() => simulation.run(5)).toThrow(/no factory "heart" was named at assembly/);
  });

  it("may end themselves", () => {
    const simulation = new Simulation({ seed: 1 });
    simulation.factory("suicidal", suicidal);
    const maker = createMachine({
      entry: [
        emit({ type: "engine.spawn", factory: "suicidal", path: "kid", input: undefined }),
        emit({ type: "HELLO", to: "kid" }),
      ],
    });
    simulation.actor("maker", maker);
    simulation.run(10);
    expect(simulation.paths).toEqual(["maker"]);
  });
});
