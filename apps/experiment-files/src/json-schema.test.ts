import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readDocument } from "./document/read-document.ts";
import { experimentJsonSchema } from "./json-schema.ts";

const docs = fileURLToPath(new URL("../../../docs/", import.meta.url));
const check = z.fromJSONSchema(experimentJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
const weights = readDocument(`${docs}weights.yaml`).value as Record<string, unknown>;

describe("the JSON Schema", () => {
  it("holds for good files, with references to factors and files", () => {
    for (const file of ["weights", "web-server", "day-of-a-machine"])
      expect(check.safeParse(readDocument(`${docs}${file}.yaml`).value).error?.issues).toBeUndefined();
    expect(check.safeParse({ ...weights, host: { $ref: "./hosts.yaml#/xeon" } }).success).toBe(true);
  });

  it.each([
    ["a host that there is not", { host: "dual-xeon-2004" }],
    ["a time without its unit", { until: 30 }],
    ["a strange field", { abuot: "x" }],
    ["a clock without its unit", { host: { name: "dual-xeon-2003", clock: 3 } }],
    ["a trace of a strange format", { tenants: { victim: { program: { trace: { format: "swff", file: "f" } } } } }],
    ["a strange field of clients", { tenants: { victim: { program: { serve: {} }, clients: { raet: "5 /s" } } } }],
    ["a strange program", { tenants: { victim: { program: "cpu-hgo" } } }],
  ])("refuses %s", (_, change) => {
    expect(check.safeParse({ ...weights, ...change }).success).toBe(false);
  });
});
