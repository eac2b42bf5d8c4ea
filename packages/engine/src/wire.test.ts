import { bufferCount, concatMap, filter, from, map, mergeMap, type Observable, of, take } from "rxjs";
import { describe, expect, it } from "vitest";
import { createMachine, emit } from "xstate";
import type { ModelEvent } from "./model-event.ts";
import { Simulation } from "./simulation.ts";
import { ms, NEVER, seconds, us } from "./time.ts";
import { type Delivery, recordTrace } from "./trace.ts";
import type { WireOptions, WireStage } from "./wire.ts";
import { bandwidth, latency, loss, sample } from "./wire-stages.ts";

/** Passes on what is in `send`, all at once. */
const source = createMachine({
  on: {
    SEND: { actions: emit(({ event }) => ({ ...(event as unknown as { what: ModelEvent }).what, to: "sink" })) },
  },
});
const sink = createMachine({ on: { "*": {} } });

interface Setup {
  readonly simulation: Simulation;
  readonly arrived: readonly Delivery[];
}

function wired(options: WireOptions, seed = 1): Setup {
  const simulation = new Simulation({ seed });
  simulation.actor("source", source);
  simulation.actor("sink", sink);
  simulation.wire("source", "sink", options);
  return { simulation, arrived: recordTrace(simulation, ({ path }) => path === "sink") };
}

/** Sends numbered events, one at each instant. */
function sendAt(simulation: Simulation, times: readonly number[], fields: object = {}): void {
  times.forEach((at, number) => {
    simulation.post("source", { type: "SEND", what: { type: "PACKET", number, ...fields } }, at);
  });
}

const seen = (arrived: readonly Delivery[]) => arrived.map(({ time, event }) => [time, event.number]);

const everyMicrosecond = (count: number) => Array.from({ length: count }, (_, index) => us(index));

describe("a wire", () => {
  it("passes events on at the same instant, in order, but never inside the delivery that sent them", () => {
    const log: string[] = [];
    const simulation = new Simulation({ seed: 1 });
    const talker = createMachine({
      on: {
        GO: {
          actions: [
            () => log.push("begin"),
            emit({ type: "ONE", to: "b" }),
            emit({ type: "TWO", to: "b" }),
            () => log.push("end"),
          ],
        },
      },
    });
    simulation.actor("a", talker);
    simulation.actor("b", createMachine({ on: { "*": { actions: ({ event }) => log.push(event.type) } } }));
    simulation.post("a", { type: "GO" }, 5);
    simulation.run(5);
    expect(log).toEqual(["begin", "end", "ONE", "TWO"]);
  });

  it("carries what an actor sends to itself", () => {
    const simulation = new Simulation({ seed: 1 });
    simulation.actor("a", createMachine({ on: { GO: { actions: emit({ type: "ECHO", to: "a" }) }, ECHO: {} } }));
    simulation.wire("a", "a", { through: [latency(7)] });
    simulation.post("a", { type: "GO" });
    simulation.run(6);
    expect(simulation.deliveries).toBe(1);
    simulation.run(7);
    expect(simulation.deliveries).toBe(2);
  });

  it("connects by type what is emitted to nobody, once for each target, and leaves addressed events alone", () => {
    const simulation = new Simulation({ seed: 1 });
    const trace = recordTrace(simulation, ({ path }) => path !== "a");
    simulation.actor(
      "a",
      createMachine({ on: { GO: { actions: [emit({ type: "X" }), emit({ type: "Y" }), emit({ type: "X", to: "c" })] } } }),
    );
    for (const path of ["b", "c", "d"]) simulation.actor(path, sink);
    simulation.connect("a", "X", "b");
    simulation.connect("a", "X", "b");
    simulation.connect("a", "X", "c", { through: [latency(3)] });
    simulation.connect("a", "Y", "d");
    simulation.post("a", { type: "GO" });
    simulation.run(10);
    expect(trace.map(({ time, path, event }) => [time, path, event.type])).toEqual([
      [0, "b", "X"],
      [0, "d", "Y"],
      [3, "c", "X"],
      [3, "c", "X"],
    ]);
  });

  it("fails the run when it would lead to nobody, and the start when one of its ends is missing", () => {
    const lost = wired({});
    lost.simulation.post("source", { type: "SEND", what: { type: "PACKET" } });
    const simulation = new Simulation({ seed: 1 });
    simulation.actor("a", createMachine({ on: { GO: { actions: emit({ type: "X", to: "nobody" }) } } }));
    simulation.post("a", { type: "GO" }, 3);
    expect(() => simulation.run(5)).toThrow(expect.objectContaining({ code: "NO_SUCH_ACTOR", path: "a", at: 3 }));
    for (const misspell of [
      (made: Simulation) => made.wire("a", "bee", {}),
      (made: Simulation) => made.connect("bee", "X", "a"),
      (made: Simulation) => made.observe("bee"),
    ]) {
      const made = new Simulation({ seed: 1 });
      made.actor("a", sink);
      misspell(made);
      expect(() => made.start()).toThrow(/there is no actor at bee/);
    }
  });

  it("can't be laid once the run has started", () => {
    const { simulation } = wired({});
    simulation.start();
    expect(() => simulation.wire("source", "sink", {})).toThrow(expect.objectContaining({ code: "WRONG_PHASE" }));
    expect(() => simulation.connect("source", "X", "sink")).toThrow(expect.objectContaining({ code: "WRONG_PHASE" }));
  });

  it("refuses a stage that lets events leave before they entered", () => {
    const back: WireStage = { name: "back", initial: () => ({}), pass: (_event, at) => at - 1 };
    const { simulation } = wired({ through: [back] });
    sendAt(simulation, [10]);
    expect(() => simulation.run(20)).toThrow(expect.objectContaining({ code: "BAD_DELAY", path: "source", at: 10 }));
  });
});

describe("latency", () => {
  it("delays every event by the same time", () => {
    const { simulation, arrived } = wired({ through: [latency(us(50))] });
    sendAt(simulation, [0, us(1), us(1), us(40)]);
    simulation.run(seconds(1));
    expect(seen(arrived)).toEqual([
      [us(50), 0],
      [us(51), 1],
      [us(51), 2],
      [us(90), 3],
    ]);
  });

  it("stays first-in-first-out when it is drawn", () => {
    const { simulation, arrived } = wired({ through: [latency((random) => random.exponential(us(100)))] });
    sendAt(simulation, everyMicrosecond(1_000));
    simulation.run(seconds(1));
    expect(arrived.map(({ event }) => event.number)).toEqual(Array.from({ length: 1_000 }, (_, index) => index));
    expect(new Set(arrived.map(({ time }) => time)).size).toBeLessThan(400);
  });

  it("below zero is refused, fixed or drawn", () => {
    expect(() => latency(-1)).toThrow(/at least 0 ns/);
    const { simulation } = wired({ through: [latency(() => -5)] });
    sendAt(simulation, [1]);
    expect(() => simulation.run(5)).toThrow(expect.objectContaining({ code: "BAD_DELAY", path: "source", at: 1 }));
  });

  it("without end means that the event never arrives, nor any after it", () => {
    const { simulation, arrived } = wired({ through: [latency(NEVER)] });
    sendAt(simulation, [0, 5]);
    simulation.run(seconds(1));
    expect(arrived).toEqual([]);
  });
});

describe("bandwidth", () => {
  it("carries one event after another, each for as long as its bytes take", () => {
    const { simulation, arrived } = wired({ through: [bandwidth(1_000_000, (event) => event.bytes as number)] });
    sendAt(simulation, [0, 0, ms(10)], { bytes: 1_500 });
    simulation.run(seconds(1));
    expect(seen(arrived)).toEqual([
      [ms(1.5), 0],
      [ms(3), 1],
      [ms(11.5), 2],
    ]);
  });

  it("never carries more than it can, and all that it is given", () => {
    const { simulation, arrived } = wired({ through: [bandwidth(125_000_000, () => 1_500)] });
    sendAt(simulation, everyMicrosecond(1_000));
    simulation.run(seconds(1));
    expect(arrived).toHaveLength(1_000);
    expect((arrived.at(-1) as Delivery).time).toBe(us(12) * 1_000);
  });

  it("refuses a rate of zero and sizes below zero", () => {
    expect(() => bandwidth(0, () => 1)).toThrow(/above 0 bytes a second/);
    const { simulation } = wired({ through: [bandwidth(1, () => -1)] });
    sendAt(simulation, [1]);
    expect(() => simulation.run(5)).toThrow(/an event's size is -1/);
  });
});

describe("loss", () => {
  it("loses its share of the events, keeps the order of the rest, and draws the same for the same seed", () => {
    const run = (seed: number) => {
      const { simulation, arrived } = wired({ through: [loss(0.2)] }, seed);
      sendAt(simulation, everyMicrosecond(10_000));
      simulation.run(seconds(1));
      return arrived.map(({ event }) => event.number as number);
    };
    const kept = run(1);
    expect(Math.abs(kept.length - 8_000)).toBeLessThan(160);
    expect(kept).toEqual(kept.toSorted((a, b) => a - b));
    expect(run(1)).toEqual(kept);
    expect(run(2)).not.toEqual(kept);
  });

  it.each([
    [0, 100],
    [1, 0],
  ])("with probability %d lets %d of a hundred through", (probability, count) => {
    const { simulation, arrived } = wired({ through: [loss(probability)] });
    sendAt(simulation, everyMicrosecond(100));
    simulation.run(seconds(1));
    expect(arrived).toHaveLength(count);
  });

  it("refuses what is no probability", () => {
    expect(() => loss(1.5)).toThrow(/0 to 1/);
    expect(() => loss(Number.NaN)).toThrow(/0 to 1/);
  });
});

describe("sampling", () => {
  it("lets the first event of every period through", () => {
    const { simulation, arrived } = wired({ through: [sample(us(10))] });
    sendAt(simulation, [us(3), us(4), us(9), us(10), us(25), us(29), us(30)]);
    simulation.run(seconds(1));
    expect(arrived.map(({ event }) => event.number)).toEqual([0, 3, 4, 6]);
  });
});

describe("several stages", () => {
  it("are passed in their order, each with a memory and random numbers of its own", () => {
    const through = [loss(0.5), bandwidth(1e9, () => 1_000), latency(us(10)), loss(0.5)];
    const { simulation, arrived } = wired({ through });
    sendAt(
      simulation,
      Array.from({ length: 4_000 }, () => 0),
    );
    simulation.run(seconds(1));
    expect(Math.abs(arrived.length - 1_000)).toBeLessThan(120);
    for (const { time } of arrived) expect((time - us(10)) % us(1)).toBe(0);
    expect((arrived.at(-1) as Delivery).time).toBeGreaterThan(us(10) + us(1_800));
  });

  it("are saved with the wire", () => {
    const through = () => [
      sample(us(2)),
      bandwidth(1e8, () => 1_000),
      loss(0.3),
      latency((random) => random.uniformBetween(0, us(100))),
    ];
    const whole = wired({ through: through() });
    sendAt(whole.simulation, everyMicrosecond(400));
    whole.simulation.run(us(123));
    const saved = JSON.parse(JSON.stringify(whole.simulation.save()));
    whole.simulation.run(seconds(1));
    const rest = wired({ through: through() });
    rest.simulation.restore(saved);
    rest.simulation.run(seconds(1));
    expect(rest.simulation.fingerprint).toBe(whole.simulation.fingerprint);
    expect(rest.arrived).toEqual(whole.arrived.slice(-rest.arrived.length));
  });

  it("must be those of the save when it is taken up", () => {
    const whole = wired({ through: [latency(5)] });
    sendAt(whole.simulation, [0]);
    whole.simulation.run(1);
    const saved = whole.simulation.save();
    expect(() => wired({ through: [latency(9)] }).simulation.restore(saved)).not.toThrow();
    expect(() => wired({ through: [latency(5), loss(0.1)] }).simulation.restore(saved)).toThrow(
      expect.objectContaining({
        code: "BAD_SAVE",
        message: expect.stringContaining("wire source -> sink has stages [latency, loss]"),
      }),
    );
  });
});

describe("a user's own operators on a wire", () => {
  const numbers = (options: WireOptions, times: readonly number[]) => {
    const { simulation, arrived } = wired(options);
    sendAt(simulation, times);
    simulation.run(seconds(1));
    return seen(arrived);
  };

  it("may drop, change, split and join events; what they emit goes through the stages", () => {
    const odd = (events: Observable<ModelEvent>) => events.pipe(filter(({ number }) => (number as number) % 2 === 1));
    expect(numbers({ pipe: odd, stateless: true, through: [latency(5)] }, [0, 1, 2, 3])).toEqual([
      [6, 1],
      [8, 3],
    ]);
    const twice = (events: Observable<ModelEvent>) => events.pipe(mergeMap((event) => from([event, { ...event, number: -1 }])));
    expect(numbers({ pipe: twice }, [4])).toEqual([
      [4, 0],
      [4, -1],
    ]);
    const pairs = (events: Observable<ModelEvent>) =>
      events.pipe(
        bufferCount(2),
        map(([, second]) => second as ModelEvent),
      );
    expect(numbers({ pipe: pairs }, [1, 2, 3, 4, 5])).toEqual([
      [2, 1],
      [4, 3],
    ]);
  });

  it("may end the wire", () => {
    expect(numbers({ pipe: (events) => events.pipe(take(1)) }, [1, 2, 3])).toEqual([[1, 0]]);
  });

  it("keep the order of events that are sent from inside other deliveries", () => {
    const pipe = (events: Observable<ModelEvent>) => events.pipe(concatMap((event) => of(event)));
    const times = Array.from({ length: 200 }, (_, index) => index % 3);
    const order = numbers({ pipe }, times.toSorted());
    expect(order.map(([, number]) => number)).toEqual(Array.from({ length: 200 }, (_, index) => index));
  });

  it.each<[string, (events: Observable<ModelEvent>) => Observable<ModelEvent>]>([
    [
      "throw",
      (events) => events.pipe(map((event) => (event.number === 1 ? (undefined as never as { gone: ModelEvent }).gone : event))),
    ],
    [
      "subscribe and throw there",
      (events) => {
        events.subscribe(({ number }) => {
          if (number === 1) throw new Error("in a side stream");
        });
        return events;
      },
    ],
  ])("end the run when they %s", (_what, pipe) => {
    const { simulation } = wired({ pipe });
    sendAt(simulation, [5, 7]);
    expect(() => simulation.run(10)).toThrow(
      expect.objectContaining({ code: "SUBSCRIBER_EXCEPTION", path: "source -> sink", at: 7, seed: 1 }),
    );
  });

  it("make a world that can't be saved, and saving says which wire it is, unless they remember nothing", () => {
    const pipe = (events: Observable<ModelEvent>) =>
      events.pipe(
        bufferCount(2),
        mergeMap((both) => from(both)),
      );
    expect(() => wired({ pipe }).simulation.save()).toThrow(
      expect.objectContaining({
        code: "NOT_SAVABLE",
        message: expect.stringContaining("wire source -> sink has RxJS operators that may hold hidden state"),
      }),
    );
    const stateless = () =>
      wired({
        pipe: (events) => events.pipe(map((event) => ({ ...event, seen: true }))),
        stateless: true,
        through: [latency(9)],
      });
    const whole = stateless();
    sendAt(whole.simulation, [1, 5, 9]);
    whole.simulation.run(5);
    const rest = stateless();
    rest.simulation.restore(JSON.parse(JSON.stringify(whole.simulation.save())));
    for (const { simulation } of [whole, rest]) simulation.run(100);
    expect(rest.simulation.fingerprint).toBe(whole.simulation.fingerprint);
    expect(rest.arrived).toHaveLength(3);
    expect(rest.arrived[0]?.event.seen).toBe(true);
  });
});
