import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { importerList } from "@crosstalk/experiment";
import type { Command } from "commander";
import { afterAll, describe, expect, it, vi } from "vitest";
import { itemText } from "./list/item-text.ts";
import { itemsOf } from "./list/items.ts";
import { KINDS } from "./list/kinds.ts";
import { crosstalkProgram } from "./program.ts";
import { crosstalk, repository, temporaryFolder } from "./testing/crosstalk-command.ts";

const cwd = temporaryFolder();
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** The files that are loaded when the command is started from its source with these words. */
function loadedBy(...words: string[]): string[] {
  const coverage = join(cwd, words.join("-"));
  mkdirSync(coverage);
  const loader = pathToFileURL(join(repository, "node_modules/tsx/dist/loader.mjs")).href;
  const command = ["--import", loader, "--conditions=@crosstalk/source", join(repository, "apps/cli/src/main.ts"), ...words];
  const { status } = spawnSync(process.execPath, command, { cwd, env: { ...process.env, NODE_V8_COVERAGE: coverage } });
  expect(status).toBe(0);
  const files = readdirSync(coverage).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(coverage, name), "utf8")) as { result: { url: string }[] };
    return result.flatMap(({ url }) =>
      url.startsWith("file:") ? [relative(repository, fileURLToPath(url.replace(/\?.*/, "")))] : [],
    );
  });
  expect(files).toContain("apps/cli/src/main.ts");
  return files;
}

const commands = crosstalkProgram().commands;
/** Commands that print no results: a script for a shell, and a process that serves others. */
const resultless = ["completion", "worker", "schema"];
const longLines = (text: string) => text.split("\n").filter((line) => [...line].length > 80);

function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 80 }).outputHelp();
  return text;
}

/** What is written to a stream while something is done in this process. */
async function written(stream: "stdout" | "stderr", work: () => Promise<unknown>): Promise<string> {
  const streams = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((name) =>
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      streams[name] += text;
      return true;
    }),
  );
  await work().finally(() => {
    for (const spy of spies) spy.mockRestore();
  });
  return streams[stream];
}

const parse = (...words: string[]) => crosstalkProgram().parseAsync(["node", "crosstalk", ...words]);

describe("the command line", () => {
  it.each([
    [["--help"]],
    [["--version"]],
    [["run", "--help"]],
    [["query", "--help"]],
    [["completion", "zsh"]],
    [["list", "--names"]],
  ])("loads nothing but the command's definitions for %s, so that it starts at once", (words) => {
    // counted.ts is one function that imports nothing.
    const own = /^(apps\/cli\/src\/|packages\/experiment\/src\/counted\.ts$|node_modules\/(commander|tsx|esbuild)\/)/;
    const others = loadedBy(...words).filter((file) => !own.test(file));
    expect(others).toEqual([]);
  });

  it("explains itself within 80 columns", () => {
    for (const command of [crosstalkProgram(), ...crosstalkProgram().commands]) expect(longLines(helpOf(command))).toEqual([]);
  });

  it.each(
    commands.filter((command) => !resultless.includes(command.name())).map((command) => [command.name(), command] as const),
  )("%s can be told to print JSON, and to say nothing else", (_, command) => {
    expect(command.options.map(({ long }) => long)).toEqual(expect.arrayContaining(["--json", "--quiet"]));
  });

  it("prints no colours and no bar where there is no terminal, and no more than 80 columns", async () => {
    const failing = pathToFileURL(join(repository, "packages/experiment/dist/testing/fake-experiment.js")).href;
    const { writeFileSync } = await import("node:fs");
    const about = "an experiment that has more to say of itself than a line can hold, and therefore goes on in the next";
    const module = `import { failing } from "${failing}";\nexport default { ...failing, about: "${about}" };\n`;
    writeFileSync(join(cwd, "failing.mjs"), module);
    const { stdout, stderr, code } = await crosstalk(["run", "failing.mjs", "--jobs", "1"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain("run 2 failed");
    const introduction = stderr.slice(0, stderr.indexOf("4 runs, 1 at a time"));
    expect(introduction.replaceAll("\n", " ")).toBe(`failing: ${about} `);
    expect(longLines(introduction)).toEqual([]);
    for (const control of ["\x1b", "\r"]) expect(stdout + stderr).not.toContain(control);
  });
});

describe("crosstalk import", () => {
  it.each(importerList.map(({ name }) => name))("fits 80 columns for %s", async (format) => {
    const samples = relative(process.cwd(), join(repository, "samples"));
    const [file = ""] = readdirSync(samples).filter(
      (name) => name.startsWith(format) || (format === "swf" && name.endsWith("swf")),
    );
    const text = await written("stdout", () => parse("import", format, join(samples, file)));
    expect(text).toContain(`${file}: `);
    expect(longLines(text)).toEqual([]);
  });
});

describe("crosstalk list", () => {
  it.each(KINDS)("fits 80 columns for %s, and for each of them", async (kind) => {
    expect(longLines(await written("stdout", () => parse("list", kind)))).toEqual([]);
    for (const item of await itemsOf(kind)) {
      expect(item.about).not.toBe("");
      expect(longLines(await itemText(item))).toEqual([]);
    }
  });

  it("a platform's parameters are listed with defaults and units, and a plan says that replications may follow", async () => {
    const platform = await written("stdout", () => parse("list", "platforms", "xen-4.2"));
    expect(platform).toMatch(/^guest\.ticks +Hz +100 /m);
    const plan = await written("stdout", () => parse(...["run", "web-latency", "--precision", "5%", "--dry-run"]));
    expect(plan).toMatch(/\nmore replications follow until intervals are within 5%\n$/);
  });

  it("tells parameters with defaults, and measures with units", async () => {
    const text = await written("stdout", () => parse("list", "experiments", "cpu-crosstalk"));
    expect(text).toMatch(/^hogs +0, 1, 2, 4$/m);
    expect(text).toMatch(/^--replications +1 +10 /m);
    expect(text).toMatch(/^time\.user +s +the victim's own work$/m);
    const host = await written("stdout", () => parse("list", "hosts", "dual-xeon-2003", "--json"));
    expect(JSON.parse(host).parameters).toContainEqual(
      expect.objectContaining({ name: "interruptDelivery", default: 1000, unit: "ns" }),
    );
  });

  it("tells what a file says of a measure, and what an importer is told", async () => {
    const response = await written("stdout", () => parse("list", "measures", "response"));
    expect(response).toMatch(/^quantile +1 +the mean \(between 0 and 1/m);
    expect(await written("stdout", () => parse("list", "measures", "end"))).not.toMatch(/^of /m);
    expect(await written("stdout", () => parse("list", "importers", "swf"))).toMatch(/^--skip-broken +refused/m);
  });

  it.each(KINDS)("says within 80 columns where more is told of %s", async (kind) => {
    expect(longLines(await written("stderr", () => parse("list", kind)))).toEqual([]);
  });

  it("says where more is told, unless told to be quiet", async () => {
    expect(await written("stderr", () => parse("list", "metrics"))).toContain("list metrics NAME");
    expect(await written("stderr", () => parse(...["list", "metrics", "--quiet"]))).toBe("");
  });

  it("prints names alone, as shells ask for them", async () => {
    expect(await written("stdout", () => parse("list", "importers", "--names"))).toBe(
      importerList.map(({ name }) => `${name}\n`).join(""),
    );
    await expect(parse("list", "hosts", "dual-xeon-2003", "--names")).rejects.toThrow("allowed is --names alone");
  });

  it("knows no other names, and tells which was meant", async () => {
    await expect(parse("list", "platfroms")).rejects.toThrow(
      "kind is platfroms (did you mean platforms?); allowed is one of experiments, platforms,",
    );
    await expect(parse("list", "platforms", "xen4")).rejects.toThrow("(did you mean xen-4.2?)");
    await expect(parse("list", "platforms", "xen-4.3")).rejects.toThrow(
      "there is no xen-4.3 among platforms (did you mean xen-4.2?)",
    );
  });
});
