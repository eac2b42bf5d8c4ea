import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { begin, RandomStreams, resume, type SavedSimulation, Simulation, type SimulationOptions, us } from "@crosstalk/engine";
import { bufferCount, mergeMap } from "rxjs";
import { describe, expect, it } from "vitest";
import { createMachine, emit, raise, setup } from "xstate";
import { assemble, LENGTH, PARAMETERS } from "./menagerie.ts";

const POINTS = 20;

interface Interrupted {
  /** Fingerprint and whole final state of the run that nobody interrupted. */
  readonly final: string;
  /** Saves as text, taken on the way in another run. */
  readonly saves: readonly string[];
}

const outcome = (simulation: Simulation) => `${simulation.fingerprint} ${JSON.stringify(simulation.save())}`;

/** Runs once to the end, and once with saves at random numbers of deliveries. */
function interrupt(options: SimulationOptions): Interrupted {
  const whole = begin(assemble, PARAMETERS, options).simulation;
  whole.run(LENGTH);
  const stream = new RandomStreams(options.seed).stream("points");
  const points = Array.from({ length: POINTS }, () => stream.integer(0, whole.deliveries)).toSorted((a, b) => a - b);
  const other = begin(assemble, PARAMETERS, options).simulation;
  other.start();
  const saves = points.map((point) => {
    while (other.deliveries < point) other.step();
    return JSON.stringify(other.save());
  });
  other.run(LENGTH);
  expect(outcome(other), "saving must not disturb the run").toBe(outcome(whole));
  return { final: outcome(whole), saves };
}

function inFreshProcess(saves: readonly string[]): string[] {
  const script = fileURLToPath(new URL("resume-in-process.ts", import.meta.url));
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--conditions", "@crosstalk/source", script],
    {
      input: saves.join("\n"),
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    },
  );
  expect(status, stderr).toBe(0);
  return stdout.trim().split("\n");
}

describe("a saved simulation", () => {
  it.each<SimulationOptions>([{ seed: 1 }, { seed: 2, permuteTies: 9 }])(
    "goes on as if never interrupted, from any point, under %o",
    (options) => {
      const { final, saves } = interrupt(options);
      for (const save of saves) {
        const { simulation } = resume(assemble, PARAMETERS, options, JSON.parse(save) as SavedSimulation);
        expect(JSON.stringify(simulation.save()), "what was just restored must save alike").toBe(save);
        simulation.run(LENGTH);
        expect(outcome(simulation)).toBe(final);
      }
    },
  );

  it("goes on so in a fresh process too", () => {
    const { final, saves } = interrupt({ seed: 3 });
    for (const outcomes of [inFreshProcess(saves), inFreshProcess(saves.slice(-1))]) {
      for (const one of outcomes) expect(one).toBe(final);
    }
  });

  it("may be saved and restored at every step without a difference", () => {
    const whole = begin(assemble, PARAMETERS, { seed: 4 }).simulation;
    let chained = begin(assemble, PARAMETERS, { seed: 4 }).simulation;
    for (let step = 0; step < 700; step += 1) {
      whole.step();
      chained.step();
      const saved = JSON.parse(JSON.stringify(chained.save())) as SavedSimulation;
      chained = resume(assemble, PARAMETERS, { seed: 4 }, saved).simulation;
    }
    expect(outcome(chained)).toBe(outcome(whole));
  });

  it("is a JSON value that shares nothing with the run, and is not consumed by restoring", () => {
    const { simulation } = begin(assemble, PARAMETERS, { seed: 5 });
    simulation.run(LENGTH / 2);
    const saved = simulation.save();
    const text = JSON.stringify(saved);
    expect(JSON.parse(text)).toStrictEqual(saved);
    simulation.run(LENGTH);
    expect(JSON.stringify(saved)).toBe(text);
    const first = resume(assemble, PARAMETERS, { seed: 5 }, saved).simulation;
    first.run(LENGTH);
    expect(JSON.stringify(saved)).toBe(text);
    expect(outcome(first)).toBe(outcome(simulation));
  });

  it("keeps the numbers of delayed events that have no id", () => {
    const build = () => {
      const simulation = new Simulation({ seed: 1 });
      simulation.actor("a", createMachine({ on: { GO: { actions: raise({ type: "LATER" }, { delay: us(10) }) }, LATER: {} } }));
      return simulation;
    };
    const whole = build();
    for (let at = 0; at < 20; at += 1) whole.post("a", { type: "GO" }, us(at));
    whole.run(us(7));
    const rest = build();
    rest.restore(whole.save());
    for (const simulation of [whole, rest]) simulation.run(us(50));
    expect([rest.fingerprint, rest.deliveries]).toEqual([whole.fingerprint, 40]);
  });

  it("keeps the clock, and drops what the assembly has posted", () => {
    const build = () => {
      const simulation = new Simulation({ seed: 1 });
      simulation.actor("a", createMachine({ on: { GO: { actions: emit(() => ({ type: "ECHO", to: "a" })) }, "*": {} } }));
      for (const at of [0, 500, 100_000]) simulation.post("a", { type: "SET" }, at);
      return simulation;
    };
    const whole = build();
    whole.run(300);
    for (const at of [400, 400, 600]) whole.post("a", { type: "GO" }, at);
    const rest = build();
    const saved = whole.save();
    rest.restore(saved);
    rest.onDelivery((_time, _path, event) => expect(saved.events.map((pending) => pending.event)).not.toContain(event));
    expect(rest.now).toBe(300);
    expect(() => rest.post("a", { type: "LATE" }, 299)).toThrow(/SCHEDULE_IN_PAST/);
    for (const simulation of [whole, rest]) simulation.run(200_000);
    expect(rest.fingerprint).toBe(whole.fingerprint);
  });
});

describe("saving is refused", () => {
  const holding = (value: unknown) => {
    const simulation = new Simulation({ seed: 4 });
    simulation.actor("xen/domU3/vcpu0", createMachine({ context: { deep: [{ queue: value }] } }));
    simulation.run(9);
    return simulation;
  };

  it.each<[string, unknown]>([
    ["a Map", new Map()],
    ["undefined", undefined],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["-0", -0],
    ["a function", () => 1],
    ["a Uint8Array", new Uint8Array(1)],
  ])("for a context that holds %s, by path and field", (what, value) => {
    expect(() => holding(value).save()).toThrow(
      expect.objectContaining({
        code: "NOT_SAVABLE",
        at: 9,
        seed: 4,
        message: expect.stringContaining(`the context of xen/domU3/vcpu0 is not a JSON value: .deep.0.queue is ${what}`),
      }),
    );
  });

  it("for a context that refers back to itself", () => {
    const loop: { inner?: unknown } = {};
    loop.inner = loop;
    expect(() => holding(loop).save()).toThrow(
      /the context of xen\/domU3\/vcpu0 is not a JSON value: \.deep\.0\.queue\.inner refers back/,
    );
  });

  it("for a pending event that is no JSON value", () => {
    const simulation = new Simulation({ seed: 4 });
    simulation.actor("a", createMachine({ on: { "*": {} } }));
    simulation.post("a", { type: "X", callback: () => 1 }, 5);
    expect(() => simulation.save()).toThrow(/event X to a is not a JSON value: \.callback is a function/);
  });

  it("for an actor with children of its own", () => {
    const simulation = new Simulation({ seed: 4 });
    const machine = setup({ actors: { child: createMachine({}) } }).createMachine({
      context: ({ spawn }) => ({ child: spawn("child").id }),
    });
    simulation.actor("a", machine);
    expect(() => simulation.save()).toThrow(/a has children of its own .*engine\.spawn/);
  });

  it("for RxJS operators on a wire, by the wire's name", () => {
    const simulation = new Simulation({ seed: 4 });
    simulation.actor("a", createMachine({ entry: emit({ type: "X", to: "b" }) }));
    simulation.actor("b", createMachine({ on: { X: {} } }));
    simulation.wire("a", "b", {
      pipe: (events) =>
        events.pipe(
          bufferCount(2),
          mergeMap((both) => both),
        ),
    });
    expect(() => simulation.save()).toThrow(/wire a -> b has RxJS operators that may hold hidden state/);
  });
});

describe("restoring is refused", () => {
  const build = (seed: number, paths: readonly string[]) => {
    const simulation = new Simulation({ seed });
    for (const path of paths) simulation.actor(path, createMachine({}));
    return simulation;
  };
  const saved = build(1, ["a", "b"]).save();

  it.each<[string, () => Simulation, object, RegExp]>([
    ["under another seed", () => build(2, ["a", "b"]), {}, /saved under seed 1, this run has seed 2/],
    ["in a world that lacks an actor", () => build(1, ["a"]), {}, /other actors than the save: b/],
    ["in a world with one more", () => build(1, ["a", "b", "c"]), {}, /other actors than the save: c/],
    ["in a world with another order", () => build(1, ["b", "a"]), {}, /they come in another order/],
    ["from another format", () => build(1, ["a", "b"]), { format: 2 }, /format is 2; allowed is 1/],
    [
      "from what lacks fields",
      () => build(1, ["a", "b"]),
      { actors: undefined, random: [] },
      /actors is undefined; allowed is a list, random is a list; allowed is an object/,
    ],
    [
      "from states that there are not",
      () => build(1, ["a", "b"]),
      { actors: saved.actors.map((actor) => ({ ...actor, nodes: ["(machine)", "elsewhere"] })) },
      /actor a stands in a state elsewhere, which its machine does not have/,
    ],
    [
      "from events to nobody",
      () => build(1, ["a", "b"]),
      { events: [{ time: 1, priority: 0, tie: 0, target: 7, event: { type: "X" } }] },
      /an actor 7/,
    ],
  ])("%s, and the world can't run then", (_what, world, changes, complaint) => {
    const simulation = world();
    expect(() => simulation.restore({ ...saved, ...changes })).toThrow(
      expect.objectContaining({ code: "BAD_SAVE", message: expect.stringMatching(complaint) }),
    );
    expect(() => simulation.run(5)).toThrow(complaint);
  });
});

it.each(["compiled", "reference"] as const)(
  "a chart that two targets have brought into both of two states is restored in both, under %s",
  (runtime) => {
    const machine = createMachine({
      id: "m",
      initial: "o",
      states: {
        o: { on: { E: { target: ["#m.a", "#m.b"] } } },
        a: { on: { Q: "o" } },
        b: { exit: emit({ type: "LEFT", to: "taker" }) },
      },
    });
    const build = () => {
      const simulation = new Simulation({ seed: 1, runtime });
      simulation.actor("m", machine);
      simulation.actor("taker", createMachine({ on: { LEFT: {} } }));
      return simulation;
    };
    const whole = build();
    whole.post("m", { type: "E" }, 1);
    whole.post("m", { type: "Q" }, 3);
    whole.run(2);
    const restored = build();
    restored.restore(whole.save());
    expect(restored.save()).toEqual(whole.save());
    for (const simulation of [whole, restored]) simulation.run(5);
    expect([restored.fingerprint, restored.deliveries]).toEqual([whole.fingerprint, 3]);
  },
);

describe("a fork", () => {
  const warm = () => {
    const run = begin(assemble, PARAMETERS, { seed: 6 });
    run.simulation.run(LENGTH / 2);
    return run;
  };

  it("without a change goes on exactly as its original, whichever runs first", () => {
    const run = warm();
    const early = run.fork();
    early.simulation.run(LENGTH);
    run.simulation.run(LENGTH);
    const whole = begin(assemble, PARAMETERS, { seed: 6 });
    whole.simulation.run(LENGTH);
    expect([outcome(early.simulation), outcome(run.simulation)]).toEqual([outcome(whole.simulation), outcome(whole.simulation)]);
    expect(early.parameters).toBe(PARAMETERS);
  });

  it("with another parameter differs from its original and from other forks, each repeatably", () => {
    const run = warm();
    const fingerprints = [PARAMETERS.lag, us(4), us(40), us(40)].map((lag) => {
      const { simulation } = run.fork({ lag });
      expect(simulation.now).toBe(LENGTH / 2);
      simulation.run(LENGTH);
      return simulation.fingerprint;
    });
    expect(new Set(fingerprints).size).toBe(3);
    expect(fingerprints[3]).toBe(fingerprints[2]);
  });

  it("of a fork is a fork", () => {
    const grandchild = warm().fork().fork();
    const whole = begin(assemble, PARAMETERS, { seed: 6 });
    for (const { simulation } of [grandchild, whole]) simulation.run(LENGTH);
    expect(outcome(grandchild.simulation)).toBe(outcome(whole.simulation));
  });
});
