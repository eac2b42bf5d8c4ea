import { readFileSync } from "node:fs";
import { arch, platform } from "node:os";

/** Crosstalk's own version. */
export function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  return version;
}

/** Versions of what a run's result may depend on. */
export function versions(): Record<string, string> {
  return { crosstalk: ownVersion(), node: process.versions.node, v8: process.versions.v8, system: `${platform()}-${arch()}` };
}
