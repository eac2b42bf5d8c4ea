import { expect, it } from "vitest";
import { jsonPieces } from "./json-pieces.ts";

it("gives, put together, the JSON of the object", () => {
  const list = Array.from({ length: 2_500 }, (_, number) => ({ number, text: '"\n' }));
  for (const object of [{}, { a: 1 }, { a: [], b: null, c: { d: [1] } }, { first: list.slice(0, 1_000), list }]) {
    expect(JSON.parse([...jsonPieces(object)].join(""))).toEqual(object);
  }
});

it("makes no piece of a long list as a whole", () => {
  const object = { list: Array.from({ length: 10_000 }, (_, number) => number) };
  const longest = Math.max(...[...jsonPieces(object)].map((piece) => piece.length));
  expect(longest).toBeLessThan(JSON.stringify(object).length / 2);
});
