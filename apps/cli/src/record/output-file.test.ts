import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { UsageError } from "../errors.ts";
import { checkOutputPath, writeWhole } from "./output-file.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "crosstalk-test-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("refuses a path below a regular file, and a folder", () => {
  writeFileSync(join(folder, "file"), "");
  expect(() => checkOutputPath(join(folder, "file", "deep", "out.json"))).toThrow(UsageError);
  expect(() => checkOutputPath(join(folder, "file", "out.json"))).toThrow("is not a folder");
  expect(() => checkOutputPath(folder)).toThrow("is a folder; name a file");
});

it("writes into folders that it makes, and leaves no other file", () => {
  const out = join(folder, "new", "out.json");
  checkOutputPath(out);
  writeWhole(out, "{}\n");
  writeWhole(out, "{1}\n");
  expect(readFileSync(out, "utf8")).toBe("{1}\n");
  expect(readdirSync(join(folder, "new"))).toEqual(["out.json"]);
});
