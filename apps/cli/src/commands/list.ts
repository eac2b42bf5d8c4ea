import { Argument, Command } from "commander";
import { catalogue } from "../catalogue.ts";

const KINDS = ["experiments", "platforms", "hosts", "programs", "metrics", "measures", "antagonists", "importers"] as const;

type Kind = (typeof KINDS)[number];

/** What is listed: a name, and what it is. */
interface Item {
  readonly name: string;
  readonly about: string;
}

async function itemsOf(kind: Kind): Promise<readonly Item[]> {
  if (kind === "experiments") {
    return Promise.all(catalogue.map(async ({ name, module, load }) => ({ name, module, about: (await load()).default.about })));
  }
  if (kind === "importers") {
    const { importerList } = await import("@crosstalk/experiment");
    return importerList.map(({ name, about, source }) => ({ name, about, source }));
  }
  if (kind === "measures") {
    const { measureTable } = await import("@crosstalk/experiment-files");
    return measureTable.map(({ name, about, unit }) => ({ name, about: `${about} [${unit}]`, unit }));
  }
  const { names } = await import("@crosstalk/validation");
  return names[kind];
}

async function list(kind: Kind, { json }: { readonly json?: true }): Promise<void> {
  const items = await itemsOf(kind);
  if (json) {
    process.stdout.write(`${JSON.stringify(items, null, 2)}\n`);
    return;
  }
  const width = Math.max(...items.map(({ name }) => name.length));
  for (const { name, about } of items) process.stdout.write(`${name.padEnd(width)}  ${about}\n`);
}

/** `crosstalk list`: the shipped experiments, or what rows of a comparison and imports can name. */
export function listCommand(): Command {
  return new Command("list")
    .summary("list the experiments, or what can be named elsewhere")
    .addArgument(new Argument("[kind]", "what to list").choices(KINDS).default("experiments"))
    .option("--json", "as JSON")
    .action(list);
}
