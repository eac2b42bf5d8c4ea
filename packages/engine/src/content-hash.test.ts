import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashValue, neverChanges } from "./content-hash.ts";

describe("the hash of a value", () => {
  it("tells nothing from nothing of another kind", () => {
    const values = ["", {}, [], null, 0, false, "0", [""], [{}], [[]], { a: "" }, { a: {} }, { a: [] }];
    expect(new Set(values.map((value) => hashValue(value))).size).toBe(values.length);
  });

  it("remembers what it is told never changes, and looks again at all else", () => {
    const declared = neverChanges([1]);
    const first = hashValue(declared);
    declared.push(2);
    expect(hashValue(declared)).toBe(first);
    const other = [1];
    expect(hashValue(other)).toBe(first);
    other.push(2);
    expect(hashValue(other)).not.toBe(first);
    expect(neverChanges(declared)).toBe(declared);
    expect(hashValue(declared)).toBe(first);
  });

  it("is that of the content also of a list of which it is told from which other it was made", () => {
    const element = fc.jsonValue().map((value) => ({ value }));
    fc.assert(
      fc.property(fc.array(fc.tuple(element, element, fc.boolean())), fc.nat(2), fc.boolean(), (drawn, more, isAsked) => {
        const from = drawn.map(([first]) => first);
        const made = [...drawn.map(([first, second, isSame]) => (isSame ? first : second)), ...from.slice(0, more)];
        const expected = [hashValue(from), hashValue(made)];
        const declared = neverChanges(from);
        if (isAsked) hashValue(declared);
        expect([hashValue(neverChanges(made, declared)), hashValue(declared)]).toEqual(expected.toReversed());
      }),
    );
  });

  it("hashes once only what two such lists share", () => {
    const shared = { value: 1 };
    const list = neverChanges([shared, { value: 2 }]);
    const [first, made] = [hashValue(list), neverChanges([shared, { value: 3 }], list)];
    const expected = hashValue([{ value: 1 }, { value: 3 }]);
    shared.value = 4;
    expect([hashValue(made), hashValue(list)]).toEqual([expected, first]);
  });
});
