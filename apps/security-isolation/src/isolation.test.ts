import { objectKinds } from "@crosstalk/guest-os";
import { describe, expect, it } from "vitest";
import { exposureMeasures, exposureValues, reaches, securityIsolation } from "./isolation.ts";

const nothing = Object.fromEntries(exposureMeasures.map((measure) => [measure, 0]));
const all = Object.fromEntries(exposureMeasures.map((measure) => [measure, 1]));

describe("security isolation", () => {
  it("is 1 of who reaches nothing, 0 of who reaches all, and knows every kind of object", () => {
    expect(securityIsolation([nothing, nothing])).toBe(1);
    expect(securityIsolation([all])).toBe(0);
    expect(Object.keys(reaches).sort()).toEqual([...objectKinds].sort());
  });

  it("counts what was reached on either way of probing, once", () => {
    const first = { ...nothing, "table.disturb": 1 };
    const second = { ...nothing, "table.disturb": 1, "counter.see": 1 };
    expect(securityIsolation([first])).toBeCloseTo(1 - 1 / 9);
    expect(securityIsolation([first, second])).toBeCloseTo(1 - 1 / 9 - 1 / 18);
  });

  it("takes from an exposure what can be done to each kind", () => {
    const share = { objects: 2, see: 0.5, read: 0.25, change: 0, disturb: 1 };
    expect(exposureValues({ port: share, table: share })).toEqual({ "port.see": 0.5, "port.disturb": 1, "table.disturb": 1 });
  });
});
