#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { listCommand } from "./commands/list.ts";
import { recordCommand } from "./commands/record.ts";
import { runCommand } from "./commands/run.ts";
import { showCommand } from "./commands/show.ts";
import { ownVersion } from "./versions.ts";

const BAD_USAGE = 2;

const program = new Command("crosstalk")
  .description("Simulates virtualization platforms: how much of a machine's speed is left, and how well tenants are kept apart.")
  .version(ownVersion())
  .addHelpText("after", "\nExit codes: 0 done, 1 a run failed, 2 bad usage, 130 interrupted.");
for (const command of [listCommand(), showCommand(), runCommand(), recordCommand()]) program.addCommand(command);
for (const command of [program, ...program.commands]) command.exitOverride().showHelpAfterError("(--help tells more)");

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error; // whoever read the results has enough of them
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

/** Says what went wrong, unless commander has said it. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_USAGE;
  const { name, message } = error instanceof Error ? error : { name: "", message: String(error) };
  for (const line of message.split("\n")) process.stderr.write(`crosstalk: ${line}\n`);
  return name === "UsageError" ? BAD_USAGE : 1;
}
