import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { temporaryFolder } from "../testing/crosstalk-command.ts";
import { linesOfFile } from "./lines-of-file.ts";

const folder = temporaryFolder();
const file = join(folder, "lines");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("gives the lines of a file, also where one is longer than what is read at a time, or a letter is cut in two by it", () => {
  const lines = ["", `x${"é".repeat(100_000)}`, "b\r", "", "last"];
  writeFileSync(file, lines.join("\n"));
  expect([...linesOfFile(file)]).toEqual(lines);
  writeFileSync(file, "a\nb\n");
  expect([...linesOfFile(file)]).toEqual(["a", "b"]);
  writeFileSync(file, "");
  expect([...linesOfFile(file)]).toEqual([]);
});

it("says why a file can't be read", () => {
  expect(() => [...linesOfFile(join(folder, "gone"))]).toThrow("the file can't be read (ENOENT)");
  expect(() => [...linesOfFile(folder)]).toThrow("the file can't be read (EISDIR)");
});
