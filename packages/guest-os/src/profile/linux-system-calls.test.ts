import { expect, it } from "vitest";
import { classOfSystemCall, listedSystemCalls } from "./linux-system-calls.ts";
import { systemCallClassTable } from "./system-call-class.ts";

it("gives every class but those that only the call's arguments tell, and `other`, a system call", () => {
  const used = new Set(listedSystemCalls().values());
  const unused = systemCallClassTable.map(({ name }) => name).filter((name) => !used.has(name));
  expect(unused).toEqual(["pipe-read", "pipe-write", "poll-sockets", "other"]);
});

it("knows the calls by strace's names", () => {
  expect(classOfSystemCall("openat")).toBe("file-open");
  expect(classOfSystemCall("clone3")).toBe("fork");
  expect(classOfSystemCall("sched_yield")).toBe("other");
});
