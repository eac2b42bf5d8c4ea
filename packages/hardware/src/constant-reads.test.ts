import { expect, it, vi } from "vitest";

/** The modules as a new thread would load them, with values assigned to constants. */
async function fresh(values: Readonly<Record<string, number>>) {
  vi.resetModules();
  const { assignConstants } = await import("./assignment.ts");
  if (Object.keys(values).length > 0) assignConstants(values);
  const { namedConstants } = await import("./named-constants.ts");
  const { quoted, recalled } = await import("./sourced.ts");
  const work = namedConstants("work", {
    trap: quoted(100, "ns", "a paper"),
    copy: recalled(10, "ns", "folklore"),
    pages: recalled(4, "pages", "folklore"),
    ring: quoted(64, "B", "a header", "definition"),
  });
  return { work, ...(await import("./constant-reads.ts")) };
}

const values = { "work.trap": 98, "work.copy": 12, "work.pages": 5 };

it("nothing is noted, and tables are as they were made, where no constant has another value", async () => {
  const { work, fromConstants, constantsRead } = await fresh({});
  const made = { call: work.trap.value };
  expect(fromConstants(() => made)).toBe(made);
  expect(work.copy.value).toBe(10);
  expect(constantsRead()).toEqual([]);
});

it("a constant that has another value notes that it is read", async () => {
  const { work, constantsRead, withoutReading } = await fresh(values);
  expect(withoutReading(() => work.trap.value)).toBe(98);
  expect(constantsRead()).toEqual([]);
  expect([work.copy.value, work.ring.value, work.copy.value]).toEqual([12, 64, 12]);
  expect(constantsRead()).toEqual(["work.copy"]);
});

it("of a table that was made of constants, those are read that the number rests on which is read", async () => {
  const { work, fromConstants, constantsRead } = await fresh(values);
  const table = fromConstants(() => ({
    name: "costs",
    call: { work: work.trap.value + 2 * work.copy.value, traps: 1 },
    rows: [work.pages.value, work.ring.value],
    most: Math.max(work.pages.value, work.ring.value),
  }));
  expect(table.rows).toHaveLength(2);
  expect([table.name, table.call.traps, table.rows[1], table.most]).toEqual(["costs", 1, 64, 64]);
  expect(constantsRead()).toEqual([]);
  expect(table.rows[0]).toBe(5);
  expect(constantsRead()).toEqual(["work.pages"]);
  expect({ ...table.call }).toEqual({ work: 122, traps: 1 });
  expect(constantsRead()).toEqual(["work.copy", "work.pages", "work.trap"]);
  expect(JSON.parse(JSON.stringify(table))).toEqual({ name: "costs", call: { work: 122, traps: 1 }, rows: [5, 64], most: 64 });
});

it("a table that was made of another one rests on the constants of that", async () => {
  const { work, fromConstants, constantsRead } = await fresh(values);
  const below = fromConstants(() => ({ call: { work: work.trap.value }, fault: { work: work.copy.value } }));
  const above = fromConstants(() => ({ handover: below.fault, twice: 2 * below.call.work, pages: work.pages.value }));
  expect(constantsRead()).toEqual([]);
  expect(above.twice).toBe(196);
  expect(constantsRead()).toEqual(["work.trap"]);
  expect(above.handover).toEqual({ work: 12 });
  expect(constantsRead()).toEqual(["work.copy", "work.trap"]);
});
