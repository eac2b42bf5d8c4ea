import { expect, it } from "vitest";
import { copyOf, declare, evaluate, execute } from "./expression.ts";

it("reads variables, and those of the system", () => {
  expect(evaluate("x + _name.length", { data: { x: 1 }, system: { _name: "ab" } })).toBe(3);
});

it("changes variables of the data model alone, and none of the system's", () => {
  const scope = { data: { x: 1 } as Record<string, unknown>, system: { _name: "ab" } };
  execute("x = 2; y = 3;", scope);
  expect(scope.data).toEqual({ x: 2, y: 3 });
  expect("y" in globalThis).toBe(false);
  expect(() => execute("_name = 1", scope)).toThrow("can't be assigned");
});

it("throws for what is unknown, and for what is no expression, but not where only its type is asked", () => {
  const scope = { data: {}, system: {} };
  expect(() => evaluate("x", scope)).toThrow(ReferenceError);
  expect(() => evaluate("return", scope)).toThrow(SyntaxError);
  expect(evaluate("typeof x", scope)).toBe("undefined");
});

it("lets a document's functions see and change the variables of whoever calls them", () => {
  const system = declare("function twice() { x = 2 * x; return x; }", { data: { x: 1 }, system: {} });
  const data = { x: 5 };
  expect(evaluate("twice()", { data, system })).toBe(10);
  expect(data).toEqual({ x: 10 });
});

it("copies values to their depth, and shares what is frozen", () => {
  const frozen = Object.freeze({ b: 1 });
  const value = { list: [{ a: 1 }], frozen };
  const copy = copyOf(value);
  copy.list[0]!.a = 2;
  expect(value.list[0]!.a).toBe(1);
  expect(copy.frozen).toBe(frozen);
});
