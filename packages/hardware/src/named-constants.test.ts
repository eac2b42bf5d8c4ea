import { expect, it, vi } from "vitest";

/** The two modules as a new thread would load them. */
async function fresh() {
  vi.resetModules();
  const { assignConstants } = await import("./assignment.ts");
  const { knownConstants, namedConstant, namedConstants } = await import("./named-constants.ts");
  const { quoted, recalled } = await import("./sourced.ts");
  const load = () => {
    const shared = namedConstants("shared", { walk: recalled(10, "ns", "folklore") });
    return namedConstants("table", { ...shared, trap: quoted(100, "ns", "a paper"), copy: quoted(7, "ns", "a paper") });
  };
  return { assignConstants, knownConstants, namedConstant, load, quoted };
}

it("named constants have the values of their sources unless others are assigned", async () => {
  const { load, knownConstants } = await fresh();
  expect(load()).toMatchObject({ walk: { value: 10 }, trap: { value: 100 }, copy: { value: 7 } });
  expect(Object.keys(knownConstants())).toEqual(["shared.walk", "table.trap", "table.copy"]);
});

it("named constants take the values that were assigned before they were loaded, with all else as it is", async () => {
  const { assignConstants, load, knownConstants } = await fresh();
  assignConstants({ "shared.walk": 12, "table.trap": 96 });
  const table = load();
  expect(table).toMatchObject({ walk: { value: 12 }, copy: { value: 7 } });
  expect(table.trap).toEqual({ value: 96, range: [95, 105], unit: "ns", source: "a paper", provenance: "quoted" });
  expect(knownConstants()["table.trap"]).toBe(table.trap);
  expect(() => assignConstants({ "table.trap": 96, "shared.walk": 12 })).not.toThrow();
  expect(() => assignConstants({ "table.trap": 97, "shared.walk": 12 })).toThrow("allowed is before");
});

it("constants are not assigned when models are loaded, and no two have one name", async () => {
  const { assignConstants, load, namedConstant, quoted } = await fresh();
  load();
  expect(() => assignConstants({ "table.trap": 96 })).toThrow("constants are assigned after models were loaded");
  expect(() => namedConstant("table.trap", quoted(1, "ns", "a paper"))).toThrow("two constants are named table.trap");
});
