import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const guide = readFileSync(join(root, "docs/your-own-hypervisor.md"), "utf8");

/** The files that the guide has its reader write, by name: each is named before its fence. */
const files = Object.fromEntries(
  [...guide.matchAll(/`yours\/([\w.-]+)`(?:(?!`yours\/)[\s\S])*?```typescript\n([\s\S]*?)```/g)].map(([, name, code]) => [
    name as string,
    code as string,
  ]),
);
const says = /```text\n(.*)\n```/.exec(guide)?.[1] ?? "";

/** Inside the repository, as the guide tells its readers, so that our packages are found. */
const folder = join(root, ".cache", `yours-${process.pid}`);
const conditions = ["@crosstalk/source"];
const typescript = {
  extends: "../../tsconfig.tests.json",
  compilerOptions: { composite: false, incremental: false, emitDeclarationOnly: false, noEmit: true, rootDir: "../.." },
  include: ["*.ts"],
  references: [],
};

function run(...words: readonly string[]) {
  return spawnSync(process.execPath, words, { cwd: root, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
}

/** Runs the reader's test as `npx vitest run --project yours` does, in this folder. */
const contract = (...more: readonly string[]) =>
  run(
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    "--root",
    folder,
    "--config",
    join(folder, "vitest.config.mjs"),
    ...more,
  );

describe("the guide to a hypervisor of one's own", { timeout: 300_000 }, () => {
  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    for (const [name, code] of Object.entries(files)) writeFileSync(join(folder, name), code);
    const settings = { resolve: { conditions }, ssr: { resolve: { conditions } }, test: { testTimeout: 60_000 } };
    writeFileSync(join(folder, "vitest.config.mjs"), `export default ${JSON.stringify(settings)};\n`);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(typescript));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("takes fewer than 120 lines in all", () => {
    expect(Object.keys(files)).toEqual(["stride.ts", "stride-vmm.ts", "stride-vmm.test.ts", "beside.ts"]);
    const lines = Object.values(files).flatMap((code) => code.trim().split("\n"));
    expect(lines.length).toBeLessThan(120);
  });

  it("has code that passes the type checker", () => {
    const { stdout, status } = run(join(root, "node_modules/typescript/bin/tsc"), "-p", folder);
    expect([stdout, status]).toEqual(["", 0]);
  });

  it("has a platform that passes the contract", () => {
    const { stdout, stderr, status } = contract();
    expect(status, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/Tests +\d+ passed/);
  });

  it("says what the contract finds if more is promised than is kept", () => {
    writeFileSync(join(folder, "stride.ts"), (files["stride.ts"] ?? "").replace("within: 2 * slice", "within: slice / 10"));
    const { stdout, stderr, status } = contract("-t", "divides");
    writeFileSync(join(folder, "stride.ts"), files["stride.ts"] ?? "");
    expect(status).toBe(1);
    // The figures may change with what operations cost.
    const sentence = says.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\d[\d.\\]*/g, "[\\d.]+");
    expect(stdout + stderr).toMatch(new RegExp(sentence));
  });

  it("has an experiment that gives the platforms that it names the times that it says", () => {
    const words = ["run", join(folder, "beside.ts"), "--replications", "1", "--quiet", "--json", "--out", join(folder, "out")];
    const { stdout, stderr, status } = run("--import", "tsx", "--conditions", ...conditions, "apps/cli/src/main.ts", ...words);
    expect(status, stderr).toBe(0);
    const { runs } = JSON.parse(stdout) as { runs: { values: { completion: number } }[] };
    expect(runs).toHaveLength(3);
    for (const { values } of runs) expect(Math.abs(values.completion - 1.5)).toBeLessThan(0.1);
  });
});
