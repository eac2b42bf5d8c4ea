import { runOne } from "@crosstalk/experiment";
import { describe, expect, it } from "vitest";
import { constantsTable, costTables } from "./cost-tables.ts";
import { followRun } from "./followed-run.ts";
import { isolationEfficiency } from "./isolation-efficiency.ts";

const SCENARIO = "efficiency-compile";
const levelValue = (factor: string, name: string) =>
  isolationEfficiency.factors[factor]?.levels.find((level) => level.name === name)?.value;

describe.each(["linux", "xen-3.0.4", "esx-2", "user-mode-linux"])("a run on %s that is followed", (platform) => {
  const followed = followRun(isolationEfficiency, platform, SCENARIO, 3);
  const levels = { platform: levelValue("platform", platform), scenario: levelValue("scenario", SCENARIO) };
  const run = runOne(isolationEfficiency, levels, 3);

  it("is the run itself: following changes nothing", () => {
    expect(followed?.fingerprint).toBe(run.fingerprint);
  });

  it("is made of counts times prices: they add up to the time that the program took", () => {
    const total = followed?.operations.reduce((sum, { time }) => sum + time, 0) ?? 0;
    expect(total / 1e9 / (run.values.time as number)).toBeCloseTo(1, 3);
  });

  it("has the hypervisor's work for the guest told by what the guest did: counts times constants of handlers add up to it", () => {
    const work = (followed?.operations ?? []).filter(
      ({ account, operation }) => operation === "work" && /^hypervisor\.\w+:\w+ < /.test(account),
    );
    const of = (list: readonly { count: number }[], each: (index: number) => number) =>
      list.reduce((sum, { count }, index) => sum + count * each(index), 0);
    const handled = followed?.handled ?? [];
    const told = of(handled, (index) => handled[index]?.work ?? 0);
    const done = of(work, () => 1);
    if (platform === "linux") expect([told, done]).toEqual([0, 0]);
    else expect(told / done).toBeCloseTo(1, 1);
  });

  it("has a source for every price", () => {
    for (const { price, count } of followed?.operations ?? []) {
      expect(price.source.length).toBeGreaterThan(5);
      expect(count).toBeGreaterThanOrEqual(0);
    }
  });
});

it("does not follow what the experiment has not", () => {
  expect(followRun(isolationEfficiency, "linux", "efficiency-nothing", 1)).toBeUndefined();
});

it("finds every table of constants that packages export, with range and source of each constant", () => {
  const tables = costTables();
  expect(tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["linux2003Work", "xenSettings", "linuxMemoryConstants", "ptraceConstants", "dualXeon2003Machine"]),
  );
  for (const { name, constants } of tables)
    for (const [constant, { value, range, unit, source }] of Object.entries(constants)) {
      const what = `${name}.${constant}`;
      expect([what, range[0] <= value && value <= range[1]]).toEqual([what, true]);
      expect([what, unit.length > 0 && source.length > 8]).toEqual([what, true]);
    }
  for (const { columns, rows } of tables.map(constantsTable))
    for (const row of rows) {
      expect(row).toHaveLength(columns.length);
      expect(row[2]).toMatch(/^[a-z]+$|^[-.\de+]+ to [-.\de+]+(, [a-z]+)?$/);
      expect(row[5]).not.toBe("");
      expect(["quoted", "recalled", "fitted"]).toContain(row[4]);
    }
});
