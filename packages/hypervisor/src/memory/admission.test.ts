import { Simulation } from "@crosstalk/engine";
import { expect, test } from "vitest";
import { testHost, testHostModel } from "../testing/test-host.ts";
import { testHypervisor } from "../testing/test-hypervisor.ts";
import { testManagement } from "../testing/test-memory.ts";
import { mostPages } from "./admission.ts";
import type { MemoryManagement } from "./memory-options.ts";

function create(memory?: MemoryManagement) {
  const simulation = new Simulation({ seed: 1 });
  const hypervisor = testHypervisor(simulation, "hv", testHost(simulation), memory === undefined ? {} : { memory });
  return (name: string, pages: number, memoryShares?: number) =>
    hypervisor.createVirtualMachine(name, { pages, ...(memoryShares === undefined ? {} : { memoryShares }) });
}

const { pages } = testHostModel;

test("a host is overcommitted as far as memory can be taken back", () => {
  const none = { ...testManagement, ballooning: null, swapping: null };
  expect(mostPages(pages, none)).toBe(pages);
  expect(mostPages(pages, { ...testManagement, swapping: null })).toBe(2 * pages);
  expect(mostPages(pages, testManagement)).toBe(Number.POSITIVE_INFINITY);
  const first = create(none);
  first("a", pages - 10);
  expect(() => first("b", 11)).toThrow("hv/b: pages is 11; allowed is 1 to 10, what the host has or can take back from others");
});

test("no VM has more memory than its host", () => {
  expect(() => create(testManagement)("a", pages + 1)).toThrow(`hv/a: pages is ${pages + 1}; allowed is 1 to ${pages}`);
});

test("shares of memory are for hypervisors that divide it", () => {
  expect(() => create()("a", 10, 5)).toThrow("hv/a: memoryShares is 5; allowed is none, the hypervisor does not divide memory");
  expect(() => create(testManagement)("a", 10, 0)).toThrow("hv/a: memoryShares is 0; allowed is a positive number");
  expect(create(testManagement)("a", 10, 5).memory.watcher).toMatchObject({ id: 0, balloon: true });
  expect(create()("a", 10).memory).toEqual({ pages: 10 });
});
