import { afterEach, expect, it, vi } from "vitest";
import { Code, isPlainKey } from "./code.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

it("gives values of every kind as they are", () => {
  const values = [undefined, null, true, 0, -0, 1.5, Number.NaN, 2 ** 60, "it's\n\u2028", { a: 1 }, () => 1, Symbol("s")];
  const code = new Code("some values (of each kind)");
  code.add(`return [${values.map((value) => code.constant(value)).join(", ")}];`);
  const made = code.make<() => unknown[]>("");
  const given = made?.() ?? [];
  expect(given.length).toBe(values.length);
  expect(given.every((value, index) => Object.is(value, values[index]))).toBe(true);
  expect(made?.name).toBe("_some_values_of_each_kind_");
});

it("makes functions whatever the title begins with, and if it is a reserved word", () => {
  for (const title of ["3d-printer", "0", "class", "", "eval", "a.b"]) expect(new Code(title).make("")).toBeTypeOf("function");
});

it("makes functions of equal text with values of their own", () => {
  const [one, other] = [{ number: 1 }, { number: 2 }].map((value) => {
    const code = new Code("same");
    code.add(`return ${code.constant(value)}.number;`);
    return code.make<() => number>("");
  });
  expect([one?.(), other?.()]).toEqual([1, 2]);
});

it("makes nothing where a page's policy forbids it", async () => {
  vi.resetModules();
  vi.stubGlobal("Function", () => {
    throw new EvalError("forbidden");
  });
  const fresh = await import("./code.ts");
  const code = new fresh.Code("forbidden");
  code.add("return 1;");
  expect(code.make("")).toBeUndefined();
});

it("tells keys that mean something else in code", () => {
  expect(["a", "$b_1"].every(isPlainKey)).toBe(true);
  expect(["__proto__", "0", "a b", ""].some(isPlainKey)).toBe(false);
});
