import { Command } from "commander";
import { recordCommand } from "./commands/record.ts";
import { UsageError } from "./errors.ts";

const program = new Command("crosstalk").description("simulates virtualization platforms").exitOverride();
program.addCommand(recordCommand().exitOverride());

try {
  await program.parseAsync();
} catch (error) {
  const code = (error as { code?: string }).code ?? "";
  if (!code.startsWith("commander.")) process.stderr.write(`crosstalk: ${(error as Error).message}\n`);
  const helped = code === "commander.helpDisplayed" || code === "commander.version" || code === "commander.help";
  process.exitCode = helped ? 0 : error instanceof UsageError || code.startsWith("commander.") ? 2 : 1;
}
