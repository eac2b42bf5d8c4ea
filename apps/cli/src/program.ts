import { Command } from "commander";
import { compareCommand } from "./commands/compare.ts";
import { completionCommand } from "./commands/completion.ts";
import { exportCommand } from "./commands/export.ts";
import { importCommand } from "./commands/import.ts";
import { initCommand } from "./commands/init.ts";
import { listCommand } from "./commands/list.ts";
import { queryCommand } from "./commands/query.ts";
import { recordCommand } from "./commands/record.ts";
import { reportCommand } from "./commands/report.ts";
import { runCommand } from "./commands/run.ts";
import { schemaCommand } from "./commands/schema.ts";
import { showCommand } from "./commands/show.ts";
import { traceCommand } from "./commands/trace.ts";
import { validateCommand } from "./commands/validate.ts";
import { workerCommand } from "./commands/worker.ts";
import { noticeRepeated } from "./repeated-options.ts";
import { ownVersion } from "./versions.ts";

/** The command `crosstalk` with all its subcommands and options. Parsing throws instead of ending the process. */
export function crosstalkProgram(): Command {
  const program = new Command("crosstalk")
    .description(
      "Simulates virtualization platforms: how much of a machine's speed is left, and how well tenants are kept apart.",
    )
    .version(ownVersion())
    .addHelpText("after", "\nExit codes: 0 done, 1 a run failed, 2 bad usage, 130 interrupted.");
  const commands = [
    initCommand(),
    listCommand(),
    showCommand(),
    runCommand(),
    workerCommand(),
    traceCommand(),
    reportCommand(),
    compareCommand(),
    queryCommand(),
    exportCommand(),
    validateCommand(),
    recordCommand(),
    importCommand(),
    schemaCommand(),
    completionCommand(),
  ];
  for (const command of commands) {
    program.addCommand(noticeRepeated(command));
  }
  for (const command of [program, ...program.commands]) command.exitOverride().showHelpAfterError("(--help tells more)");
  return program;
}
