import { describe, expect, test } from "vitest";
import { sequence, sleep } from "../../program.ts";
import { context, NAMES_END, naming, root, runNames, user } from "../../testing/names-bench.ts";
import type { NameCall } from "./name-call.ts";

const idle = sleep(NAMES_END);
const later = (...calls: readonly NameCall[]) => sequence(sleep(10_000), naming(...calls));
const crash = naming({ name: "poke", at: { through: "address", page: 1_000_000, handled: false } });
const read: NameCall = { name: "readLog" };
const clear: NameCall = { name: "clearLog" };

describe("the kernel's log", () => {
  test("tells everybody of others, and is cleared by root only", () => {
    const b = runNames(
      { a: crash, b: later(read, clear), c: sequence(sleep(50_000), naming(clear, read)) },
      { c: { user: root } },
    );
    expect([b.said("b"), b.said("c")]).toEqual([
      ["readLog ok, log a lines", "clearLog EPERM"],
      ["clearLog ok, log a lines", "readLog ok"],
    ]);
  });

  test("is closed to a context that has not been given it", () => {
    const given = { a: context(2), b: context(3, { capabilities: ["CAP_SYSLOG"] }) };
    expect(runNames({ a: crash, b: later(read, clear) }, { b: context(3) }).results("b")).toEqual(["EPERM", "EPERM"]);
    expect(runNames({ a: crash, b: later(read) }, given).said("b")).toEqual(["readLog ok, log a lines"]);
    expect(runNames({ a: crash, b: later(read) }, { b: context(3) }, { checks: { context: false } }).results("b")).toEqual([
      "ok",
    ]);
  });
});

describe("usage counters", () => {
  const calls: NameCall[] = [
    { name: "usage", of: "load" },
    { name: "processUsage", pid: 0 },
  ];
  const whole = "usage ok, counter a load, counter b load";

  test("tell of all tenants, and of each process to who can name it", () => {
    const b = runNames({ a: idle, b: later(...calls) });
    expect(b.said("b")).toEqual([whole, "processUsage ok, process a a, counter a time of a"]);
  });

  test("tell a context of the whole host, unless it is shown its own; of others' processes never", () => {
    expect(runNames({ a: idle, b: later(...calls) }, { b: context(2) }).said("b")).toEqual([whole, "processUsage ENOENT"]);
    const own = runNames({ a: idle, b: later(...calls) }, { b: context(2, { ownUsage: true }) });
    expect(own.said("b")[0]).toBe("usage ok, counter b load");
  });
});

describe("users", () => {
  const list: NameCall = { name: "listUsers" };
  const become = (uid: number): NameCall => ({ name: "setUser", uid });

  test("are listed by the password file at one's own root", () => {
    const tenants = { b: { confinement: { root: "/jail" } }, c: context(2) };
    const b = runNames({ a: naming(list), b: naming(list), c: naming(list), d: naming(list) }, tenants);
    expect([b.said("a"), b.said("b"), b.said("c")]).toEqual([
      ["listUsers ok, user a user, user d user"],
      ["listUsers ok, user b user"],
      ["listUsers ok, user c user"],
    ]);
  });

  test("become others with CAP_SETUID, and lose what root may; in a context they are nobody else's users", () => {
    expect(runNames({ a: idle, b: naming(become(1_000)) }).results("b")).toEqual(["EPERM"]);
    const b = runNames({ a: idle, b: naming(become(1_000), become(0)) }, { b: { user: root } });
    expect(b.said("b")).toEqual(["setUser ok, user a user", "setUser EPERM"]);
    expect(runNames({ a: idle, b: naming(become(1_000)) }, { b: context(2) }).said("b")).toEqual(["setUser ok"]);
    const jail = { user: root, confinement: { root: "/jail" } };
    expect(runNames({ a: idle, b: naming(become(5)) }, { a: { user: user(5) }, b: jail }).said("b")).toEqual([
      "setUser ok, user a user",
    ]);
  });
});

test("a call costs what the system calls cost that it is made of, counted by class; an address costs nothing", () => {
  const b = runNames({
    a: naming({ name: "read", path: "/etc/passwd" }, { name: "peek", at: { through: "address", page: 0, handled: true } }),
  });
  expect(b.bench.kernel.counts).toEqual({
    "call file-open": 1,
    "call file-read": 1,
    "call file-close": 1,
    "call exit": 1,
    "name read ok": 1,
    "name peek ok": 1,
  });
  // Three calls of 10, exit 100, and 2 for each of 100 pages.
  expect(b.bench.ledger["kernel:kernel < user:a"]).toBe(30 + 100 + 200);
});

test("a kernel whose programs have named things is JSON, and goes on from where it was saved", () => {
  const b = runNames({
    a: sequence(naming({ name: "bind", protocol: "udp", port: 9_000 }, { name: "open", path: "/etc/passwd" }), idle),
  });
  const saved = b.bench.save();
  expect(JSON.parse(JSON.stringify(saved))).toEqual(saved);
  expect(b.bench.kernel.names.held[0]).toEqual({ files: 1, ports: [{ port: "udp:9000", address: "*" }] });
});
