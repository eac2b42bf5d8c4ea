import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ContextCopier } from "./context-copier.ts";

const key = fc.constantFrom("a", "b", "c", "time", "$odd", "with space", "0", "12", "__proto__", "constructor", "toString");
const object = fc
  .array(fc.tuple(key, fc.jsonValue()), { maxLength: 8 })
  .map((entries) => Object.fromEntries(entries) as Record<string, unknown>);

const shown = (value: object) => JSON.stringify(Object.entries(value));

describe("Copying a context with some fields replaced", () => {
  it("gives what Object.assign gives, in the same order of keys, whatever combinations of keys come", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(object, object), { maxLength: 30 }), (pairs) => {
        const copier = new ContextCopier();
        for (const [context, fields] of [...pairs, ...pairs]) {
          const before = shown(context) + shown(fields);
          const copied = copier.copy(context, fields);
          const expected = Object.assign({}, context, fields);
          expect(shown(copied)).toBe(shown(expected));
          expect(Object.getPrototypeOf(copied)).toBe(Object.getPrototypeOf(expected));
          expect(copied).not.toBe(context);
          expect(shown(context) + shown(fields)).toBe(before);
        }
      }),
    );
  });

  it("copies the context where there are no fields, as an assignment may give none", () => {
    const context = { a: 1 };
    for (const fields of [undefined, null]) {
      const copied = new ContextCopier().copy(context, fields);
      expect(copied).toEqual(context);
      expect(copied).not.toBe(context);
    }
  });

  it("keeps fields that are undefined, and adds those that the context has not had", () => {
    const copier = new ContextCopier();
    for (let time = 0; time < 3; time += 1) {
      expect(Object.entries(copier.copy({ a: 1, b: undefined }, { a: undefined, c: 3 }))).toEqual([
        ["a", undefined],
        ["b", undefined],
        ["c", 3],
      ]);
    }
  });
});
