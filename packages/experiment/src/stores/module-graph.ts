import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** What code is made of: the files of its own, and the packages of others that it uses. */
export interface ModuleGraph {
  /** Paths of source files, and of data that they name beside themselves, sorted. */
  readonly files: readonly string[];
  /** Packages of others as `name@version`, and what could not be found as it is written; sorted. */
  readonly packages: readonly string[];
}

const imports = /\b(?:from|import|resolve|require)\s*\(?\s*(["'])([^"'\n]+)\1/g;
const besides = /\bnew URL\(\s*(["'`])([^"'`\n]+)\1\s*,\s*import\.meta\.url/g;
const extensions = ["", ".ts", ".mts", ".js", ".mjs", ".json", "/index.ts", "/index.js"];

/**
 * Everything that modules import, directly or not, found by reading their text: relative imports and those of linked
 * workspaces are followed, packages below `node_modules` count by their version. Also the files that a module names by
 * `new URL("…", import.meta.url)`; where the name ends in a placeholder, all files of that folder.
 *
 * Simplified: text is searched, not parsed, so that an import in a comment counts too, which does no harm. A file whose path
 * is made while the program runs is not seen.
 *
 * @param urls of modules as `file:///…`; those with another scheme are not looked into.
 */
export function moduleGraph(urls: readonly string[]): ModuleGraph {
  const files = new Set<string>();
  const packages = new Set<string>();
  const waiting = urls.filter((url) => url.startsWith("file:")).map((url) => realpathSync(fileURLToPath(url)));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path)) continue;
    files.add(path);
    if (!/\.[mc]?[jt]sx?$/.test(path)) continue;
    const text = readFileSync(path, "utf8");
    for (const [, , specifier = ""] of text.matchAll(imports)) {
      const found = locate(specifier, path);
      if (found === undefined) continue;
      if ("file" in found) waiting.push(found.file);
      else packages.add(found.package);
    }
    for (const [, , name = ""] of text.matchAll(besides)) waiting.push(...filesNamed(name, path));
  }
  return { files: [...files].sort(), packages: [...packages].sort() };
}

type Located = { readonly file: string } | { readonly package: string };

function locate(specifier: string, from: string): Located | undefined {
  if (specifier.startsWith("node:") || specifier.startsWith("data:")) return undefined;
  if (specifier.startsWith("file:")) return fileAt(fileURLToPath(specifier)) ?? { package: specifier };
  if (/^\.{0,2}\//.test(specifier)) return fileAt(resolve(dirname(from), specifier)) ?? { package: specifier };
  return inPackage(specifier, from);
}

/** The source at a path, which may be named as its built form is, or without its extension. */
function fileAt(path: string): Located | undefined {
  const candidates = [...extensions.map((extension) => path + extension), path.replace(/\.([mc]?)js$/, ".$1ts")];
  const file = candidates.find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile());
  return file === undefined ? undefined : { file: realpathSync(file) };
}

function inPackage(specifier: string, from: string): Located {
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  const folder = packageFolder(name, from);
  if (folder === undefined) return { package: specifier };
  if (!folder.includes(`${sep}node_modules${sep}`)) {
    try {
      return { file: realpathSync(createRequire(pathToFileURL(from)).resolve(specifier)) };
    } catch {
      return { package: specifier }; // exports nothing of that name
    }
  }
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return { package: `${name}@${version}` };
}

/** Where a package is that a module imports, links followed. */
function packageFolder(name: string, from: string): string | undefined {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return realpathSync(candidate);
    if (dirname(folder) === folder) return undefined;
  }
}

function filesNamed(name: string, from: string): string[] {
  const [start = "", ...placeholders] = name.split("${");
  if (/^\w+:/.test(start)) return [];
  const path = resolve(dirname(from), start);
  if (placeholders.length === 0) return statSync(path, { throwIfNoEntry: false })?.isFile() ? [realpathSync(path)] : [];
  const folder = start.endsWith("/") ? path : dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => realpathSync(join(folder, entry.name)));
}
