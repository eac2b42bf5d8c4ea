import { readdirSync, readFileSync, statSync } from "node:fs";
import { callsOfProcesses, parseProfile } from "@crosstalk/guest-os";
import { describe, expect, it } from "vitest";
import { formatProfile } from "./format-profile.ts";

const folder = new URL("../../../../profiles/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

it("ships profiles of different natures", () => {
  expect(files).toEqual(expect.arrayContaining(["compile.json", "shell-forks.json"]));
});

describe.each(files)("%s", (file) => {
  const text = readFileSync(new URL(file, folder), "utf8");
  const profile = parseProfile(JSON.parse(text), file);

  it("is named after its file, and written as the recorder writes it", () => {
    expect(`${profile.name}.json`).toBe(file);
    expect(formatProfile(profile)).toBe(text);
  });

  it("has totals that are the sums over its processes", () => {
    const calls = callsOfProcesses(profile.processes);
    const totals = Object.entries(profile.totals.systemCalls).map(([name, total]) => [name, total.calls]);
    expect(Object.fromEntries(totals)).toEqual(calls);
    expect(profile.totals.forks + profile.totals.threads).toBe(profile.processes.length - 1);
  });

  it("tells how it was made: with a recipe that is there, and no path of the machine", () => {
    const recipe = profile.command.find((word) => word.startsWith("profiles/recipes/"));
    expect(statSync(new URL(`../${recipe}`, folder)).isFile()).toBe(true);
    expect(profile.recordedWith).toContain(`crosstalk record --name ${profile.name}`);
    expect(text).not.toMatch(/"\/(?:home|root|work|tmp|Users)\b/);
  });

  it("stays small", () => {
    expect(text.length).toBeLessThan(1_500_000);
  });
});
