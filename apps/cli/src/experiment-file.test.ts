import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { crosstalk, repository, temporaryFolder } from "./testing/crosstalk-command.ts";

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const weights = join(repository, "docs/weights.yaml");
const one = ["--set", "platform=linux-eevdf", "--set", "weight=1024", "--replications", "1", "--out", "results"];

describe("crosstalk run of a YAML file", () => {
  it("makes its runs in workers, and makes none anew when only what is told of them has changed", async () => {
    const text = readFileSync(weights, "utf8");
    writeFileSync(join(folder, "mine.yaml"), text);
    const first = await crosstalk(["run", "./mine.yaml", ...one], { cwd: folder });
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining("completion [s]") });
    writeFileSync(join(folder, "mine.yaml"), text.replace("[256, 512, 1024]", "[256, 1024]"));
    const second = await crosstalk(["run", "mine.yaml", ...one], { cwd: folder });
    expect(second.stderr).toContain("1 of 1 run, 1 of them made before");
  });

  it("refuses one that is wrong, with all mistakes, and writes nothing", async () => {
    const bad = readFileSync(weights, "utf8").replace("weight: $weight", "wieght: $wight").replace("100 ms", "100");
    const empty = temporaryFolder();
    writeFileSync(join(empty, "bad.yaml"), bad);
    const { code, stdout, stderr } = await crosstalk(["run", "bad.yaml", "--jobs", "many"], { cwd: empty });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    const lines = stderr.trimEnd().split("\n");
    expect(lines).toEqual([
      expect.stringMatching(/^crosstalk: bad\.yaml:11: tenants\.victim\.wieght is "\$wight"; .*\(did you mean \$weight\?\)$/),
      expect.stringMatching(/^crosstalk: bad\.yaml:11: tenants\.victim\.wieght is no field .*\(did you mean weight\?\)$/),
      expect.stringMatching(/^crosstalk: bad\.yaml:15: tenants\.hog\.program\.forever\.compute is 100; allowed is a time/),
      "crosstalk: jobs is many; allowed is a whole number from 1 to 1024",
    ]);
    expect(readdirSync(empty)).toEqual(["bad.yaml"]);
    rmSync(empty, { recursive: true });
  });
});

it("refuses to sweep over numbers of which no world can be composed, before anything runs", async () => {
  const words = ["run", weights, "--sweep", "weight=256,99999", "--out", "swept"];
  const { code, stdout, stderr } = await crosstalk(words, { cwd: folder });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^crosstalk: weight is 99999: no world can be composed: tenants\.victim\.weight .*\n$/);
  expect(readdirSync(folder)).not.toContain("swept");
});

it("says that there is no such file, and not where in it", async () => {
  const { code, stderr } = await crosstalk(["run", "nofile.yaml"], { cwd: folder });
  expect({ code, stderr }).toEqual({ code: 2, stderr: "crosstalk: there is no file nofile.yaml\n" });
});

describe("crosstalk schema", () => {
  it("writes the JSON Schema of experiment files", async () => {
    const { code } = await crosstalk(["schema", "--out", "schema.json"], { cwd: folder });
    const schema = JSON.parse(readFileSync(join(folder, "schema.json"), "utf8"));
    expect(code).toBe(0);
    expect(Object.keys(schema.properties)).toContain("tenants");
  });
});
