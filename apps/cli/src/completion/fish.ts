import type { CompletableCommand, CompletableOption, Completion } from "./completable.ts";

/** A script that has fish complete `crosstalk`. Arguments without known words are completed as paths. */
export function fishCompletion(commands: readonly CompletableCommand[]): string {
  return [
    "# To complete crosstalk in fish: crosstalk completion fish | source",
    "complete -c crosstalk -n __fish_use_subcommand -f",
    ...commands.flatMap(linesOf),
    "",
  ].join("\n");
}

function linesOf({ name, about, options, words, asks }: CompletableCommand): string[] {
  const within = `complete -c crosstalk -n '__fish_seen_subcommand_from ${name}'`;
  return [
    `complete -c crosstalk -n __fish_use_subcommand -a ${name} -d ${quoted(about)}`,
    ...(words.length === 0 ? [] : [`${within} -a ${quoted(words.join(" "))}`]),
    ...asks.map((word) => {
      const both = `__fish_seen_subcommand_from ${name}; and __fish_seen_subcommand_from ${word}`;
      return `complete -c crosstalk -n '${both}' -f -a '(crosstalk list ${word} --names 2>/dev/null)'`;
    }),
    ...options.map((option) => `${within} ${optionWords(option)}`),
  ];
}

function optionWords({ flag, about, value }: CompletableOption): string {
  return `-l ${flag.slice(2)}${value === undefined ? "" : ` ${wordsOf(value)}`} -d ${quoted(about)}`;
}

function wordsOf(value: Completion): string {
  if (value.kind === "words") return `-x -a ${quoted(value.words.join(" "))}`;
  return { file: "-r -F", folder: "-x -a '(__fish_complete_directories)'", nothing: "-x" }[value.kind];
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, "\\$&")}'`;
}
