import { Argument, Command } from "commander";
import { catalogue } from "../catalogue.ts";
import { commandText } from "../command-text.ts";
import { UsageError } from "../errors.ts";
import type { Item } from "../list/item.ts";
import { itemsText, itemText } from "../list/item-text.ts";
import { itemsOf } from "../list/items.ts";
import { KINDS, type Kind } from "../list/kinds.ts";

interface ListFlags {
  readonly json?: true;
  readonly quiet?: true;
  readonly names?: true;
}

async function list(kind: string, name: string | undefined, { json, quiet, names }: ListFlags): Promise<void> {
  if (!isKind(kind)) throw new UsageError(await unknownKind(kind));
  if (names && (json || name !== undefined))
    throw new UsageError("names is given with a NAME or --json; allowed is --names alone");
  if (names) {
    for (const each of await namesOf(kind)) process.stdout.write(`${each}\n`);
    return;
  }
  const items = await itemsOf(kind);
  const one = name === undefined ? undefined : await itemNamed(items, kind, name);
  if (json) process.stdout.write(`${JSON.stringify(one ?? items, null, 2)}\n`);
  else process.stdout.write(await (one === undefined ? itemsText(items) : itemText(one)));
  if (json || quiet || one !== undefined) return;
  const { wrapWords } = await import("@crosstalk/experiment");
  const more = `${commandText(["list", kind, "NAME"])} tells all of one, with parameters, defaults and units`;
  process.stderr.write(`\n${wrapWords(more, 80)}\n`);
}

/** Names of all of a kind. Those of experiments are known without loading these. */
async function namesOf(kind: Kind): Promise<readonly string[]> {
  return (kind === "experiments" ? catalogue : await itemsOf(kind)).map(({ name }) => name);
}

function isKind(text: string): text is Kind {
  return KINDS.some((kind) => kind === text);
}

async function unknownKind(kind: string): Promise<string> {
  const { didYouMean } = await import("@crosstalk/experiment/closest-name");
  return `kind is ${kind}${didYouMean(kind, KINDS)}; allowed is one of ${KINDS.join(", ")}`;
}

async function itemNamed(items: readonly Item[], kind: Kind, name: string): Promise<Item> {
  const found = items.find((item) => item.name === name);
  if (found !== undefined) return found;
  const names = items.map((item) => item.name);
  const { didYouMean } = await import("@crosstalk/experiment/closest-name");
  throw new UsageError(`there is no ${name} among ${kind}${didYouMean(name, names)}; allowed is one of ${names.join(", ")}`);
}

/** Any word is taken here: the command itself tells which kind was meant. */
function kindArgument(): Argument {
  return new Argument("[kind]", "what to list").choices(KINDS).default("experiments").argParser(String);
}

/** `crosstalk list`: the shipped experiments, or what rows of a comparison and imports can name. */
export function listCommand(): Command {
  return new Command("list")
    .summary("list the experiments, or what can be named elsewhere")
    .description("Lists the experiments, or what can be named elsewhere; or all of one: parameters, defaults, units, measures.")
    .addArgument(kindArgument())
    .argument("[name]", "only this one, with all that there is to know of it")
    .option("--names", "only the names, a line each, as shells complete them")
    .option("--json", "as JSON, with all that there is to know")
    .option("--quiet", "say nothing but what is asked for")
    .action(list);
}
