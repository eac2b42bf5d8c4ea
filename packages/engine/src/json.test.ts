import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkedCopy, copyJson } from "./json.ts";

class Strange {
  readonly field = 1;
}

describe("a checked copy", () => {
  it.each<[string, unknown]>([
    [".a is undefined", { a: undefined }],
    [".a.b is NaN", { a: { b: Number.NaN } }],
    [".list.1 is Infinity", { list: [0, Number.POSITIVE_INFINITY] }],
    [".a is -0", { a: -0 }],
    [".a is a Map", { a: new Map() }],
    [".a is a Set", { a: new Set() }],
    [".a is a Uint8Array", { a: new Uint8Array(2) }],
    [".a is a function", { a: () => 1 }],
    [".a is a symbol", { a: Symbol("s") }],
    [".a is a bigint", { a: 1n }],
    [".a is a Strange", { a: new Strange() }],
    [".list.1 is a hole", { list: [0].concat(new Array(1), [2]) }],
    [".list.extra is a field of a list", { list: Object.assign([1], { extra: 2 }) }],
    [
      ".a.b refers back to where it stands",
      (() => {
        const loop: { a?: unknown } = {};
        loop.a = { b: loop };
        return loop;
      })(),
    ],
    [".a has a key that is a symbol", { a: { [Symbol("s")]: 1 } }],
  ])("says that %s", (complaint, value) => {
    expect(() => checkedCopy(value, "the context of host0/cpu1")).toThrow(
      `the context of host0/cpu1 is not a JSON value: ${complaint}`,
    );
  });

  it("shares nothing with its original, and equals it", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const json = JSON.parse(JSON.stringify(value)) as unknown;
        const text = JSON.stringify(json);
        const copy = checkedCopy(json, "it");
        expect(copy).toEqual(json);
        expect(JSON.stringify(json)).toBe(text);
        if (typeof json === "object" && json !== null) expect(copy).not.toBe(json);
      }),
    );
    const shared = { inner: [1] };
    const copy = copyJson({ a: shared, b: shared });
    expect(copy.a).not.toBe(copy.b);
  });

  it("takes one object that stands in two places", () => {
    const shared = { x: 1 };
    expect(checkedCopy({ a: shared, b: [shared, shared] }, "it")).toEqual({ a: { x: 1 }, b: [{ x: 1 }, { x: 1 }] });
  });
});
