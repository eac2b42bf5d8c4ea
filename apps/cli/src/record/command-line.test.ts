import { expect, it } from "vitest";
import { quoteWord, recordingCommandLine, withoutMachinePaths } from "./command-line.ts";

it("takes the machine's own folders out", () => {
  expect(withoutMachinePaths("/home/me/project/run.sh", "/home/me/project", "/home/me")).toBe("run.sh");
  expect(withoutMachinePaths("-I/home/me/lib", "/home/me/project", "/home/me")).toBe("-I~/lib");
});

it("writes the command line as a shell needs it", () => {
  expect(quoteWord("it's")).toBe("'it'\\''s'");
  const request = { command: ["sh", "-c", "make && x"], name: "x", out: "x.json", repeat: 2, prepare: "make clean" };
  expect(recordingCommandLine(request)).toBe(
    "crosstalk record --name x --out x.json --prepare 'make clean' --repeat 2 -- sh -c 'make && x'",
  );
});
