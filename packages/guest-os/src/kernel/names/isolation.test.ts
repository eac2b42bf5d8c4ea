import fc from "fast-check";
import { expect, test } from "vitest";
import { sequence, sleep } from "../../program.ts";
import { addresses, context, NAMES_END, naming, root, runNames, user } from "../../testing/names-bench.ts";
import type { MemoryPath, NameCall } from "./name-call.ts";

const part = fc.constantFrom(
  "..",
  ".",
  "a",
  "b",
  "home",
  "jail",
  "vservers",
  "v2",
  "v3",
  "etc",
  "passwd",
  "dev",
  "mem",
  "tmp",
  "secret",
);
const path = fc
  .tuple(fc.boolean(), fc.array(part, { minLength: 1, maxLength: 6 }))
  .map(([absolute, parts]) => `${absolute ? "/" : ""}${parts.join("/")}`);
const pid = fc.integer({ min: -1, max: 5 });
const type = fc.constantFrom("segment" as const, "semaphore" as const);
const key = fc.integer({ min: 0, max: 2 });
const at: fc.Arbitrary<MemoryPath> = fc.oneof(
  pid.map((each): MemoryPath => ({ through: "trace", pid: each })),
  fc.tuple(path, pid).map(([where, each]): MemoryPath => ({ through: "device", path: where, pid: each })),
  fc.integer({ min: -1, max: 200 }).map((page): MemoryPath => ({ through: "address", page, handled: true })),
);
const call: fc.Arbitrary<NameCall> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      name: fc.constantFrom(
        "read" as const,
        "write" as const,
        "stat" as const,
        "list" as const,
        "unlink" as const,
        "open" as const,
      ),
      path,
    }),
  },
  { weight: 6, arbitrary: fc.record({ name: fc.constantFrom("chdir" as const, "chroot" as const), path }) },
  fc.record({
    name: fc.constant("create" as const),
    path,
    mode: fc.constantFrom(0o777, 0o600),
    kind: fc.constantFrom("file" as const, "directory" as const, "device" as const),
  }),
  fc.record({ name: fc.constant("kill" as const), pid, signal: fc.constant(0 as const) }),
  fc.record({ name: fc.constant("processUsage" as const), pid }),
  fc.record({ name: fc.constantFrom("listProcesses" as const, "listPorts" as const, "listUsers" as const, "readLog" as const) }),
  fc.record({ name: fc.constant("ipcCreate" as const), type, key, mode: fc.constant(0o666) }),
  fc.record({ name: fc.constantFrom("ipcRead" as const, "ipcWrite" as const, "ipcRemove" as const), type, key }),
  fc.record({ name: fc.constant("ipcList" as const), type }),
  fc.record({ name: fc.constant("setUser" as const), uid: fc.constantFrom(0, 5, 6) }),
  fc.record({ name: fc.constantFrom("peek" as const, "poke" as const), at }),
);
const list = fc.array(call, { maxLength: 40 });
const files = [
  { path: "/home/a", kind: "directory", mode: 0o777, tenant: "a" },
  { path: "/home/a/secret", mode: 0o666, tenant: "a" },
  { path: "/vservers/v3/home", kind: "directory", mode: 0o777, tenant: "c" },
  { path: "/vservers/v3/home/secret", mode: 0o666, tenant: "c" },
] as const;
const setUp = naming(
  { name: "ipcCreate", type: "segment", key: 1, mode: 0o666 },
  { name: "ipcCreate", type: "semaphore", key: 2, mode: 0o666 },
  { name: "bind", protocol: "tcp", port: 8_080, address: "10.0.0.4" },
);
const owner = sequence(setUp, sleep(2 * NAMES_END));
const run = (calls: readonly NameCall[], tenants: Parameters<typeof runNames>[1]) =>
  runNames({ a: owner, b: sequence(sleep(10_000), naming(...calls)), c: owner }, tenants, { files, addresses });
const foreign = ({ events }: ReturnType<typeof run>) =>
  events.filter(({ tenant }) => tenant === "b").flatMap(({ outcome }) => outcome.found.filter((each) => each.tenant !== "b"));

test("whatever root of a context names, it finds nothing of another context's nor of the host's", () => {
  fc.assert(
    fc.property(list, (calls) => {
      expect(foreign(run(calls, { a: { user: user(5) }, b: context(2), c: context(3) }))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("whatever a user in a chroot names, it finds no file outside, and no memory but its own", () => {
  fc.assert(
    fc.property(list, (calls) => {
      const b = run(calls, { a: { user: user(5) }, b: { user: user(6), confinement: { root: "/jail" } }, c: context(3) });
      expect(foreign(b).filter(({ kind, tenant }) => ["file", "memory"].includes(kind) || tenant === "c")).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("whatever a plain user names, it reads and writes no memory but its own, and sees nothing within a context but files", () => {
  fc.assert(
    fc.property(list, (calls) => {
      const b = run(calls, { a: { user: user(5) }, b: { user: user(6) }, c: context(3) });
      expect(foreign(b).filter(({ kind, tenant }) => kind === "memory" || (tenant === "c" && kind !== "file"))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("with the capability to leave it, root of a chroot does find files outside", () => {
  const calls: NameCall[] = [
    { name: "create", path: "/b", mode: 0o700, kind: "directory" },
    { name: "chroot", path: "/b" },
    { name: "read", path: "../home/a/secret" },
  ];
  const b = run(calls, { b: { user: root, confinement: { root: "/jail" } } });
  expect(foreign(b)).toEqual([{ kind: "file", tenant: "a", name: "/home/a/secret" }]);
});
