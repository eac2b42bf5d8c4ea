import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { crosstalk, temporaryFolder } from "./testing/crosstalk-command.ts";

const cwd = temporaryFolder();
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** Runs a script of a project as npm does, by the shell. */
function script(project: string, name: string, more = "") {
  const { scripts } = JSON.parse(readFileSync(join(cwd, project, "package.json"), "utf8"));
  return spawnSync("sh", ["-c", `${scripts[name]} ${more}`], { cwd: join(cwd, project), encoding: "utf8" });
}

describe("crosstalk init", () => {
  it("makes a project that runs at once, passes its own test and the type checker", async () => {
    const { code, stdout, stderr } = await crosstalk(["init", "My Study"], { cwd });
    expect(stderr).toContain("npm start");
    expect(code).toBe(0);
    for (const path of stdout.trimEnd().split("\n")) expect(existsSync(join(cwd, path)), path).toBe(true);
    const ran = script("My Study", "start", "--replications 1 --set hogs=0,1 --jobs 1 --quiet");
    expect(ran.stdout).toMatch(/^linux +1 /m);
    expect([ran.stderr, ran.status]).toEqual(["", 0]);
    expect(readdirSync(join(cwd, "My Study/results"))).toEqual(["my-study"]);
    expect(script("My Study", "test").stdout).toMatch(/^# pass 1$/m);
    expect(script("My Study", "typecheck")).toMatchObject({ stdout: "", status: 0 });
  }, 180_000);

  it("makes one that finds what models are written with, in its code and its types", async () => {
    await crosstalk(["init", "models"], { cwd });
    const code = `import { workloadCatalogue } from "@crosstalk/workloads";
import { of } from "rxjs";
import { createMachine } from "xstate";

of(createMachine({ id: "machine" })).subscribe(({ id }) => process.stdout.write(\`\${id} \${workloadCatalogue.length > 0}\`));
export { default } from "./plain.ts";
`;
    renameSync(join(cwd, "models/src/experiment.ts"), join(cwd, "models/src/plain.ts"));
    writeFileSync(join(cwd, "models/src/experiment.ts"), code);
    const { scripts } = JSON.parse(readFileSync(join(cwd, "models/package.json"), "utf8"));
    const ran = spawnSync("sh", ["-c", scripts.test.replace(/\S+$/, "src/experiment.ts")], {
      cwd: join(cwd, "models"),
      encoding: "utf8",
    });
    expect(ran).toMatchObject({ stdout: "machine true", stderr: "", status: 0 });
    expect(script("models", "typecheck")).toMatchObject({ stdout: "", status: 0 });
  }, 120_000);

  it("says how to enter its folder in words that a shell takes, whatever the folder is called", async () => {
    for (const folder of ["a b/ü-study", "it's", "-x"]) {
      const { stderr } = await crosstalk(["init", "--name", "entered", "--", folder], { cwd });
      const [enter = ""] = /^cd .*(?= && npm start)/m.exec(stderr) ?? [];
      const entered = spawnSync("sh", ["-c", `${enter} && cat package.json`], { cwd, encoding: "utf8" });
      expect(JSON.parse(entered.stdout), enter).toMatchObject({ name: "entered" });
    }
  });

  it("makes one in the present folder, under the name it is told, and says so as JSON", async () => {
    mkdirSync(join(cwd, "here"));
    writeFileSync(join(cwd, "here/notes.txt"), "mine");
    const { stdout, stderr } = await crosstalk(["init", "--name", "burst", "--json", "--quiet"], { cwd: join(cwd, "here") });
    expect(JSON.parse(stdout)).toMatchObject({
      folder: ".",
      name: "burst",
      files: expect.arrayContaining(["src/experiment.ts"]),
    });
    expect(stderr).toBe("");
    expect(readFileSync(join(cwd, "here/src/experiment.ts"), "utf8")).toContain('name: "burst"');
    expect(readFileSync(join(cwd, "here/notes.txt"), "utf8")).toBe("mine");
  });

  it("overwrites nothing, and leaves nothing where it refuses", async () => {
    mkdirSync(join(cwd, "taken/src"), { recursive: true });
    writeFileSync(join(cwd, "taken/src/experiment.ts"), "mine");
    writeFileSync(join(cwd, "taken/README.md"), "mine");
    const { code, stderr } = await crosstalk(["init", "taken", "--name", "No Name"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("name is No Name; allowed are lower-case letters, digits and dashes");
    expect(stderr).toContain(
      "dir is taken; allowed is a folder without README.md, src/experiment.ts, for nothing is overwritten",
    );
    expect(readdirSync(join(cwd, "taken")).sort()).toEqual(["README.md", "src"]);
    writeFileSync(join(cwd, "file"), "");
    const inFile = await crosstalk(["init", "file/in", "--name", "fine"], { cwd });
    expect(inFile.stderr).toMatch(/dir is file\/in; allowed is a folder that can be written to: \S+file is not a folder/);
    expect(inFile.code).toBe(2);
  });
});
