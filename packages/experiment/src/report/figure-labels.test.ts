import { describe, expect, it } from "vitest";
import { FigureLabels } from "./figure-labels.ts";

const long = (end: string) => `${"a-name-that-goes-on-".repeat(4)}${end}`;

describe("labels of a figure", () => {
  it("leave names alone of up to thirty characters", () => {
    const labels = new FigureLabels();
    const name = "x".repeat(30);
    expect(labels.of(name)).toBe(name);
    expect(labels.ofLevels([["hogs", "2"]])).toBe("hogs = 2");
    expect(labels.fullNames()).toEqual({});
  });

  it("shorten longer ones in their middle to thirty characters, and tell what they stand for", () => {
    const labels = new FigureLabels();
    const label = labels.of(long("end"));
    expect(label).toBe("a-name-that-goe…at-goes-on-end");
    expect([...label]).toHaveLength(30);
    expect(labels.fullNames()).toEqual({ [label]: long("end") });
  });

  it("differ where names do, be it in their middle, and are the same for the same name", () => {
    const labels = new FigureLabels();
    const names = ["b", "c", "d"].map((middle) => long(`${middle}${long("end")}`));
    const all = names.map((name) => labels.of(name));
    expect(new Set(all).size).toBe(3);
    expect(all[1]).toBe(`${all[0]} (2)`);
    expect(names.map((name) => labels.of(name))).toEqual(all);
    expect(Object.values(labels.fullNames())).toEqual(names);
  });

  it("keep characters whole, of however many parts they are", () => {
    expect([...new FigureLabels().of("𝄞".repeat(31))]).toHaveLength(30);
  });

  it("have levels of several factors in lines, of which the full names are one", () => {
    const labels = new FigureLabels();
    const levels = [
      ["platform", long("x")],
      ["hogs", "2"],
      ["cap", "0.5"],
    ] as const;
    const label = labels.ofLevels(levels);
    expect(label).toBe(`platform = ${labels.of(long("x"))},\nhogs = 2, cap = 0.5`);
    expect(labels.fullNames()[label]).toBe(`platform = ${long("x")}, hogs = 2, cap = 0.5`);
    expect(labels.ofLevels([[long("y"), long("x")]])).toBe(`${labels.of(long("y"))} =\n${labels.of(long("x"))}`);
  });
});
