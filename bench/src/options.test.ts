import { describe, expect, it } from "vitest";
import { parseOptions } from "./options.ts";

describe("the options of the bench", () => {
  it("are five rounds of everything but the whole process by default", () => {
    const options = parseOptions([]);
    expect(options).toMatchObject({ rounds: 5, quick: false, markdown: false });
    expect(options?.only).toContain("hold-1k");
    expect(options?.only).not.toContain("whole");
  });

  it("take sections by commas", () => {
    expect(parseOptions(["--only", "hold-1k,whole", "--rounds", "2", "--quick"])).toMatchObject({
      only: ["hold-1k", "whole"],
      rounds: 2,
      quick: true,
    });
  });

  it("tell everything that is wrong with them at once, with what is allowed", () => {
    expect(() => parseOptions(["--rounds", "0", "--only", "hold,curve"])).toThrow(
      /^--rounds is "0"; allowed is a whole number from 1 to 999\n--only names "hold"; allowed are hold-1k, /,
    );
    expect(() => parseOptions(["--fast"])).toThrow("--fast");
  });
});
