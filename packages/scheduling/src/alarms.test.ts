import { NEVER } from "@crosstalk/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cancelAlarm,
  cancelEntityTimer,
  dueAlarm,
  nextAlarm,
  renewFirstAlarm,
  setAlarm,
  setEntityTimer,
  TICK,
} from "./alarms.ts";
import type { Work } from "./port.ts";
import { type Alarm, initialContext, type ProcessorState, type SchedulerContext } from "./state.ts";

const port = { path: "host/cpu", id: 0 };
const fresh = (processors = 1): SchedulerContext<Work> =>
  initialContext<Work>({ path: "s", owner: "o", processors: Array.from({ length: processors }, () => port) });
const processor = (context: SchedulerContext<Work>, id = 0) => context.processors[id] as ProcessorState<Work>;
const alarm = (name: string, at: number, subject: number | string = 0): Alarm => ({ name, subject, at, every: 0, entity: false });

function drain(context: SchedulerContext<Work>, at: number, id = 0): string[] {
  const names: string[] = [];
  for (;;) {
    const due = dueAlarm(processor(context, id), at);
    if (due === undefined) return names;
    cancelAlarm(context, due);
    names.push(`${due.name} ${due.subject} ${due.at}`);
  }
}

describe("alarms", () => {
  test("come in order of time, those of one instant in the order in which they were set", () => {
    const context = fresh();
    const wanted = { c: 30, a: 10, b: 20, d: 10, e: 20 };
    for (const [name, at] of Object.entries(wanted)) setAlarm(context, 0, alarm(name, at));
    expect(nextAlarm(processor(context), true)).toBe(10);
    expect(drain(context, 25)).toEqual(["a 0 10", "d 0 10", "b 0 20", "e 0 20"]);
    expect(drain(context, 29)).toEqual([]);
    expect(drain(context, 30)).toEqual(["c 0 30"]);
    expect(nextAlarm(processor(context), true)).toBe(NEVER);
  });

  test("are replaced by setting the same name and subject again, on whichever processor", () => {
    const context = fresh(2);
    setAlarm(context, 0, alarm("refill", 10, 7));
    setAlarm(context, 0, alarm("refill", 10, 8));
    setAlarm(context, 1, alarm("refill", 20, 7));
    expect(drain(context, 100, 0)).toEqual(["refill 8 10"]);
    expect(drain(context, 100, 1)).toEqual(["refill 7 20"]);
    expect(context.alarmPlaces).toEqual({});
  });

  test("are cancelled by NEVER, or by name and subject; one that is not set is not missed", () => {
    const context = fresh();
    setAlarm(context, 0, alarm("a", 10));
    setAlarm(context, 0, alarm("b", 10));
    setAlarm(context, 0, alarm("a", NEVER));
    cancelAlarm(context, { name: "b", subject: 0 });
    cancelAlarm(context, { name: "b", subject: 0 });
    expect(drain(context, 100)).toEqual([]);
  });

  test("of different names and subjects are different, however alike they read", () => {
    const context = fresh();
    const alike = [alarm("a", 1, 1), alarm("a", 1, "1"), alarm("a 1", 1, "b"), alarm("a", 1, "1 b"), alarm("1 a", 1, 1)];
    for (const each of alike) setAlarm(context, 0, each);
    expect(drain(context, 1)).toHaveLength(alike.length);
  });

  test("of ticks are passed over where ticks stop", () => {
    const context = fresh();
    setAlarm(context, 0, alarm(TICK, 10));
    expect(nextAlarm(processor(context), false)).toBe(NEVER);
    setAlarm(context, 0, alarm("refill", 30));
    expect(nextAlarm(processor(context), false)).toBe(30);
    expect(nextAlarm(processor(context), true)).toBe(10);
  });

  test("of an entity are its own, one for each", () => {
    const context = fresh();
    setAlarm(context, 0, alarm("timer", 5, 3));
    setEntityTimer(context, 0, 3, 10);
    setEntityTimer(context, 0, 3, 20);
    setEntityTimer(context, 0, 4, 15);
    cancelEntityTimer(context, 4);
    expect(processor(context).alarms.map(({ at, entity }) => [at, entity])).toEqual([
      [5, false],
      [20, true],
    ]);
  });

  test("are what a plain map of the last settings says, in order, whatever is set, cancelled and taken", () => {
    const step = fc.record({
      name: fc.constantFrom("a", "b"),
      subject: fc.integer({ min: 0, max: 3 }),
      at: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant(NEVER)),
      on: fc.integer({ min: 0, max: 1 }),
      takes: fc.option(fc.integer({ min: 0, max: 50 })),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const context = fresh(2);
        const model = new Map<string, { on: number; at: number }>();
        for (const { name, subject, at, on, takes } of steps) {
          setAlarm(context, on, alarm(name, at, subject));
          model.delete(`${name} ${subject}`);
          if (at < NEVER) model.set(`${name} ${subject}`, { on, at });
          if (takes === null) continue;
          const due = [...model].filter(([, each]) => each.on === on && each.at <= takes).sort(([, a], [, b]) => a.at - b.at);
          expect(drain(context, takes, on)).toEqual(due.map(([key, each]) => `${key} ${each.at}`));
          for (const [key] of due) model.delete(key);
        }
      }),
    );
  });

  test("that are renewed stand where setting them again would put them", () => {
    const at = fc.integer({ min: 0, max: 10 });
    fc.assert(
      fc.property(fc.array(at, { minLength: 1, maxLength: 8 }), fc.array(at, { maxLength: 20 }), (first, later) => {
        const [renewing, setting] = [fresh(), fresh()];
        for (const context of [renewing, setting])
          for (const [subject, time] of first.entries()) setAlarm(context, 0, alarm("a", time, subject));
        let base = 0;
        for (const more of later) {
          const { subject, at: due } = processor(setting).alarms[0] as Alarm;
          base = Math.max(base, due);
          setAlarm(setting, 0, alarm("a", base + more, subject));
          renewFirstAlarm(renewing, processor(renewing), base + more);
          expect(renewing).toEqual(setting);
        }
      }),
    );
  });
});
