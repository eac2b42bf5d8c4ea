import { expect, it } from "vitest";
import { counted } from "./counted.ts";

it("tells one thing in the singular, and none or several in the plural", () => {
  expect([0, 1, 2].map((count) => counted(count, "run"))).toEqual(["0 runs", "1 run", "2 runs"]);
});
