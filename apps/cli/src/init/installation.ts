import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

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
  const folders = readdirSync(join(root, "packages")).filter((name) => existsSync(join(root, "packages", name, "package.json")));
  return {
    packages: Object.fromEntries(folders.map((name) => [`@crosstalk/${name}`, join(root, "packages", name)])),
    node: ["node", "--import", join(tools, "tsx/dist/loader.mjs"), "-C", "@crosstalk/source"],
    main: join(root, "apps/cli/src/main.ts"),
    typeChecker: join(tools, "typescript/bin/tsc"),
    types: join(tools, "@types"),
  };
}
