import type { Argument, Command, Option } from "commander";
import { catalogue } from "../catalogue.ts";
import { KINDS } from "../list/kinds.ts";

/** What completes a value: one of these words, the path of a file or of a folder, or nothing that is known beforehand. */
export type Completion =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "file" }
  | { readonly kind: "folder" }
  | { readonly kind: "nothing" };

/** An option, as a shell completes it. */
export interface CompletableOption {
  /** With its two dashes. */
  readonly flag: string;
  readonly about: string;
  /** What completes its value; undefined if it takes none. */
  readonly value: Completion | undefined;
}

/** A subcommand, as a shell completes it. */
export interface CompletableCommand {
  readonly name: string;
  readonly about: string;
  readonly options: readonly CompletableOption[];
  /** Words that any of its arguments may be. */
  readonly words: readonly string[];
  /** Words after each of which come names alone, for which the shell asks `crosstalk list WORD --names` as it completes. */
  readonly asks: readonly string[];
}

const help: CompletableOption = { flag: "--help", about: "tell more of the command", value: undefined };

/** The subcommands of a program, read off their definitions, so that what a shell completes is what there is. */
export function completable(program: Command): readonly CompletableCommand[] {
  return program.commands.map((command) => ({
    name: command.name(),
    about: command.summary() || command.description(),
    options: [...command.options.map(completableOption), help],
    words: command.registeredArguments.flatMap(wordsOf),
    asks: command.name() === "list" ? KINDS : [],
  }));
}

function completableOption(option: Option): CompletableOption {
  const { long, description, required, optional, argChoices, flags } = option;
  return { flag: long ?? flags, about: description, value: required || optional ? completionOf(flags, argChoices) : undefined };
}

/** What a value is can be told by its name between the angle brackets. */
function completionOf(flags: string, choices: readonly string[] | undefined): Completion {
  if (choices !== undefined) return { kind: "words", words: choices };
  if (/<\w*file>/.test(flags)) return { kind: "file" };
  return { kind: /<(folder|dir)>/.test(flags) ? "folder" : "nothing" };
}

function wordsOf(argument: Argument): readonly string[] {
  if (argument.argChoices !== undefined) return argument.argChoices;
  return argument.name() === "experiment" ? catalogue.map(({ name }) => name) : [];
}
