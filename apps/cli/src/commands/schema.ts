import { basename, dirname, resolve } from "node:path";
import { Command } from "commander";
import { UsageError } from "../errors.ts";

async function schema({ out }: { readonly out?: string }): Promise<void> {
  const { experimentJsonSchema } = await import("@crosstalk/experiment-files");
  const text = `${JSON.stringify(experimentJsonSchema(), null, 2)}\n`;
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  const { describeProblem } = await import("@crosstalk/experiment");
  const { outputFileProblems, writeWhole } = await import("@crosstalk/experiment/node");
  const problems = outputFileProblems("out", out);
  if (problems.length > 0) throw new UsageError(problems.map(describeProblem));
  writeWhole(dirname(resolve(out)), { [basename(out)]: text });
}

/** `crosstalk schema`: the JSON Schema of experiment files, by which editors check and complete. */
export function schemaCommand(): Command {
  return new Command("schema")
    .summary("print the JSON Schema of experiment files")
    .option("--out <file>", "where to write it (default: printed)")
    .action(schema);
}
