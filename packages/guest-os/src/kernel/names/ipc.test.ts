import { describe, expect, test } from "vitest";
import { sequence, sleep } from "../../program.ts";
import { context, naming, root, runNames, user } from "../../testing/names-bench.ts";
import type { NameCall } from "./name-call.ts";

const KEY = 5_432_001;
const create = (key = KEY, mode = 0o600, type: "segment" | "semaphore" = "segment"): NameCall => ({
  name: "ipcCreate",
  type,
  key,
  mode,
});
const use = (name: "ipcRead" | "ipcWrite" | "ipcRemove"): NameCall => ({ name, type: "segment", key: KEY });
const list: NameCall = { name: "ipcList", type: "segment" };
const later = (...calls: readonly NameCall[]) => sequence(sleep(10_000), naming(...calls));
const all = [use("ipcRead"), use("ipcWrite"), list, create(), use("ipcRemove")];

describe("an IPC object", () => {
  test("is used by others as its mode says, and removed by its owner", () => {
    expect(runNames({ a: naming(create()), b: later(...all) }).results("b")).toEqual([
      "EACCES",
      "EACCES",
      "ok",
      "EEXIST",
      "EPERM",
    ]);
    expect(
      runNames({ a: naming(create(KEY, 0o604)), b: later(...all) })
        .results("b")
        .slice(0, 2),
    ).toEqual(["ok", "EACCES"]);
    const same = { a: { user: user(5) }, b: { user: user(5) } };
    expect(runNames({ a: naming(create()), b: later(...all) }, same).results("b")).toEqual(["ok", "ok", "ok", "EEXIST", "ok"]);
    expect(
      runNames({ a: naming(create()), b: later(...all) }, { b: { user: root } })
        .results("b")
        .at(-1),
    ).toBe("ok");
  });

  test("outlives its maker, is listed to everybody, and is known to who is refused", () => {
    const b = runNames({ a: naming(create()), b: later(list, use("ipcRead")) });
    expect(b.said("b")).toEqual([`ipcList ok, ipc a segment:${KEY}`, `ipcRead EACCES, ipc a segment:${KEY}`]);
  });

  test("has its key within its context: the same key elsewhere is another object", () => {
    const tenants = { a: context(2), b: context(3) };
    const b = runNames({ a: naming(create()), b: later(use("ipcRead"), list, create(), use("ipcRead")) }, tenants);
    expect(b.said("b")).toEqual([
      "ipcRead ENOENT",
      "ipcList ok",
      `ipcCreate ok, ipc b segment:${KEY}`,
      `ipcRead ok, ipc b segment:${KEY}`,
    ]);
    const open = runNames({ a: naming(create()), b: later(use("ipcRead"), use("ipcRemove")) }, tenants, {
      checks: { context: false },
    });
    expect(open.said("b")).toEqual([`ipcRead ok, ipc a segment:${KEY}`, `ipcRemove ok, ipc a segment:${KEY}`]);
  });

  test("has another version after each write", () => {
    const b = runNames({ a: naming(create(), use("ipcWrite"), use("ipcRead")) });
    expect(b.events.map(({ outcome }) => outcome.version)).toEqual([undefined, 1, 1]);
  });
});

describe("the table of IPC objects", () => {
  const nameless = create(0, 0o600, "semaphore");

  test("is one for all contexts, so one that leaks leaves the others nothing", () => {
    const tenants = { a: context(2), b: context(3) };
    const b = runNames({ a: naming(nameless, nameless, nameless), b: later(nameless) }, tenants, { tables: { semaphores: 2 } });
    expect([b.results("a"), b.results("b")]).toEqual([["ok", "ok", "ENOSPC"], ["ENOSPC"]]);
  });

  test("leaves others room where a context has a limit", () => {
    const tenants = { a: context(2, { limits: { semaphores: 1 } }), b: context(3) };
    const b = runNames({ a: naming(nameless, nameless), b: later(nameless) }, tenants, { tables: { semaphores: 2 } });
    expect([b.results("a"), b.results("b")]).toEqual([["ok", "ENOSPC"], ["ok"]]);
  });

  test("holds 128 semaphore sets, as Linux 2.6 does, and gives room back for removed ones", () => {
    const calls = Array.from({ length: 129 }, () => nameless);
    expect(
      runNames({ a: naming(...calls) })
        .results("a")
        .slice(-2),
    ).toEqual(["ok", "ENOSPC"]);
    const one = runNames({ a: naming(create(), use("ipcRemove"), create()) }, {}, { tables: { segments: 1 } });
    expect(one.results("a")).toEqual(["ok", "ok", "ok"]);
  });
});
