import { expect, test } from "vitest";
import { bookLack } from "./accounts.ts";
import type { GroupState } from "./state.ts";

const group = (ready: number, running: number): GroupState => ({
  share: { weight: 1 },
  members: [],
  exited: { running: 0, ready: 0, blocked: 0, held: 0, stolen: 0 },
  ready,
  running,
  lack: 0,
  since: 100,
});

/** What a group with so many members ready and running lacks in 50 ns on so many processors. */
function lack(ready: number, running: number, processors: number): number {
  const state = group(ready, running);
  bookLack(state, processors, 150);
  expect(state.since).toBe(150);
  return state.lack;
}

test("a group lacks a processor for each ready member, but none that it has itself", () => {
  expect(lack(1, 0, 1)).toBe(50);
  expect(lack(3, 0, 1)).toBe(50);
  expect(lack(3, 0, 2)).toBe(100);
  expect(lack(1, 1, 2)).toBe(50);
  expect(lack(0, 1, 2)).toBe(0);
});

test("members that wait for each other lack nothing", () => {
  expect(lack(5, 1, 1)).toBe(0);
  expect(lack(5, 2, 2)).toBe(0);
});
