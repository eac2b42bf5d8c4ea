import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wrappedTable } from "./wrapped-table.ts";

const left = (title: string) => ({ title, align: "left" as const });

describe("a table with sentences in its last column", () => {
  it("goes on under itself where a sentence is too long", () => {
    const rows = [
      ["a", "short"],
      ["name", "one two three four five six seven"],
    ];
    expect(wrappedTable([left("what"), left("about")], rows, 28)).toEqual([
      "what  about",
      "a     short",
      "name  one two three four",
      "      five six seven",
    ]);
  });

  it("is never wider than it may be, and loses no word", () => {
    const word = fc.stringMatching(/^[a-z]{1,12}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.array(word, { minLength: 1, maxLength: 30 }))), (rows) => {
        const lines = wrappedTable(
          [left("what"), left("about")],
          rows.map(([name, words]) => [name, words.join(" ")]),
          60,
        );
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
        const told = lines
          .slice(1)
          .join(" ")
          .split(" ")
          .filter((text) => text !== "");
        expect(told).toEqual(rows.flatMap(([name, words]) => [name, ...words]));
      }),
    );
  });
});
