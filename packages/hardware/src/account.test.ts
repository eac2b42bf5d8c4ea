import { expect, test } from "vitest";
import { account, causedBy, chainOf, credit, type Ledger, totalOf } from "./account.ts";

test("an account names its payer, with the activity where there is one", () => {
  expect(account("user", "web")).toBe("user:web");
  expect(account("hypervisor", "xen", "memory")).toBe("hypervisor.memory:xen");
});

test("the chain of an account leads from the payer to the first cause", () => {
  const chain = causedBy(causedBy(account("user", "host/web"), "kernel", "web"), "hypervisor", "xen", "memory");
  expect(chain).toBe("hypervisor.memory:xen < kernel:web < user:host/web");
  expect(chainOf(chain)).toEqual([
    { kind: "hypervisor", activity: "memory", owner: "xen" },
    { kind: "kernel", owner: "web" },
    { kind: "user", owner: "host/web" },
  ]);
});

test("a kind with a dash and an owner with a colon and a dot are told apart", () => {
  expect(chainOf(account("back-end", "dom0:net.1", "copy"))).toEqual([
    { kind: "back-end", activity: "copy", owner: "dom0:net.1" },
  ]);
});

test("a ledger adds time up by account, and has no entry for no time", () => {
  const ledger: Ledger = {};
  credit(ledger, "user:a", 5);
  credit(ledger, "user:a", 7);
  credit(ledger, "user:b", 0);
  credit(ledger, "idle:host", 1);
  expect(ledger).toEqual({ "user:a": 12, "idle:host": 1 });
  expect(totalOf(ledger)).toBe(13);
});
