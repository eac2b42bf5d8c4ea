import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { crosstalkProgram } from "./program.ts";
import { crosstalk, temporaryFolder } from "./testing/crosstalk-command.ts";

const cwd = temporaryFolder();
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const row = {
  id: "mine",
  platform: "xen-2003",
  host: "dual-xeon-2003",
  program: "forkwait",
  metric: "time",
  baseline: { platform: "linux", value: 10 },
  value: 16,
  unit: "s",
  provenance: "quoted",
};
const hogs = { ...row, id: "hogs", program: "light-requests", metric: "degradation", value: 1, unit: "%", baseline: undefined };
const share = {
  ...hogs,
  id: "share",
  program: "compile",
  metric: "share",
  value: 66.7,
  parameters: { vms: 2, weights: [512, 256] },
};
const write = (name: string, json: unknown) => writeFileSync(join(cwd, name), JSON.stringify(json));
write("mine.json", [row, share, { ...hogs, parameters: { vms: 2, antagonist: "cpu-hog" } }]);
write("one.json", { rows: [row] });
write("wrong.json", [
  { ...row, platform: "xen-2004", metric: "speed" },
  { ...row, host: "pc" },
  { ...row, id: "c", program: "gcc" },
]);

describe.concurrent("crosstalk validate", () => {
  it("compares the rows of a file, as JSON, with neighbours and weights", async () => {
    const { code, stdout, stderr } = await crosstalk(["validate", "--against", "mine.json", "--json", "--quiet", "--jobs", "1"], {
      cwd,
    });
    const { rows, summary } = JSON.parse(stdout);
    expect([code, stderr]).toEqual([0, ""]);
    expect(rows).toMatchObject([
      { id: "mine", role: "predicted", counted: true, published: 1.6, scoring: "ratio", simulated: { replications: 3 } },
      { id: "share", scoring: "points", published: 66.7 },
      { id: "hogs", scoring: "points", published: 1, simulated: { deterministic: false, replications: 5 } },
    ]);
    expect(rows[0].error).toBeCloseTo(Math.abs(Math.log(rows[0].simulated.mean / 1.6)), 12);
    expect(rows[1].simulated.mean).toBeGreaterThan(60);
    expect(rows[1].simulated.mean).toBeLessThan(72);
    expect(summary.errors[0]).toMatchObject({ of: "all", rows: 1 });
  });

  it("prints published and simulated value, relative error and role, and says how far it is", async () => {
    const { code, stdout, stderr } = await crosstalk(["validate", "--against", "one.json", "--runtime", "reference"], { cwd });
    expect(stdout).toMatch(/^ {2}mine: forkwait +1\.60 +1\.\d\d +[+-]\d+\.\d % +0\.\d{3} +predicted$/m);
    expect(stdout).toContain("1 predicted rows count");
    expect(stderr).toContain("6 runs in");
    expect(code).toBe(0);
  });
});

/** What the command prints when it is called in this process, where it needs no workers. */
async function printed(...words: string[]): Promise<string> {
  const write = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  try {
    await crosstalkProgram().parseAsync(["node", "crosstalk", ...words]);
    return write.mock.calls.map(([text]) => String(text)).join("");
  } finally {
    write.mockRestore();
  }
}

describe("crosstalk validate, before anything is run", () => {
  it("tells all that is wrong at once", async () => {
    const wrong = printed(
      ...["validate", "--against", join(cwd, "wrong.json"), "--markdown", "page.md", "--jobs", "0", "--runtime", "fast"],
    );
    const error: unknown = await wrong.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "UsageError" });
    const { problems } = error as { problems: readonly string[] };
    expect(problems).toEqual([
      expect.stringContaining("jobs is 0; allowed is a whole number from 1 to"),
      "runtime is fast; allowed is one of compiled, reference",
      "--markdown is given with --against; allowed is one of them",
      expect.stringContaining("wrong.json: [0].platform is xen-2004; allowed is one of linux, "),
      expect.stringContaining("wrong.json: [0].metric is speed; allowed is one of time, "),
      expect.stringContaining("wrong.json: [1].host is pc; allowed is one of dual-xeon-2003, "),
      expect.stringContaining("wrong.json: [1].id is mine, which another row has"),
      expect.stringContaining("wrong.json: [2].program is gcc; allowed is one of specint, "),
    ]);
  });

  it("says that a file can't be read", async () => {
    await expect(printed("validate", "--against", "gone.json")).rejects.toThrow(
      "against is gone.json: the file can't be read (ENOENT)",
    );
  });
});

describe("crosstalk list", () => {
  it.each([
    ["platforms", /^xen-2003 +Xen/m],
    ["hosts", /^pentium4-672 +Pentium 4/m],
    ["programs", /^forkwait +40,000 processes/m],
    ["metrics", /^degradation +by how many/m],
    ["antagonists", /^cpu-hog +takes/m],
    ["constants", /^xen-2003 +constants: \d+ sampled$/m],
    ["experiments", /^cpu-crosstalk +How much/m],
  ])("tells the %s that can be named", async (kind, line) => {
    expect(await printed("list", kind)).toMatch(line);
  });

  it("tells them as JSON", async () => {
    const names = JSON.parse(await printed("list", "metrics", "--json")) as { name: string }[];
    expect(names.map(({ name }) => name)).toEqual(["time", "rate", "degradation", "share"]);
  });

  it("knows no other kinds", async () => {
    await expect(printed("list", "colours")).rejects.toThrow("kind is colours; allowed is one of experiments, platforms, hosts");
  });
});
