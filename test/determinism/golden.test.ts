import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fingerprintOf, scenarios } from "./scenarios.ts";

/** Fingerprints that shipped scenarios are known to have, and why they were changed last. */
interface Golden {
  readonly reason: string;
  readonly fingerprints: Readonly<Record<string, string>>;
}

const file = new URL("golden.json", import.meta.url);

/**
 * When a model is meant to behave otherwise, write the new fingerprints down, and say why:
 * `CROSSTALK_UPDATE=1 CROSSTALK_REASON="what was changed" npx vitest run --project test golden`.
 */
function update(fingerprints: Golden["fingerprints"]): void {
  const reason = process.env.CROSSTALK_REASON?.trim() ?? "";
  if (reason.length < 10) throw new Error("CROSSTALK_REASON must say why the fingerprints change, in 10 characters or more");
  writeFileSync(file, `${JSON.stringify({ reason, fingerprints } satisfies Golden, null, 2)}\n`);
}

test("shipped scenarios have the fingerprints that are written down", () => {
  const entries = scenarios.map((scenario) => [scenario.name, fingerprintOf(scenario, { seed: 1 })] as const);
  const fingerprints = Object.fromEntries(entries);
  if (process.env.CROSSTALK_UPDATE === "1") update(fingerprints);
  const golden = JSON.parse(readFileSync(file, "utf8")) as Golden;
  expect(golden.reason).not.toBe("");
  expect(fingerprints).toEqual(golden.fingerprints);
});
