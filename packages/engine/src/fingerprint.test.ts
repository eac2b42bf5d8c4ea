import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashFields, hashValue, neverChanges } from "./content-hash.ts";
import { Fingerprint, hashEvent } from "./fingerprint.ts";
import { hashString, mix } from "./hash.ts";

type Fold = [time: number, path: string, event: object];

function fingerprint(folds: readonly Fold[], state?: [number, number]): Fingerprint {
  const made = new Fingerprint(state);
  for (const [time, path, event] of folds) made.fold(time, hashString(path), hashFields(event));
  return made;
}

const folds: Fold[] = [
  [1_000, "host0/cpu1", { type: "RUN", burst: { count: 3, kinds: ["compute", "syscall"] }, urgent: false }],
  [1_000, "xen/domU3/vcpu0", { type: "RUN", burst: { count: 3, kinds: ["compute", "syscall"] }, urgent: false }],
  [2_500, "host0/cpu1", { type: "STOPPED", left: 0.25, to: null }],
];

/** All ways to change one leaf, key or element of a value, a few for each. */
function variants(value: unknown): unknown[] {
  if (typeof value === "number") return [value + 1, -value - 1, value + 2 ** -20, value * 2 ** 32 + 7];
  if (typeof value === "string") return [`${value} `, value.slice(1), `${value}${value}x`];
  if (typeof value === "boolean") return [!value];
  if (value === null) return [0, false, ""];
  if (Array.isArray(value)) {
    const changed = value.flatMap((element, index) => variants(element).map((other) => value.toSpliced(index, 1, other)));
    return [...changed, [...value, 0], value.slice(1), value.toReversed(), [value]];
  }
  const object = value as Record<string, unknown>;
  const changed = Object.keys(object).flatMap((key) => variants(object[key]).map((other) => ({ ...object, [key]: other })));
  return [...changed, { ...object, extra: 0 }];
}

describe("the fingerprint", () => {
  it("keeps this value, on which golden fingerprints rest: a change of the hash changes all of them", () => {
    expect(fingerprint(folds).toString()).toBe("a0d101c74764ad76");
  });

  it("is equal for equal deliveries, whether or not their values share memory, are frozen or went through text", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.string(), fc.dictionary(fc.string(), fc.jsonValue()))), (deliveries) => {
        const plain = deliveries as Fold[];
        const copy = JSON.parse(JSON.stringify(plain)) as Fold[];
        const expected = fingerprint(JSON.parse(JSON.stringify(copy)) as Fold[]).toString();
        expect(fingerprint(copy).toString()).toBe(expected);
        for (const [, , event] of copy)
          for (const field of Object.values(event)) if (typeof field === "object" && field !== null) Object.freeze(field);
        expect(fingerprint(copy).toString()).toBe(expected);
        expect(fingerprint(copy).toString()).toBe(expected);
      }),
    );
  });

  it("is the same whether or not it is declared of values that they never change", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()), (list, fields) => {
        const plain = { type: "RUN", list, fields };
        const declared = { type: "RUN", list: neverChanges([...list]), fields: neverChanges({ ...fields }) };
        const expected = hashEvent(plain, "host", hashString("host"));
        for (let times = 0; times < 3; times += 1) expect(hashEvent(declared, "host", hashString("host"))).toBe(expected);
      }),
    );
  });

  it("differs when any time, path or field differs, in value, kind, place or presence", () => {
    const original = fingerprint(folds).toString();
    const seen = new Set([original]);
    let made = 1;
    folds.forEach(([time, path, event], index) => {
      const changed: Fold[] = [
        ...[time + 1, time - 1, time + 2 ** 32].map((other): Fold => [other, path, event]),
        [time, `${path}0`, event],
        ...variants(event).map((other): Fold => [time, path, other as object]),
      ];
      for (const one of changed) {
        seen.add(fingerprint(folds.toSpliced(index, 1, one)).toString());
        made += 1;
      }
    });
    expect(made).toBeGreaterThan(60);
    expect(seen.size).toBe(made);
  });

  it("differs when the order of deliveries, or of fields, differs", () => {
    const [first, second, third] = folds as [Fold, Fold, Fold];
    const orders = [folds, [second, first, third], [first, third, second], [first, second], [first, second, third, third]];
    expect(new Set(orders.map((order) => fingerprint(order).toString())).size).toBe(orders.length);
    expect(hashValue({ a: 1, b: 2 })).not.toBe(hashValue({ b: 2, a: 1 }));
  });

  it("sees what has changed in a value that it has met before", () => {
    const list = [1, 2, 3];
    const before = hashValue({ list });
    list.push(4);
    expect(hashValue({ list })).not.toBe(before);
    const shallow = Object.freeze({ list });
    const frozen = hashValue(shallow);
    list.push(5);
    expect(hashValue(shallow)).not.toBe(frozen);
  });

  it("goes on from its saved state", () => {
    const halfway = fingerprint(folds.slice(0, 2));
    const state = JSON.parse(JSON.stringify(halfway.state)) as [number, number];
    expect(fingerprint(folds.slice(2), state).toString()).toBe(fingerprint(folds).toString());
  });

  it("takes a field that is undefined for one that is absent, as JSON does", () => {
    expect(hashValue({ type: "A", to: undefined })).toBe(hashValue({ type: "A" }));
  });

  it("has no collisions among a million short runs", { timeout: 60_000 }, () => {
    const seen = new Set<string>();
    for (let time = 0; time < 1_000; time += 1) {
      for (let field = 0; field < 1_000; field += 1) seen.add(fingerprint([[time, "a", { type: "A", field }]]).toString());
    }
    expect(seen.size).toBe(1_000_000);
  });
});

describe("mixing", () => {
  it("spreads small differences over all bits", () => {
    const counts = new Array<number>(32).fill(0);
    for (let value = 0; value < 4_096; value += 1) {
      const changed = mix(1, value, 2) ^ mix(1, value + 1, 2);
      for (let bit = 0; bit < 32; bit += 1) counts[bit] = (counts[bit] as number) + ((changed >>> bit) & 1);
    }
    for (const count of counts) expect(Math.abs(count / 4_096 - 0.5)).toBeLessThan(0.05);
  });

  it("hash an event the quick way as the plain way, whatever events of its type came before", () => {
    const event = fc.record(
      { type: fc.constantFrom("a", "b"), to: fc.constantFrom("a", "host/cpu", undefined), n: fc.double(), more: fc.jsonValue() },
      { requiredKeys: ["type"] },
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), (events) => {
        for (const one of events) expect(hashEvent(one, "host/cpu", hashString("host/cpu"))).toBe(hashFields(one));
      }),
    );
  });
});
