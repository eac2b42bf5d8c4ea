import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ExperimentModule } from "../executors/experiment-module.ts";
import { moduleGraph } from "./module-graph.ts";

/**
 * A hash of the code that makes an experiment's runs: the text of its module and of all that this imports, of the runner with
 * all packages of ours, the versions of packages of others, and Node's. 32 hexadecimal digits.
 *
 * Any change of that text counts, of a comment too: whether it matters to a result can't be told from outside. What is not
 * seen are files whose path is made while the program runs; see {@link moduleGraph}.
 *
 * @param url of the experiment's module.
 */
export function codeVersion(url: string): string {
  const worker = import.meta.url.endsWith(".ts") ? "../executors/worker.ts" : "../executors/worker.js";
  const { files, packages } = moduleGraph([url, new URL(worker, import.meta.url).href]);
  // Texts without their paths, so that a copy of the same code elsewhere has the same version.
  const texts = files.map((file) => digest(readFileSync(file))).sort();
  return digest(JSON.stringify({ texts, packages, node: process.versions.node })).slice(0, 32);
}

/** As {@link codeVersion}, with what describes the experiment, if its module makes it of a file. */
export function moduleVersion({ url, identity }: Pick<ExperimentModule, "url" | "identity">): string {
  const code = codeVersion(url);
  return identity === undefined ? code : digest(JSON.stringify([code, identity])).slice(0, 32);
}

/** SHA-256 in hexadecimal digits. */
export function digest(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
