import { compile } from "@crosstalk/engine";
import { expect, it } from "vitest";
import { server } from "./server.ts";
import { source } from "./source.ts";

it.each([
  ["source", source],
  ["server", server],
])("the queue's %s runs compiled", (_, machine) => {
  expect(compile(machine)).toEqual({ compiles: true, unsupported: [] });
});
