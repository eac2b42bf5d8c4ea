import { basename } from "node:path";
import { Command } from "commander";
import type { RepeatedFlags } from "../repeated-options.ts";
import { stopOnInterrupt } from "../run/interruption.ts";
import { narrate } from "../run/narrate.ts";
import { slugOf } from "../slug.ts";

interface RecordFlags extends RepeatedFlags {
  readonly out?: string;
  readonly name?: string;
  readonly prepare?: string;
  readonly repeat: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** A name for a profile, from the command's first word: `./My Script.sh` gives `my-script-sh`. */
export function nameOfCommand(word: string): string {
  return slugOf(basename(word), "command");
}

async function run(command: readonly string[], flags: RecordFlags): Promise<void> {
  const name = flags.name ?? nameOfCommand(command[0] ?? "");
  const out = flags.out ?? `${name}.json`;
  const { signal, release } = stopOnInterrupt();
  try {
    const { record } = await import("../record/record.ts");
    const { summarizeProfile } = await import("../record/summary.ts");
    const profile = await record({
      command,
      name,
      out,
      repeat: flags.repeat,
      ...(flags.prepare === undefined ? {} : { prepare: flags.prepare }),
      narrate: (line) => narrate(flags, `record ${name}: ${line}\n`),
      abort: signal,
      problems: flags.repeated ?? [],
    });
    const told = flags.json ? `${JSON.stringify(profile, null, 2)}\n` : `${out}\n\n${summarizeProfile(profile)}`;
    process.stdout.write(told);
  } finally {
    release();
  }
}

/**
 * `crosstalk record`: runs a real command on this Linux machine and writes a profile of it. Fails with `UsageError` or
 * `RunError`, or with `InterruptedError` after Ctrl-C; whoever parses the command line turns them into messages and exit codes.
 */
export function recordCommand(): Command {
  return new Command("record")
    .summary("record a real command into a profile")
    .description(
      "Runs a command untraced and under strace, children included, and writes what it did as a profile that the simulator can replay." +
        " What the command prints to stdout is dropped. Linux only; needs strace and GNU time.",
    )
    .argument("<command...>", "the command to record, after --")
    .option("--out <file>", "where to write the profile (default: NAME.json)")
    .option("--name <name>", "the profile's name: lower-case letters, digits, dashes (default: from the command)")
    .option("--prepare <command>", "shell command to run before every pass, so that all do the same work")
    .option("--repeat <count>", "number of untraced passes; the fastest one counts", "3")
    .option("--json", "print the profile as JSON instead of a summary")
    .option("--quiet", "say nothing but the result and what went wrong")
    .allowExcessArguments(false)
    .action(run);
}
