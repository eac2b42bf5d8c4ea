import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The root folder of the repository, with a slash at the end. */
export const repository = fileURLToPath(new URL("../../", import.meta.url));

/** One source file of ours. */
export interface SourceFile {
  /** Path from the repository's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

const skipped = new Set(["node_modules", "dist", ".cache", ".turbo"]);
const source = /(?<!\.d)\.[mc]?[jt]s$/;

/** Every source file under a folder of the repository, in a stable order. */
export function sourceFiles(folder: string): SourceFile[] {
  if (!existsSync(repository + folder)) return [];
  return readdirSync(repository + folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : sourceFiles(path);
      return source.test(entry.name) ? [{ path, text: readFileSync(repository + path, "utf8") }] : [];
    });
}

/** Every source file of the packages, the apps and the tests between them. */
export const allSources: readonly SourceFile[] = ["packages", "apps", "test", "bench"].flatMap(sourceFiles);

/** Whether a file is a test, or help for tests. */
export function isTest({ path }: SourceFile): boolean {
  return /\.test\.ts$|\/testing\/|^test\//.test(path);
}

/** The names of the folders right below a folder of the repository. */
export function folders(parent: string): string[] {
  return readdirSync(repository + parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** A JSON file of the repository. */
export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(repository + path, "utf8"));
}
