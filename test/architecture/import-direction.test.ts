import { describe, expect, it } from "vitest";
import { importViolations } from "./import-rules.ts";
import { importTable, scope } from "./import-table.ts";
import { allSources, folders, isTest, readJson, type SourceFile } from "./source-files.ts";

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

const packages = Object.entries(importTable);
const workspaces = [
  ...folders("packages").map((name) => `packages/${name}`),
  ...folders("apps").map((name) => `apps/${name}`),
  "bench",
  "test",
];

function dependencies(folder: string): Record<string, string> {
  const manifest = readJson<Manifest>(`${folder}/package.json`);
  return {
    ...manifest.peerDependencies,
    ...manifest.optionalDependencies,
    ...manifest.devDependencies,
    ...manifest.dependencies,
  };
}

function violations(file: SourceFile): string[] {
  const workspace = workspaces.find((folder) => file.path.startsWith(`${folder}/`)) ?? ".";
  const tools = isTest(file) ? Object.keys(readJson<Manifest>("package.json").devDependencies ?? {}) : [];
  return importViolations(file, [...Object.keys(dependencies(workspace)), ...tools]);
}

const planted = (path: string, text: string) =>
  importViolations({ path, text }, ["@crosstalk/engine", "@crosstalk/guest-os", "rxjs"]);

describe("the import table", () => {
  it("names every package", () => {
    expect(Object.keys(importTable).sort()).toEqual(folders("packages"));
  });

  it("has no cycle", () => {
    const reach = (name: string, path: string[]): boolean =>
      path.includes(name) || (importTable[name] ?? []).some((below) => reach(below, [...path, name]));
    expect(packages.filter(([name]) => reach(name, []))).toEqual([]);
  });

  it.each(packages)("holds in the package.json of %s", (name, may) => {
    const ours = Object.keys(dependencies(`packages/${name}`)).filter((dependency) => dependency.startsWith(scope));
    expect(may.map((below) => scope + below)).toEqual(expect.arrayContaining(ours));
  });

  it.each(packages)("holds in the project references of %s", (name, may) => {
    const { references = [] } = readJson<{ references?: { path: string }[] }>(`packages/${name}/tsconfig.json`);
    expect(may.map((below) => `../${below}`)).toEqual(expect.arrayContaining(references.map(({ path }) => path)));
  });

  it("holds in every source file, and each npm package is declared where it is used", () => {
    expect(allSources.flatMap(violations)).toEqual([]);
  });
});

describe("dependencies", () => {
  it.each(["", ...workspaces])("are pinned to exact versions in ./%s", (folder) => {
    const loose = Object.entries(dependencies(folder || ".")).filter(
      ([, version]) => !/^\d+\.\d+\.\d+([-.][\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });
});

describe("the import checker", () => {
  it.each([
    ["an import", 'import { x } from "@crosstalk/guest-os";'],
    ["an import of types", 'import type { X } from "@crosstalk/guest-os";'],
    ["an import for its effect", 'import "@crosstalk/guest-os";'],
    ["a re-export", 'export { x } from "@crosstalk/guest-os";'],
    ["a re-export of everything", 'export * from "@crosstalk/guest-os";'],
    ["a dynamic import", 'export const f = () => import("@crosstalk/guest-os");'],
    ["a type import in place", 'export type T = import("@crosstalk/guest-os").T;'],
    ["a deep import", 'import { x } from "@crosstalk/guest-os/src/kernel.ts";'],
    ["an import by require", 'import x = require("@crosstalk/guest-os");'],
    ["a call of require", 'const x = require("@crosstalk/guest-os");'],
  ])("finds a package that may not be imported in %s", (_, text) => {
    expect(planted("packages/hypervisor/src/x.ts", text)).toEqual([expect.stringContaining("which packages/hypervisor may not")]);
    expect(planted("packages/platforms/src/x.ts", text)).toEqual([]);
  });

  it("finds a package that no package.json declares", () => {
    expect(planted("packages/engine/src/x.ts", 'import { z } from "zod/v4";')).toEqual([expect.stringContaining("imports zod,")]);
    expect(planted("packages/engine/src/x.ts", 'import { of } from "rxjs/operators";')).toEqual([]);
  });

  it("finds a relative import that leaves the package, however deep it starts", () => {
    expect(planted("packages/engine/src/a/b/x.ts", 'export * from "../../../../hardware/src/y.ts";')).toHaveLength(1);
    expect(planted("packages/engine/src/a/b/x.ts", 'export * from "../../../package.json";')).toEqual([]);
    expect(planted("apps/cli/src/x.ts", 'import "../../../profiles/x.json";')).toHaveLength(1);
    expect(planted("test/theory/x.ts", 'import "../../packages/engine/src/index.ts";')).toHaveLength(1);
  });

  it("finds a module that is named by an expression, but where experiments are loaded", () => {
    const text = "export const f = (m: string) => import(m);";
    expect(planted("packages/engine/src/x.ts", text)).toHaveLength(1);
    expect(planted("packages/experiment/src/executors/x.ts", text)).toHaveLength(1);
    expect(planted("packages/experiment/src/executors/experiment-module.ts", text)).toEqual([]);
  });

  it("finds Node's modules outside executors and stores", () => {
    const text = 'import type { Stats } from "node:fs"; export type S = import("fs").Stats;';
    expect(planted("packages/experiment/src/x.ts", text)).toHaveLength(2);
    expect(planted("packages/experiment/src/stores/x.ts", text)).toEqual([]);
    expect(planted("apps/cli/src/x.ts", text)).toEqual([]);
  });

  it("is not misled by text that looks like an import", () => {
    expect(planted("packages/engine/src/x.ts", '// import "@crosstalk/guest-os"\nexport const s = `import "zod"`;')).toEqual([]);
  });
});
