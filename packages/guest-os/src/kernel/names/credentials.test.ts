import { expect, test } from "vitest";
import { kernelBench } from "../../testing/kernel-bench.ts";
import { context, naming, root, user } from "../../testing/names-bench.ts";
import { allCapabilities, contextCapabilities } from "./capabilities.ts";

const credentials = (tenant: object) => {
  const b = kernelBench({ p: naming({ name: "chdir", path: "/" }) }, { tenants: { p: tenant } });
  b.until(5);
  return b.processes.p?.credentials;
};

test("a tenant that says nothing has a user of its own, no capabilities and the host's root", () => {
  expect(credentials({})).toEqual({ uid: 1_000, gid: 1_000, capabilities: [], root: 0, directory: 0, xid: 0 });
});

test("root has all capabilities, in a context those of its bounding set", () => {
  expect(credentials({ user: root })?.capabilities).toEqual(allCapabilities);
  expect(credentials(context(7))).toMatchObject({ uid: 0, capabilities: contextCapabilities, xid: 7 });
  expect(credentials(context(7, { capabilities: ["CAP_KILL"] }))?.capabilities).toEqual(["CAP_KILL"]);
  expect(credentials({ ...context(7), user: user(5) })?.capabilities).toEqual([]);
});

test.each([
  [{ user: { uid: -1, gid: 0.5 } }, "uid is -1; allowed is a whole number from 0; gid is 0.5"],
  [{ confinement: { root: "jail" } }, 'root is "jail"; allowed is a path from / without dots'],
  [{ confinement: { root: "/a/../b" } }, 'root is "/a/../b"'],
  [context(0), "context id is 0; allowed is a whole number from 1"],
  [context(2, { limits: { processes: -1 } }), "limit of processes is -1"],
])("%j is refused", (tenant, message) => {
  expect(() => kernelBench({ p: naming() }, { tenants: { p: tenant } })).toThrow(message);
});
