import { describe, expect, it } from "vitest";
import { Notes } from "./notes.ts";

describe("notes", () => {
  it("hold JSON values by name, copied in and out", () => {
    const notes = new Notes();
    const value = { a: [1, 2] };
    notes.set("x", value);
    value.a.push(3);
    const saved = notes.save();
    expect(saved).toEqual({ x: { a: [1, 2] } });
    expect(saved.x).not.toBe(notes.get("x"));
    expect(() => notes.set("y", { at: Number.NaN })).toThrow("note y is not a JSON value: .at is NaN");
  });

  it("keep an object that its owner changes in place, and let it go on after a restore", () => {
    const notes = new Notes();
    const counted = notes.keep("counted", () => ({ n: 0 }));
    counted().n += 2;
    const saved = notes.save();
    counted().n += 1;
    expect(saved).toEqual({ counted: { n: 2 } });
    notes.restore(saved);
    counted().n += 10;
    expect([counted().n, saved]).toEqual([12, { counted: { n: 2 } }]);
  });

  it("begin a kept object afresh where a save holds none, and take up one that is there already", () => {
    const notes = new Notes();
    const counted = notes.keep("counted", () => ({ n: 0 }));
    counted().n = 7;
    notes.restore({ later: { n: 5 } });
    expect(counted().n).toBe(0);
    expect(notes.keep("later", () => ({ n: 0 }))().n).toBe(5);
  });

  it("refuse a name that is kept already, and to save what is no longer JSON", () => {
    const notes = new Notes();
    const kept = notes.keep("mean", () => ({ value: 1 }));
    expect(() => notes.keep("mean", () => ({}))).toThrow("note mean is kept already");
    kept().value = 0 / 0;
    expect(() => notes.save()).toThrow("note mean is not a JSON value: .value is NaN");
  });
});
