import {
  auditTime,
  bufferTime,
  config,
  debounceTime,
  delay,
  interval,
  map,
  merge,
  NEVER as nothing,
  take,
  throttleTime,
  timer,
  timestamp,
} from "rxjs";
import { describe, expect, it } from "vitest";
import { createMachine, emit } from "xstate";
import { Simulation } from "./simulation.ts";
import { ms, NEVER, seconds, us } from "./time.ts";

const TIMES = [0, 10, 14, 30, 31, 32, 60].map(us);

/** An actor that emits TICK, numbered, at these microseconds. */
function ticking(): Simulation {
  const simulation = new Simulation({ seed: 5 });
  simulation.actor("clock", createMachine({ on: { GO: { actions: emit(({ event }) => ({ ...event, type: "TICK" })) } } }));
  TIMES.forEach((at, number) => {
    simulation.post("clock", { type: "GO", number }, at);
  });
  return simulation;
}

describe("the RxJS scheduler on virtual time", () => {
  it("drives interval and timer", () => {
    const simulation = new Simulation({ seed: 1 });
    const ticks: [number, number][] = [];
    interval(ms(10), simulation.scheduler).subscribe((count) => ticks.push([simulation.now, count]));
    timer(ms(25), simulation.scheduler).subscribe(() => ticks.push([simulation.now, -1]));
    simulation.run(ms(40));
    expect(ticks).toEqual([
      [ms(10), 0],
      [ms(20), 1],
      [ms(25), -1],
      [ms(30), 2],
      [ms(40), 3],
    ]);
    expect(simulation.now).toBe(ms(40));
  });

  it("drives delay, debounceTime, throttleTime, auditTime, bufferTime and timestamp", () => {
    const simulation = ticking();
    const { scheduler } = simulation;
    const ticks = simulation.observe("clock", "TICK").pipe(map(({ number }) => number as number));
    const seen: Record<string, unknown[]> = { delay: [], debounce: [], throttle: [], audit: [], buffer: [], stamp: [] };
    const into = (name: string) => (value: unknown) => seen[name]?.push([simulation.now / us(1), value]);
    ticks.pipe(delay(us(7), scheduler)).subscribe(into("delay"));
    ticks.pipe(debounceTime(us(5), scheduler)).subscribe(into("debounce"));
    ticks.pipe(throttleTime(us(5), scheduler)).subscribe(into("throttle"));
    ticks.pipe(auditTime(us(5), scheduler)).subscribe(into("audit"));
    ticks.pipe(bufferTime(us(20), undefined, Number.POSITIVE_INFINITY, scheduler)).subscribe(into("buffer"));
    ticks.pipe(timestamp(scheduler)).subscribe(({ timestamp: at }) => seen.stamp?.push(at));
    simulation.run(us(79));
    expect(seen.delay).toEqual([
      [7, 0],
      [17, 1],
      [21, 2],
      [37, 3],
      [38, 4],
      [39, 5],
      [67, 6],
    ]);
    expect(seen.debounce).toEqual([
      [5, 0],
      [19, 2],
      [37, 5],
      [65, 6],
    ]);
    expect(seen.throttle).toEqual([
      [0, 0],
      [10, 1],
      [30, 3],
      [60, 6],
    ]);
    expect(seen.audit).toEqual([
      [5, 0],
      [15, 2],
      [35, 5],
      [65, 6],
    ]);
    expect(seen.buffer).toEqual([
      [20, [0, 1, 2]],
      [40, [3, 4, 5]],
      [60, [6]],
    ]);
    expect(seen.stamp).toEqual(TIMES);
  });

  it("stops when its subscriber leaves, even from inside", () => {
    const simulation = new Simulation({ seed: 1 });
    let count = 0;
    const subscription = interval(5, simulation.scheduler).subscribe(() => {
      count += 1;
      if (count === 3) subscription.unsubscribe();
    });
    interval(5, simulation.scheduler).pipe(take(4)).subscribe();
    simulation.run(1_000);
    expect(count).toBe(3);
    expect(simulation.nextTime).toBeUndefined();
  });

  it("never does what is delayed without end", () => {
    const simulation = new Simulation({ seed: 1 });
    for (const never of [NEVER, Number.POSITIVE_INFINITY]) timer(never, simulation.scheduler).subscribe();
    expect(simulation.nextTime).toBeUndefined();
    expect(() => simulation.save()).not.toThrow();
  });

  it("works in order with events of the same instant, by insertion", () => {
    const simulation = new Simulation({ seed: 1 });
    const log: string[] = [];
    simulation.actor("a", createMachine({ on: { "*": { actions: ({ event }) => log.push(event.type) } } }));
    simulation.post("a", { type: "BEFORE" }, 5);
    simulation.scheduler.schedule(() => log.push("work"), 5);
    simulation.post("a", { type: "AFTER" }, 5);
    simulation.run(5);
    expect(log).toEqual(["BEFORE", "work", "AFTER"]);
  });

  it("makes saving fail while work is pending, and saving says so; afterwards it works", () => {
    const simulation = ticking();
    simulation
      .observe("clock")
      .pipe(debounceTime(us(5), simulation.scheduler))
      .subscribe();
    simulation.run(us(61));
    expect(() => simulation.save()).toThrow(
      expect.objectContaining({
        code: "NOT_SAVABLE",
        at: us(61),
        message: expect.stringMatching(/RxJS work is pending.*the next at 65\.000000 us/),
      }),
    );
    simulation.run(us(70));
    expect(simulation.save().now).toBe(us(70));
  });

  it("does not count as a delivery, so that a probe leaves the fingerprint as it is", () => {
    const watched = ticking();
    interval(us(1), watched.scheduler).subscribe();
    const alone = ticking();
    for (const simulation of [watched, alone]) simulation.run(us(100));
    expect([watched.fingerprint, watched.deliveries]).toEqual([alone.fingerprint, alone.deliveries]);
  });

  it("ends the run when its work throws", () => {
    const simulation = new Simulation({ seed: 8 });
    interval(ms(1), simulation.scheduler).subscribe((count) => {
      if (count === 2) throw new Error("probe broken");
    });
    expect(() => simulation.run(seconds(1))).toThrow(
      expect.objectContaining({
        code: "SUBSCRIBER_EXCEPTION",
        at: ms(3),
        seed: 8,
        message: expect.stringContaining("probe broken"),
      }),
    );
    const direct = new Simulation({ seed: 8 });
    direct.scheduler.schedule(() => {
      throw new Error("work broken");
    }, 4);
    expect(() => direct.run(9)).toThrow(expect.objectContaining({ code: "SUBSCRIBER_EXCEPTION", at: 4 }));
  });

  it("ends the run when it is asked for an endless loop within one instant", () => {
    const simulation = new Simulation({ seed: 1, mostInstantEvents: 1_000 });
    interval(0, simulation.scheduler).subscribe();
    expect(() => simulation.run(5)).toThrow(expect.objectContaining({ code: "ENDLESS_INSTANT", at: 0 }));
  });

  it("refuses a delay below zero or none at all", () => {
    const simulation = new Simulation({ seed: 1 });
    for (const bad of [-1, Number.NaN])
      expect(() => simulation.scheduler.schedule(() => {}, bad)).toThrow(/allowed is at least 0/);
  });

  it("leaves RxJS's handling of errors as it was outside its own work", () => {
    const simulation = new Simulation({ seed: 1 });
    const flags: boolean[] = [];
    interval(1, simulation.scheduler).subscribe(() => flags.push(config.useDeprecatedSynchronousErrorHandling));
    simulation.run(2);
    expect([...flags, config.useDeprecatedSynchronousErrorHandling]).toEqual([true, true, false]);
  });
});

describe("an observer of what an actor emits", () => {
  it("that throws ends the run at once, wherever in the chain it stands", () => {
    const chains: ((simulation: Simulation) => void)[] = [
      (simulation) => {
        simulation.observe("clock").subscribe(({ number }) => {
          if (number === 3) throw new Error("broken");
        });
      },
      (simulation) => {
        simulation
          .observe("clock", "TICK")
          .pipe(
            map(({ number }) => {
              if (number === 3) throw new Error("broken");
              return number;
            }),
          )
          .subscribe();
      },
      (simulation) => {
        merge(simulation.observe("clock", "TICK"), nothing).subscribe({
          next({ number }) {
            if (number === 3) throw new Error("broken");
          },
        });
      },
    ];
    for (const chain of chains) {
      const simulation = ticking();
      chain(simulation);
      expect(() => simulation.run(us(100))).toThrow(
        expect.objectContaining({
          code: "SUBSCRIBER_EXCEPTION",
          path: "clock",
          at: us(30),
          seed: 5,
          message: expect.stringContaining("broken"),
        }),
      );
    }
  });

  it("sees events of its type, as they are emitted, and the others go on when one leaves", () => {
    const simulation = ticking();
    const seen: [number, unknown][] = [];
    simulation.observe("clock", "OTHER").subscribe(() => seen.push([-1, -1]));
    simulation.observe("clock").pipe(take(2)).subscribe();
    simulation.observe("clock", "TICK").subscribe(({ number }) => seen.push([simulation.now, number]));
    simulation.run(us(100));
    expect(seen).toEqual(TIMES.map((at, number) => [at, number]));
  });

  it("may post events, which are delivered afterwards, but may not run, step or save the simulation", () => {
    const simulation = ticking();
    const answers: unknown[] = [];
    simulation.actor("other", createMachine({ on: { ECHO: { actions: () => answers.push("delivered") } } }));
    simulation
      .observe("clock")
      .pipe(take(1))
      .subscribe(() => {
        simulation.post("other", { type: "ECHO" });
        answers.push("posted");
        for (const forbidden of [() => simulation.run(us(50)), () => simulation.step(), () => simulation.save()]) {
          expect(forbidden).toThrow(expect.objectContaining({ code: "WRONG_PHASE" }));
        }
      });
    simulation.run(us(5));
    expect(answers).toEqual(["posted", "delivered"]);
  });
});
