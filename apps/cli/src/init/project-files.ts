import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { shellWords } from "../command-text.ts";
import type { Installation } from "./installation.ts";

/** The name that the template bears, in place of the project's. */
const PLACEHOLDER = "my-study";

/** Contents of a new project's files, by their path in it. */
export function projectFiles(name: string, from: Installation): Readonly<Record<string, string>> {
  const template = fileURLToPath(new URL("../../template/", import.meta.url));
  const entries = readdirSync(template, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(template.length)).sort();
  const texts = paths.map((path) => [path, readFileSync(join(template, path), "utf8").replaceAll(PLACEHOLDER, name)]);
  return {
    "package.json": json(packageOf(name, from)),
    "tsconfig.json": json(typeSettings(from)),
    ".gitignore": "node_modules/\nresults/\n",
    ...Object.fromEntries(texts),
  };
}

function packageOf(name: string, { packages, node, main, typeChecker }: Installation): Record<string, unknown> {
  return {
    name,
    version: "0.1.0",
    private: true,
    type: "module",
    scripts: {
      start: shellWords([...node, main, "run", "./src/experiment.ts"]),
      test: shellWords([...node, "src/experiment.test.ts"]),
      crosstalk: shellWords([...node, main]),
      typecheck: shellWords(["node", typeChecker, "-p", "."]),
    },
    dependencies: Object.fromEntries(Object.entries(packages).map(([of, folder]) => [of, `file:${folder}`])),
  };
}

/** As strict as Crosstalk itself, for the packages are checked from their sources, too. */
function typeSettings({ types }: Installation): Record<string, unknown> {
  return {
    compilerOptions: {
      target: "ES2023",
      lib: ["ES2023"],
      module: "NodeNext",
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      verbatimModuleSyntax: true,
      erasableSyntaxOnly: true,
      allowImportingTsExtensions: true,
      noEmit: true,
      skipLibCheck: true,
      customConditions: ["@crosstalk/source"],
      typeRoots: [types],
      types: ["node"],
    },
    include: ["src"],
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
