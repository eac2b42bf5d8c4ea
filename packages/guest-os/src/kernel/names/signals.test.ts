import { describe, expect, test } from "vitest";
import {
  compute,
  deviceRequests,
  forever,
  fork,
  lock,
  mark,
  name,
  type Program,
  parallel,
  pipeOpen,
  pipeRead,
  sequence,
  sleep,
  unlock,
  wait,
} from "../../program.ts";
import { context, NAMES_END, naming, root, runNames, user } from "../../testing/names-bench.ts";
import type { NameCall, Signal } from "./name-call.ts";

const kill = (pid: number, signal: Signal = 9): NameCall => ({ name: "kill", pid, signal });
const later = (...calls: readonly NameCall[]): Program => sequence(sleep(10_000), naming(...calls));
const hog = forever(compute(1_000));
const same = { a: { user: user(5) }, b: { user: user(5) } };

describe("a signal", () => {
  test("reaches processes of the same user, or of anybody if root sends it", () => {
    expect(runNames({ a: hog, b: later(kill(0)) }, same).said("b")).toEqual(["kill ok, process a a"]);
    expect(runNames({ a: hog, b: later(kill(0)) }).said("b")).toEqual(["kill EPERM, process a a"]);
    expect(runNames({ a: hog, b: later(kill(0)) }, { b: { user: root } }).results("b")).toEqual(["ok"]);
  });

  test("that asks does not kill, and none is sent to nobody", () => {
    const b = runNames({ a: hog, b: later(kill(0, 0), kill(17), kill(-2)) }, same);
    expect(b.results("b")).toEqual(["ok", "ESRCH", "ESRCH"]);
    expect(Object.keys(b.bench.processes)).toEqual(["a"]);
  });

  test("to all kills all that it may but its sender", () => {
    const b = runNames({ a: hog, b: later(kill(-1)), c: hog }, same);
    expect(b.said("b")).toEqual(["kill ok, process a a"]);
    expect(Object.keys(b.bench.processes)).toEqual(["c"]);
    expect(runNames({ b: later(kill(-1)) }).results("b")).toEqual(["ESRCH"]);
  });

  test("does not leave the sender's context, nor enter it from the host", () => {
    const b = runNames(
      { a: hog, b: later(kill(0), kill(2), kill(-1)), c: hog, d: later(kill(2)) },
      { b: context(2), c: context(3), d: { user: root } },
    );
    expect(b.results("b")).toEqual(["ESRCH", "ESRCH", "ESRCH"]);
    expect(b.results("d")).toEqual(["ESRCH"]);
    expect(Object.keys(b.bench.processes).sort()).toEqual(["a", "c"]);
  });

  test("is stopped by the filter of contexts: without it, it leaves", () => {
    const b = runNames({ a: hog, b: later(kill(-1)) }, { b: context(2) }, { checks: { context: false } });
    expect(b.said("b")).toEqual(["kill ok, process a a"]);
    expect(Object.keys(b.bench.processes)).toEqual([]);
  });

  test("is let through by users alone where nobody checks permissions", () => {
    expect(runNames({ a: hog, b: later(kill(0)) }, {}, { checks: { permissions: false } }).results("b")).toEqual(["ok"]);
  });
});

describe("a process that is killed", () => {
  const killed = (program: Program, more = {}) => runNames({ a: program, b: later(kill(0)) }, same, {}, more);
  const gone = (b: ReturnType<typeof killed>) => {
    expect(b.results("b")).toEqual(["ok"]);
    expect(b.bench.processes).toEqual({});
    for (let slot = 0; slot < b.bench.kernel.slots; slot += 1) expect(b.bench.chart(slot)).toBe("unused");
    return b.bench.endings.map((each) => each.split(" ")[1]).sort();
  };

  test.each([
    ["computes", hog],
    ["computes in one long burst", compute(2 * NAMES_END)],
    ["sleeps", sleep(2 * NAMES_END)],
    ["waits for a pipe", sequence(pipeOpen(0), pipeRead(0, 5))],
    ["waits for a child", sequence(fork(sleep(20_000)), wait())],
  ])("and %s ends, on one processor and on two", (_, program) => {
    expect(gone(killed(program))).toEqual(["a", "b"]);
    expect(gone(killed(program, { processors: 2 }))).toEqual(["a", "b"]);
  });

  test("pays for its end with its own account", () => {
    const b = killed(sleep(NAMES_END));
    // 10 for sleep, 100 for exit and 2 for each of 100 pages.
    expect(b.bench.ledger["kernel:kernel < user:a"]).toBe(10 + 300);
  });

  test("is a zombie until its parent asks", () => {
    const parent = sequence(fork(hog, 1), sleep(100_000), wait(1), mark("reaped"));
    const b = runNames({ a: parent, b: later(kill(2)) }, same);
    expect(b.said("b")).toEqual(["kill ok, process a a.0"]);
    expect(b.bench.marks).toHaveLength(1);
    expect(b.bench.processes).toEqual({});
    expect(runNames({ a: parent, b: later(kill(2), kill(2)) }, same).results("b")).toEqual(["ok", "ESRCH"]);
  });

  test("lets its parent go on that waits for it", () => {
    const b = runNames({ a: sequence(fork(hog), wait(), mark("done")), b: later(kill(2)) }, same);
    expect(b.bench.marks).toHaveLength(1);
  });

  test("takes its threads with it, whichever of them is meant", () => {
    for (const pid of [0, 2, 3]) {
      const b = runNames({ a: parallel(hog, hog), b: later(kill(pid)) }, same, {}, { processors: 2 });
      expect(b.results("b")).toEqual(["ok"]);
      expect(b.bench.processes).toEqual({});
    }
  });

  test("while it holds a lock dies when it has given it up, and while it waits for one is no longer in the queue", () => {
    const holder = sequence(lock("l"), compute(50_000), unlock("l"), mark("after"));
    const b = runNames({ a: holder, b: later(kill(0)) }, same, {}, { processors: 2 });
    expect([b.results("b"), b.bench.marks, b.bench.processes]).toEqual([["ok"], [], {}]);
    const waiter = (what: string): Program => sequence(lock("l", "sleep"), mark(what), unlock("l"));
    const forks = sequence(fork(waiter("second"), 1), fork(waiter("third"), 2));
    const queue = sequence(lock("l", "sleep"), forks, sleep(50_000), unlock("l"), wait(2));
    const c = runNames({ a: queue, b: later(kill(2)) }, same);
    expect([c.said("b"), c.bench.processes]).toEqual([["kill ok, process a a.0"], {}]);
    expect(c.bench.marks.map((each) => each.split(" ")[1])).toEqual(["third"]);
  });

  test("while it waits for a device dies when the request is complete", () => {
    const b = runNames(
      { a: sequence(deviceRequests("disk", 1), mark("after")), b: later(kill(0)) },
      same,
      {},
      {
        devices: [{ name: "disk", service: 500_000 }],
      },
    );
    expect([b.results("b"), b.bench.marks, b.bench.processes]).toEqual([["ok"], [], {}]);
    expect(b.bench.endings.map((each) => each.split(" ")[1])).toEqual(["b", "a"]);
    expect(Number(b.bench.endings[1]?.split(" ")[0])).toBeGreaterThan(500_000);
  });

  test("while a child has its memory dies when the child has given it back", () => {
    const b = runNames({ a: sequence(fork(compute(100_000), 0, "vfork"), mark("after")), b: later(kill(0)) }, same);
    expect([b.results("b"), b.bench.marks, b.bench.processes]).toEqual([["ok"], [], {}]);
  });

  test("may be its own killer", () => {
    const b = runNames({ a: sequence(naming(kill(0)), mark("after")) });
    expect([b.results("a"), b.bench.marks, b.bench.processes]).toEqual([["ok"], [], {}]);
  });

  test("at any order of simultaneous events on two processors leaves nothing behind", () => {
    const busy = forever(sequence(compute(10), fork(compute(10)), wait(), name({ name: "listProcesses" })));
    for (let permuteTies = 0; permuteTies < 10; permuteTies += 1) {
      const b = runNames(
        { a: busy, b: later(kill(-1)), c: sequence(sleep(2_000_000), name(kill(-1)), sleep(1_000), name(kill(-1))) },
        {
          a: { user: user(5) },
          b: { user: user(5) },
          c: { user: root },
        },
        {},
        { processors: 2, permuteTies },
      );
      expect(b.bench.processes).toEqual({});
    }
  });
});

test("processes that are listed are those of the lister's context", () => {
  const list: NameCall = { name: "listProcesses" };
  const tenants = { b: context(2), c: context(3), d: { confinement: { id: 1, root: "/", addresses: [] } } };
  const b = runNames({ a: later(list), b: later(list), c: hog, d: later(list) }, tenants);
  expect([b.said("a"), b.said("b"), b.said("d")]).toEqual([
    ["listProcesses ok, process a a"],
    ["listProcesses ok, process b b"],
    ["listProcesses ok, process c c, process d d"],
  ]);
});

describe("a context's limit of processes", () => {
  const limited = (most: number, checks = {}) =>
    runNames(
      {
        a: sequence(fork(sleep(1_000), 1), fork(sleep(1_000), 2), mark("on"), wait(1), wait(2), fork(sleep(10), 3), mark("end")),
      },
      { a: context(2, { limits: { processes: most } }) },
      { checks },
    );

  test("lets fork fail, and the process goes on without the child", () => {
    const b = limited(2);
    expect(b.said("a")).toEqual(["fork EAGAIN"]);
    expect(b.bench.marks).toHaveLength(2);
    expect(b.bench.kernel.counts).toMatchObject({ "name fork EAGAIN": 1 });
    expect(b.bench.kernel.names.usedBy[2]).toMatchObject({ processes: 0 });
  });

  test("is nothing below it, and nothing without the check", () => {
    expect(limited(3).said("a")).toEqual([]);
    expect(limited(1).said("a")).toHaveLength(3);
    expect(limited(1, { limits: false }).said("a")).toEqual([]);
  });
});
