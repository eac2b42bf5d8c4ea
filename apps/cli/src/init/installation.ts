import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

/** What models and measures are written with beside our packages. */
const LIBRARIES = ["xstate", "rxjs"];

/** The Crosstalk that is running, as projects that it makes depend on it. */
export interface Installation {
  /** Folder of each package that projects import, by its name. */
  readonly packages: Readonly<Record<string, string>>;
  /** Words that start Node so that it runs a project's TypeScript, and finds our packages as they are here. */
  readonly node: readonly string[];
  /** The command's own program. */
  readonly main: string;
  /** The type checker, and the folder of Node's types. */
  readonly typeChecker: string;
  readonly types: string;
}

/**
 * The installation that this module is of: a clone of the repository, for the packages are not published. Projects run from
 * its sources, so that it need not be built, and any change in it counts at once.
 */
export function installation(): Installation {
  const root = fileURLToPath(new URL("../../../../", import.meta.url));
  const tools = join(root, "node_modules");
  const names = readdirSync(join(root, "packages")).filter((name) => existsSync(join(root, "packages", name, "package.json")));
  const ours = [...names.map((name) => `packages/${name}`), "apps/workloads"];
  return {
    packages: {
      ...Object.fromEntries(ours.map((folder) => [`@crosstalk/${basename(folder)}`, join(root, folder)])),
      ...Object.fromEntries(LIBRARIES.map((name) => [name, join(tools, name)])),
    },
    node: ["node", "--import", join(tools, "tsx/dist/loader.mjs"), "-C", "@crosstalk/source"],
    main: join(root, "apps/cli/src/main.ts"),
    typeChecker: join(tools, "typescript/bin/tsc"),
    types: join(tools, "@types"),
  };
}
