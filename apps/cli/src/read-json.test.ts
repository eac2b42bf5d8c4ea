import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readJson } from "./read-json.ts";

const folder = mkdtempSync(join(tmpdir(), "crosstalk-json-"));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string): unknown {
  writeFileSync(join(folder, "a.json"), text);
  return readJson(join(folder, "a.json"));
}

describe("readJson", () => {
  it("reads JSON", () => {
    expect(read('{ "a": [1] }')).toEqual({ a: [1] });
  });

  it.each([
    ["nothing", "", "it ends too early, at line 1, column 1"],
    ["an object that is cut off after a comma", '{\n  "a": 1,\n', "it ends too early, at line 2, column 10"],
    ["a text that is cut off", '{ "a": "b', "it ends too early, at line 1, column 10"],
    ["a list that is cut off", "[1, 2", "it ends too early, at line 1, column 6"],
    ["a missing comma", '{\n  "a": 1\n  "b": 2 }', "at line 3, column 3"],
  ])("says where it found %s", (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it("quotes what it found instead of JSON", () => {
    expect(() => read("hello")).toThrow(/^the file is not JSON: .*hello/);
  });

  it("says why a file can't be read", () => {
    expect(() => readJson(join(folder, "none.json"))).toThrow("the file can't be read (ENOENT)");
  });
});
