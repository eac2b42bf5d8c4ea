import type { CompletableCommand, Completion } from "./completable.ts";

/** A script that has bash complete `crosstalk`. Arguments without known words are completed as paths. */
export function bashCompletion(commands: readonly CompletableCommand[]): string {
  const names = list([...commands.map(({ name }) => name), "--help", "--version"]);
  const values = commands.flatMap(({ name, options, asks }) => [
    ...options.flatMap(({ flag, value }) => (value === undefined ? [] : [`    "${name} ${flag}") ${answer(value)}; return ;;`])),
    ...(asks.length === 0 ? [] : [`    ${asks.map((word) => `"${name} ${word}"`).join("|")}) ${ASK} ;;`]),
  ]);
  const flags = commands.map(({ name, options }) => `      ${name}) words=${list(options.map(({ flag }) => flag))} ;;`);
  const words = commands.flatMap(({ name, words: known }) =>
    known.length === 0 ? [] : [`    ${name}) words=${list(known)} ;;`],
  );
  return `# To complete crosstalk in bash: source <(crosstalk completion bash)
_crosstalk() {
  local word="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}" command="\${COMP_WORDS[1]}" words="" IFS=$'\\n'
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${names} -- "$word"))
    return
  fi
  case "$command $previous" in
${values.join("\n")}
  esac
  if [ "\${word#-}" != "$word" ]; then
    case "$command" in
${flags.join("\n")}
    esac
    COMPREPLY=($(compgen -W "$words" -- "$word"))
    return
  fi
  case "$command" in
${words.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word") $(compgen -f -- "$word"))
}
complete -o filenames -F _crosstalk crosstalk
`;
}

/** Names that come next, for which the command itself is asked, unless an option is typed. */
const ASK = `[ "\${word#-}" != "$word" ] || { COMPREPLY=($(compgen -W "$("\${COMP_WORDS[0]}" list "$previous" --names 2>/dev/null)" -- "$word")); return; }`;

function answer(value: Completion): string {
  if (value.kind === "nothing") return "COMPREPLY=()";
  const ways = {
    words: () => `-W ${list(value.kind === "words" ? value.words : [])}`,
    file: () => "-f",
    folder: () => "-d",
  };
  return `COMPREPLY=($(compgen ${ways[value.kind]()} -- "$word"))`;
}

/** Words as one word of bash, a line each, so that names with blanks stay whole. */
function list(words: readonly string[]): string {
  return `$'${words.join("\\n")}'`;
}
