import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { importerList } from "@crosstalk/experiment";
import { afterAll, describe, expect, it } from "vitest";
import { crosstalk, repository, temporaryFolder } from "./testing/crosstalk-command.ts";

const cwd = temporaryFolder();
const sample = join(repository, "samples/planetlab.txt");
writeFileSync(join(cwd, "broken.txt"), "10\nten\n30\n110\n");
const before = readdirSync(cwd);
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe.concurrent("crosstalk import", () => {
  it("sums a file up", async () => {
    const { code, stdout, stderr } = await crosstalk(["import", "planetlab", sample], { cwd });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("intervals             288\n");
    expect(stdout).toContain("broken lines skipped  0\n");
  });

  it("prints values as JSON, and tells on stderr which broken lines it has skipped on request", async () => {
    const { code, stdout, stderr } = await crosstalk(["import", "planetlab", "broken.txt", "--json", "--skip-broken"], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      format: "planetlab",
      file: "broken.txt",
      skipped: [
        { line: 2, found: "ten" },
        { line: 4, found: "110" },
      ],
      value: { intervals: [{ share: 0.1 }, { share: 0.3 }] },
    });
    expect(stderr.split("\n")[0]).toBe(
      "import: skipped: broken.txt:2: utilization [%] is ten; allowed is a number from 0 to 100",
    );
  });

  it("tells nothing of them if it is to be quiet", async () => {
    const { code, stdout, stderr } = await crosstalk(["import", "planetlab", "broken.txt", "--quiet", "--skip-broken"], { cwd });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^broken lines skipped +2$/m);
  });

  it.each([
    [
      "all broken lines at once",
      ["planetlab", "broken.txt"],
      ["broken.txt:2: utilization [%] is ten; allowed is", "broken.txt:4: utilization [%] is 110", "--skip-broken leaves"],
    ],
    [
      "an unknown format",
      ["planetlb", "broken.txt"],
      ["format is planetlb (did you mean planetlab?); allowed is one of azure-vms,"],
    ],
    ["a missing file", ["swf", "gone.swf"], ["file is gone.swf: the file can't be read (ENOENT)"]],
    ["a third argument", ["swf", "broken.txt", "more"], ["too many arguments"]],
  ])("refuses %s, with exit code 2", async (_, words, says) => {
    const { code, stdout, stderr } = await crosstalk(["import", ...words], { cwd });
    for (const text of says) expect(stderr).toContain(text);
    expect(stderr).not.toContain("    at ");
    expect([code, stdout]).toEqual([2, ""]);
    expect(readdirSync(cwd)).toEqual(before);
  });

  it("has its formats listed", async () => {
    const { code, stdout } = await crosstalk(["list", "importers", "--json"], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(
      importerList.map(({ name, about, source }) => {
        return { name, about, facts: { source }, parameters: [expect.objectContaining({ name: "--skip-broken" })] };
      }),
    );
  });
});
