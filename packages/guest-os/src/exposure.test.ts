import { describe, expect, test } from "vitest";
import { census } from "./census.ts";
import { exposure } from "./exposure.ts";
import type { Checks } from "./kernel/names/name-tables.ts";
import type { ObjectReference } from "./kernel/names/outcome.ts";
import { fork, name, type Program, sequence, sleep, wait } from "./program.ts";
import { prober } from "./programs/prober.ts";
import { resourceLeak } from "./programs/resource-leak.ts";
import { addresses, context, NAMES_END, naming, root, runNames, user } from "./testing/names-bench.ts";

const crash = naming({ name: "poke", at: { through: "address", page: 1_000_000, handled: false } });
const idle = sleep(2 * NAMES_END);

/** A server: it has crashed once, has a port, a segment, a file and a child; later it needs room in tables. */
const victim = (port: number): Program =>
  sequence(
    sleep(100_000),
    naming(
      { name: "bind", protocol: "tcp", port },
      { name: "ipcCreate", type: "segment", key: port, mode: 0o600 },
      { name: "create", path: `/tmp/lock${port}`, mode: 0o644, kind: "file" },
    ),
    fork(crash, 1),
    wait(1),
    fork(idle, 2),
    sleep(2_500_000),
    naming({ name: "open", path: "/etc/passwd" }),
    naming({ name: "ipcCreate", type: "semaphore", key: port, mode: 0o600 }),
    idle,
  );
type Tenants = Parameters<typeof runNames>[1];

/** Measures a prober between two victims; what they own is counted in a run without it. */
function probe(tenants: NonNullable<Tenants>, checks: Partial<Checks> = {}, early = true) {
  const secrets = ["v", "w"].flatMap((tenant) => {
    const directory = tenants[tenant]?.confinement?.root ?? "";
    const home = `${directory}/home/${tenant}`;
    return [
      { path: home, tenant, kind: "directory" as const },
      { path: `${home}/secret`, tenant, mode: 0o600 },
    ];
  });
  const options = { files: secrets, addresses, checks, tables: { files: 50, segments: 50, semaphores: 20 } };
  const quiet = runNames({ v: victim(8_080), p: idle, w: victim(8_081) }, tenants, options);
  const others: ObjectReference[] = ["v", "w"].flatMap((tenant) => census(quiet.bench.kernel, tenant));
  const probing = prober({ others, pids: 12, uids: [1_000, 1_002, 1_005], pause: 2_000_000, entries: 60 });
  const p = early ? probing : sequence(sleep(600_000), probing);
  const run = runNames({ v: victim(8_080), p, w: victim(8_081) }, tenants, options);
  return exposure(run.events, "p", others);
}

const all = { see: 1, read: 1, change: 1, disturb: 1 };
const none = { see: 0, read: 0, change: 0, disturb: 0 };

describe("a prober", () => {
  test("among plain processes of other users sees almost all, reads counters and logs, changes and removes nothing", () => {
    const shares = probe({});
    expect(shares).toMatchObject({
      file: { objects: 4, see: 1, read: 0.5, change: 0 },
      process: { objects: 4, see: 1, read: 0, change: 0, disturb: 0 },
      memory: { objects: 4, ...none },
      port: { objects: 2, disturb: 1 },
      ipc: { disturb: 1 },
      user: { objects: 2, see: 1, change: 0 },
      log: { objects: 2, see: 1, read: 1, disturb: 0 },
      counter: { objects: 8, see: 1, read: 1 },
      table: { objects: 6, read: 0 },
    });
  });

  test("among processes of its own user, or as root, gets at everything", () => {
    const same = probe({ v: { user: user(5) }, p: { user: user(5) }, w: { user: user(5) } }, {}, false);
    expect(same).toMatchObject({ file: { see: 1, read: 1, change: 1, disturb: 1 }, process: { see: 1, disturb: 1 } });
    expect(same).toMatchObject({ memory: { see: 1, read: 1, change: 1 }, ipc: { read: 0.5, change: 0.5, disturb: 1 } });
    // Half of the IPC objects come late, when the prober has taken their keys: it has seen, read and changed the others.
    const superuser = probe({ p: { user: root } }, {}, false);
    expect(superuser).toMatchObject({
      file: all,
      process: { see: 1, disturb: 1 },
      memory: { read: 1, change: 1 },
      log: { disturb: 1 },
    });
  });

  test("in a chroot of another user misses files and users only", () => {
    const shares = probe({ p: { confinement: { root: "/jail" } } });
    expect(shares).toMatchObject({
      file: none,
      user: { see: 0 },
      process: { see: 1 },
      port: { disturb: 1 },
      counter: { read: 1 },
    });
  });

  test("as root in a chroot gets at everything, files included", () => {
    const shares = probe({ p: { user: root, confinement: { root: "/jail" } } }, {}, false);
    expect(shares).toMatchObject({ file: all, process: { see: 1, disturb: 1 }, memory: { read: 1, change: 1 } });
  });
});

const contexts = (more: object = {}) => ({ v: context(2), p: context(3, more), w: context(4) });

describe("a prober that is root of a Linux-VServer context", () => {
  test("gets at nothing but the host's counters and the tables that all share", () => {
    const shares = probe(contexts());
    expect(shares).toMatchObject({ file: none, process: none, memory: none, port: none, ipc: none, user: none, log: none });
    // Load average and free memory of two of eight objects each, not the times of processes.
    expect(shares.counter).toMatchObject({ see: 0.5, read: 0.5, change: 0, disturb: 0 });
    expect(shares.table?.disturb).toBeGreaterThan(0);
  });

  test("gets at nothing at all where its context has limits and shows it its own usage", () => {
    const shares = probe(contexts({ limits: { files: 10, segments: 10, semaphores: 5 }, ownUsage: true }));
    for (const [kind, share] of Object.entries(shares)) expect([kind, share]).toMatchObject([kind, none]);
  });

  test("gets at processes, memory, objects and ports without the filter, but not at files", () => {
    const shares = probe(contexts(), { context: false }, false);
    expect(shares).toMatchObject({
      file: none,
      process: { see: 1, disturb: 1 },
      memory: { read: 1, change: 1 },
      log: { read: 1 },
    });
    expect(shares.ipc?.change).toBeGreaterThan(0);
    expect(shares.port?.see).toBe(1);
  });

  test("gets at files without the barrier, but not at processes", () => {
    expect(probe(contexts(), { barrier: false }, false)).toMatchObject({ file: all, process: none, memory: none });
  });

  test("gets at the tables' last entries without the check of limits", () => {
    const limits = { files: 10, segments: 10, semaphores: 5 };
    expect(probe(contexts({ limits })).table).toMatchObject({ disturb: 0 });
    expect(probe(contexts({ limits }), { limits: false }).table?.disturb).toBeGreaterThan(0);
  });
});

test("without the check of permissions, another user gets at everything that it can name", () => {
  const shares = probe({}, { permissions: false }, false);
  expect(shares).toMatchObject({ file: all, process: { disturb: 1 }, memory: { read: 1, change: 1 }, log: { disturb: 1 } });
});

describe("exposure", () => {
  test("of nobody is nothing, and of who did nothing is 0", () => {
    expect(exposure([], "p", [])).toEqual({});
    expect(exposure([], "p", [{ kind: "port", tenant: "v", name: "tcp:80" }])).toEqual({ port: { objects: 1, ...none } });
  });

  test("counts an object once, and the prober's own not at all", () => {
    const own: ObjectReference = { kind: "user", tenant: "p", name: "user" };
    const other: ObjectReference = { kind: "user", tenant: "v", name: "user" };
    const b = runNames({ v: idle, p: naming({ name: "listUsers" }, { name: "listUsers" }) });
    expect(exposure(b.events, "p", [own, other, other])).toEqual({ user: { objects: 1, ...none, see: 1 } });
  });
});

test("a leak of a table's entries leaves others none, unless its context has a limit", () => {
  const needs = sequence(sleep(4_000_000), name({ name: "ipcCreate", type: "semaphore", key: 7, mode: 0o600 }));
  const leak = (more: object) =>
    runNames({ a: resourceLeak("semaphores", 50), b: needs }, { a: context(2, more), b: context(3) });
  expect(leak({}).results("b")).toEqual(["ENOSPC"]);
  expect(leak({ limits: { semaphores: 20 } }).results("b")).toEqual(["ok"]);
});
