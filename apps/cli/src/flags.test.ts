import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { crosstalkProgram } from "./program.ts";
import { repository } from "./testing/crosstalk-command.ts";

const sources = join(repository, "apps/cli/src");
const tests = readdirSync(sources, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".test.ts"));
const texts = tests.map((name) => readFileSync(join(sources, name), "utf8"));

/** Whether a test calls a command with a flag: both are words of one list, or the flag is among words that another call adds. */
function isTested(command: string, flag: string): boolean {
  const lists = texts.flatMap((text) => text.match(/(?<!\w)(\w+\(|\[)\s*"[^[\]]*/g) ?? []);
  const called = (list: string) =>
    new RegExp(`^\\[\\s*"${command}"`).test(list) || (command === "run" && list.startsWith("run("));
  return lists.some((list) => called(list) && list.includes(`"${flag}"`));
}

const flags = crosstalkProgram().commands.flatMap((command) =>
  command.options.map(({ long }) => [command.name(), long ?? "an option without a long name"] as const),
);

describe("every flag of the command line has a test that gives it to its command", () => {
  it.each(flags)("%s %s", (command, flag) => {
    expect(isTested(command, flag)).toBe(true);
  });

  it("and a new flag without a test would be noticed", () => {
    expect(flags.length).toBeGreaterThan(15);
    expect(isTested("run", ["--no", "such-flag"].join("-"))).toBe(false);
    expect(isTested("list", "--only")).toBe(false);
  });
});
