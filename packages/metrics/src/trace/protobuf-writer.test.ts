import { BinaryReader } from "@bufbuild/protobuf/wire";
import fc from "fast-check";
import { expect, it } from "vitest";
import { ProtobufWriter } from "./protobuf-writer.ts";

const whole = fc.oneof(fc.nat(300), fc.maxSafeNat(), fc.constant(Number.MAX_SAFE_INTEGER), fc.constant(2 ** 32));

it("another reader reads whatever is written", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 20 });
  fc.assert(
    fc.property(whole, whole, fc.double({ noNaN: true }), text, fc.integer({ min: 1, max: 500 }), (a, b, c, d, field) => {
      const writer = new ProtobufWriter();
      writer.varint(field, a);
      writer.fixed64(field, b);
      writer.double(field, c);
      writer.string(field, d);
      const reader = new BinaryReader(writer.bytes);
      const tags = new Set<number>();
      const tag = () => tags.add(reader.tag()[0]);
      tag();
      const varint = Number(reader.uint64());
      tag();
      const fixed = Number(reader.fixed64());
      tag();
      const double = reader.double();
      tag();
      const read = reader.string();
      expect([varint, fixed, double, read, [...tags], reader.pos === reader.len]).toEqual([a, b, c, d, [field], true]);
    }),
  );
});

it("a writer that is cleared writes anew, also more than it had room for", () => {
  const writer = new ProtobufWriter();
  writer.string(1, "x".repeat(5000));
  writer.clear();
  writer.varint(2, 1);
  expect([...writer.bytes]).toEqual([16, 1]);
});

it("half of a surrogate pair becomes the replacement character", () => {
  const writer = new ProtobufWriter();
  writer.string(1, "a\ud800");
  expect([...writer.bytes]).toEqual([10, 4, 97, 0xef, 0xbf, 0xbd]);
});
