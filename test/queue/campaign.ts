import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { crosstalk, repository, type StartedCommand } from "./command.ts";

/**
 * An experiment whose runs take 20 ms of real time each, and don't end while there is a file `hold`. Its version is that of
 * a text in it, so that two folders may have different ones.
 */
const experiment = (version: string) => `// ${version}
import { existsSync } from "node:fs";
import { queueing } from "${pathToFileURL(join(repository, "packages/experiment/dist/testing/fake-experiment.js")).href}";
const wait = (milliseconds) => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};
function world(builder, levels) {
  wait(20);
  while (existsSync("hold")) wait(5);
  return queueing.world(builder, levels);
}
export default { ...queueing, world };
`;

/** Runs of each replication of the experiment. */
const COMBINATIONS = 4;

/** A folder with an experiment, in which campaigns and workers are started. */
export class Campaign {
  readonly #folder: string;
  readonly #started = new Set<StartedCommand>();
  readonly #environment: Readonly<Record<string, string>>;

  /**
   * @param name of the folder, below the repository's `.cache`.
   * @param trusted path of a certificate that the campaign and its workers trust.
   */
  constructor(name: string, version = "one", trusted?: string) {
    this.#environment = trusted === undefined ? {} : { NODE_EXTRA_CA_CERTS: trusted };
    this.#folder = join(repository, ".cache", `queue-${process.pid}-${name}`);
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(join(this.#folder, "slow.mjs"), experiment(version));
  }

  /** Starts a campaign of so many runs, or somewhat more. */
  run(out: string, runs: number, ...more: readonly string[]): StartedCommand {
    const replications = String(Math.ceil(runs / COMBINATIONS));
    return this.#start("run", "slow.mjs", "--replications", replications, "--out", out, ...more);
  }

  /** Starts a worker that makes one run at a time, and whose runs are taken over after 2 s of silence. */
  worker(url: string): StartedCommand {
    return this.#start("worker", "--queue", url, "--jobs", "1", "--lost-after", "2s");
  }

  /** Keeps runs from ending, or no longer. */
  hold(held: boolean): void {
    if (held) writeFileSync(join(this.#folder, "hold"), "");
    else rmSync(join(this.#folder, "hold"));
  }

  /** The files of the runs that are kept. */
  kept(out: string): readonly string[] {
    const folder = join(this.#folder, out, "runs");
    return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  }

  /** Resolves when so many runs are kept. */
  async hasKept(out: string, runs: number): Promise<void> {
    while (this.kept(out).length < runs) await setTimeout(5);
  }

  /** Its results, byte for byte. */
  table(out: string): string {
    return readFileSync(join(this.#folder, out, "results.csv"), "utf8");
  }

  exists(out: string): boolean {
    return existsSync(join(this.#folder, out));
  }

  /** Ends all that was started, and removes the folder. */
  async remove(): Promise<void> {
    for (const command of this.#started) command.kill("SIGKILL");
    await Promise.all([...this.#started].map(({ ended }) => ended));
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #start(...words: readonly string[]): StartedCommand {
    const command = crosstalk(words, this.#folder, this.#environment);
    this.#started.add(command);
    return command;
  }
}
