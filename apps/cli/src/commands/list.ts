import { Command } from "commander";
import { catalogue } from "../catalogue.ts";

async function list({ json }: { readonly json?: true }): Promise<void> {
  const experiments = await Promise.all(
    catalogue.map(async ({ name, module, load }) => ({ name, module, about: (await load()).default.about })),
  );
  if (json) {
    process.stdout.write(`${JSON.stringify(experiments, null, 2)}\n`);
    return;
  }
  const width = Math.max(...experiments.map(({ name }) => name.length));
  for (const { name, about } of experiments) process.stdout.write(`${name.padEnd(width)}  ${about}\n`);
}

/** `crosstalk list`: the shipped experiments. */
export function listCommand(): Command {
  return new Command("list").summary("list the experiments").option("--json", "as JSON").action(list);
}
