#!/usr/bin/env node
import { Console } from "node:console";
import { CommanderError } from "commander";
import { crosstalkProgram } from "./program.ts";
import { INTERRUPTED } from "./run/interruption.ts";

const BAD_USAGE = 2;

// Stdout is for results alone: what an experiment's own code prints goes to stderr.
globalThis.console = new Console(process.stderr);

process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
  if (code === "EPIPE") return; // whoever read the results has enough of them
  process.stderr.write(`crosstalk: stdout can't be written: ${code ?? message}\n`);
  process.exit(1);
});

try {
  await crosstalkProgram().parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

/** Says what went wrong, unless commander has said it. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_USAGE;
  const { name, message } = error instanceof Error ? error : { name: "", message: String(error) };
  for (const line of message.split("\n")) process.stderr.write(`crosstalk: ${line}\n`);
  if (name === "InterruptedError") return INTERRUPTED;
  return name === "UsageError" ? BAD_USAGE : 1;
}
