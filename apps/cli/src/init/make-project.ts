import { lstatSync, mkdirSync, readdirSync, rmdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { describeProblem } from "@crosstalk/experiment";
import { outputFolderProblems } from "@crosstalk/experiment/node";
import { RunError, UsageError } from "../errors.ts";
import { slugOf } from "../slug.ts";
import { type Installation, installation } from "./installation.ts";
import { projectFiles } from "./project-files.ts";

/** A project that was made. */
export interface Project {
  readonly name: string;
  /** Paths of its files in it, in order. */
  readonly files: readonly string[];
}

/** Where links to packages are. */
const LINKS = "node_modules";

/**
 * Makes a project of one experiment in a folder, whole or not at all: its files, and links to the packages of the
 * installation and to the libraries they are written with, so that it runs without any being fetched. Nothing that is there already is changed.
 *
 * @param name of the project and its experiment; the folder's by default.
 * @throws {UsageError} listing everything that is in the way.
 */
export function makeProject(folder: string, name: string | undefined, from: Installation = installation()): Project {
  const named = name ?? slugOf(basename(resolve(folder)), "study");
  const files = projectFiles(named, from);
  const problems = [...nameProblems(named), ...folderProblems(folder, [...Object.keys(files), ...linksTo(from)])];
  if (problems.length > 0) throw new UsageError(problems);
  const made: string[] = [];
  try {
    for (const [path, text] of Object.entries(files)) {
      makeFolders(dirname(join(folder, path)), made);
      writeFileSync(join(folder, path), text, { flag: "wx" });
      made.push(join(folder, path));
    }
    for (const [of, target] of Object.entries(from.packages)) {
      const link = join(folder, LINKS, of);
      makeFolders(dirname(link), made);
      symlinkSync(target, link, "junction");
      made.push(link);
    }
  } catch (error) {
    remove(made);
    throw new RunError(`no project can be made in ${folder}: ${(error as Error).message}`);
  }
  return { name: named, files: Object.keys(files) };
}

/** Paths of the links in a project; all of ours are in one folder. */
function linksTo({ packages }: Installation): string[] {
  return [...new Set(Object.keys(packages).map((name) => `${LINKS}/${name.replace(/^(@[^/]+)\/.*/, "$1")}`))];
}

function nameProblems(name: string): string[] {
  if (/^[a-z][a-z0-9-]{0,63}$/.test(name)) return [];
  return [`name is ${name || "empty"}; allowed are lower-case letters, digits and dashes, a letter first, at most 64`];
}

function folderProblems(folder: string, paths: readonly string[]): string[] {
  const unusable = outputFolderProblems("dir", folder, []);
  if (unusable.length > 0) return unusable.map(describeProblem);
  const taken = paths.filter((path) => lstatSync(join(folder, path), { throwIfNoEntry: false }) !== undefined);
  if (taken.length === 0) return [];
  return [`dir is ${folder}; allowed is a folder without ${taken.join(", ")}, for nothing is overwritten`];
}

/** Makes the missing folders of a path, and notes them outermost first. */
function makeFolders(path: string, made: string[]): void {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) return;
  const missing: string[] = [];
  for (let folder = resolve(path); folder.length >= resolve(first).length; folder = dirname(folder)) missing.unshift(folder);
  made.push(...missing);
}

function remove(made: readonly string[]): void {
  for (const path of made.toReversed()) {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory() && readdirSync(path).length === 0) rmdirSync(path);
    else if (found !== undefined && !found.isDirectory()) rmSync(path);
  }
}
