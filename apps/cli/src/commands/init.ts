import { Command } from "commander";
import type { RepeatedFlags } from "../repeated-options.ts";

interface InitFlags extends RepeatedFlags {
  readonly name?: string;
  readonly json?: true;
  readonly quiet?: true;
}

async function init(folder: string, { name, json, quiet, repeated = [] }: InitFlags): Promise<void> {
  const [{ UsageError }, { makeProject }, { shellWords }] = await Promise.all([
    import("../errors.ts"),
    import("../init/make-project.ts"),
    import("../command-text.ts"),
  ]);
  if (repeated.length > 0) throw new UsageError(repeated);
  const project = makeProject(folder, name);
  const lines = project.files.map((file) => `${folder}/${file}\n`);
  process.stdout.write(json ? `${JSON.stringify({ folder, ...project }, null, 2)}\n` : lines.join(""));
  const enter = folder === "." ? "" : `cd ${shellWords(folder.startsWith("-") ? ["--", folder] : [folder])} && `;
  if (!quiet) process.stderr.write(`\n${enter}npm start   runs the experiment; npm test its test\n`);
}

/** `crosstalk init`: a new project with one experiment. */
export function initCommand(): Command {
  return new Command("init")
    .summary("make a new project with one experiment")
    .description(
      "Makes a project that runs at once: package.json, tsconfig.json, a small experiment in TypeScript, a test of it, and" +
        " a README. Its packages are links to this installation of Crosstalk. Nothing is overwritten.",
    )
    .argument("[dir]", "folder to make it in", ".")
    .option("--name <name>", "of the project and the experiment: lower-case letters, digits, dashes (default: the folder's)")
    .option("--json", "print what was made as JSON")
    .option("--quiet", "say nothing but what was made and what went wrong")
    .addHelpText("after", "\nExample:\n  crosstalk init my-study && cd my-study && npm start")
    .action(init);
}
