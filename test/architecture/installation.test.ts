import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { repository } from "./source-files.ts";

describe("package-lock.json", () => {
  it("has an entry for every platform's build of each tool, so that npm ci works on all of them", () => {
    const check = spawnSync(process.execPath, ["scripts/complete-lock-file.mjs", "--check"], {
      cwd: repository,
      encoding: "utf8",
    });
    expect(check.stdout, "run: node scripts/complete-lock-file.mjs").toBe("");
    expect(check.status).toBe(0);
  });

  it("names no registry, so that each machine uses its own", () => {
    const lock = readFileSync(`${repository}package-lock.json`, "utf8");
    expect(lock.match(/"resolved": "[a-z+]+:\/\/[^"]*"/g)).toBeNull();
  });
});
