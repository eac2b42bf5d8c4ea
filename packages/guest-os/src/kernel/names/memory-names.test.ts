import { describe, expect, test } from "vitest";
import { fork, mark, sequence, sleep, wait } from "../../program.ts";
import { context, NAMES_END, naming, root, runNames, user } from "../../testing/names-bench.ts";
import type { MemoryPath, NameCall } from "./name-call.ts";

const peek = (at: MemoryPath): NameCall => ({ name: "peek", at });
const poke = (at: MemoryPath): NameCall => ({ name: "poke", at });
const address = (page: number, handled = true): MemoryPath => ({ through: "address", page, handled });
const trace = (pid: number): MemoryPath => ({ through: "trace", pid });
const device = (pid: number, path = "/dev/mem"): MemoryPath => ({ through: "device", path, pid });
const idle = sleep(NAMES_END);
const later = (...calls: readonly NameCall[]) => sequence(sleep(10_000), naming(...calls));

describe("an address", () => {
  test("means the process's own memory, or nothing: no number names another's, not even for root", () => {
    const calls = [0, 99, 100, 1_000_000, -1].flatMap((page) => [peek(address(page)), poke(address(page))]);
    const b = runNames({ a: idle, b: later(...calls) }, { b: { user: root } });
    expect(new Set(b.said("b"))).toEqual(new Set(["peek ok, memory b b", "poke ok, memory b b", "peek SIGSEGV", "poke SIGSEGV"]));
    expect(b.results("b").slice(0, 4)).toEqual(["ok", "ok", "ok", "ok"]);
  });

  test("that means nothing ends a process that does not handle it, and nobody else; the log tells", () => {
    const wild = sequence(naming(poke(address(1_000_000, false))), mark("after"));
    const b = runNames({ a: idle, b: sequence(fork(wild), wait(), mark("on")), c: later({ name: "readLog" }) });
    expect(b.bench.marks.map((each) => each.split(" ")[1])).toEqual(["on"]);
    expect(Object.keys(b.bench.processes)).toEqual(["a"]);
    expect(b.bench.kernel.names.log).toMatchObject([{ tenant: "b", text: "b.0: segfault" }]);
    expect(b.said("c")).toEqual(["readLog ok, log b lines"]);
  });
});

describe("tracing", () => {
  test("shows the memory of processes of the same user, and all to root", () => {
    const same = { a: { user: user(5) }, b: { user: user(5) } };
    expect(runNames({ a: idle, b: later(peek(trace(0)), poke(trace(0))) }, same).said("b")).toEqual([
      "peek ok, process a a, memory a a",
      "poke ok, process a a, memory a a",
    ]);
    expect(runNames({ a: idle, b: later(peek(trace(0)), peek(trace(1)), peek(trace(9))) }).said("b")).toEqual([
      "peek EPERM, process a a",
      "peek EPERM, process b b",
      "peek ESRCH",
    ]);
    expect(runNames({ a: idle, b: later(peek(trace(0))) }, { b: { user: root } }).results("b")).toEqual(["ok"]);
  });

  test("does not leave a context, though its root has the capability", () => {
    const tenants = { a: context(2), b: context(3) };
    expect(runNames({ a: idle, b: later(peek(trace(0))) }, tenants).results("b")).toEqual(["ESRCH"]);
    const open = runNames({ a: idle, b: later(peek(trace(0))) }, tenants, { checks: { context: false } });
    expect(open.said("b")).toEqual(["peek ok, process a a, memory a a"]);
  });
});

describe("the device file of memory", () => {
  test("is for root only", () => {
    expect(runNames({ a: idle, b: later(peek(device(0))) }).results("b")).toEqual(["EACCES"]);
    const b = runNames(
      { a: idle, b: later(poke(device(0)), peek(device(7)), peek(device(0, "/etc/passwd"))) },
      { b: { user: root } },
    );
    expect(b.said("b")).toEqual(["poke ok, memory a a", "peek ENXIO", "peek ENXIO"]);
  });

  test("is made anew by root in a chroot, but not in a context", () => {
    const calls: NameCall[] = [{ name: "create", path: "/mem", kind: "device", mode: 0o600 }, peek(device(0, "/mem"))];
    const jail = { user: root, confinement: { root: "/jail" } };
    expect(runNames({ a: idle, b: later(...calls) }, { b: jail }).said("b")).toEqual(["create ok", "peek ok, memory a a"]);
    expect(runNames({ a: idle, b: later(...calls) }, { b: context(2) }).results("b")).toEqual(["EPERM", "ENOENT"]);
  });
});
