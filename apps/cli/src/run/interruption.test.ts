import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { type Interruptible, stopOnInterrupt } from "./interruption.ts";

function fakeProcess() {
  const exits: unknown[] = [];
  const events = Object.assign(new EventEmitter(), { exit: (code: unknown) => exits.push(code) });
  let now = 1000;
  const { signal, release } = stopOnInterrupt(events as unknown as Interruptible, () => now);
  const interrupt = (after: number) => {
    now += after;
    events.emit("SIGINT");
  };
  return { events, exits, signal, release, interrupt };
}

describe("stopOnInterrupt", () => {
  it("asks to stop at the first Ctrl-C, and ends the process at the second", () => {
    const { exits, signal, interrupt } = fakeProcess();
    expect(signal.aborted).toBe(false);
    interrupt(0);
    expect([signal.aborted, exits]).toEqual([true, []]);
    interrupt(600);
    expect(exits).toEqual([130]);
  });

  it("takes the copies of one Ctrl-C that npm and tsx pass on for one", () => {
    const { exits, interrupt } = fakeProcess();
    for (const after of [0, 30, 60]) interrupt(after);
    expect(exits).toEqual([]);
  });

  it("listens no longer than it is wanted", () => {
    const { events, release } = fakeProcess();
    release();
    expect(events.eventNames()).toEqual([]);
  });
});
