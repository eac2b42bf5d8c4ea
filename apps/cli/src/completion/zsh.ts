import type { CompletableCommand, CompletableOption, Completion } from "./completable.ts";

/** A script that has zsh complete `crosstalk`. Arguments without known words are completed as paths. */
export function zshCompletion(commands: readonly CompletableCommand[]): string {
  const described = commands.map(({ name, about }) => `    ${quoted(`${name}:${about}`)}`);
  const cases = commands.map((command) => `    ${command.name}) _arguments ${argumentsOf(command).join(" ")} ;;`);
  return `#compdef crosstalk
# To complete crosstalk in zsh, after compinit: source <(crosstalk completion zsh)
_crosstalk_names() {
  local -a names
  names=(\${(f)"$(crosstalk list $1 --names 2>/dev/null)"})
  compadd -a names
}
_crosstalk() {
  local -a commands
  commands=(
${described.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  shift words
  (( CURRENT -= 1 ))
  case "$words[1]" in
${cases.join("\n")}
  esac
}
compdef _crosstalk crosstalk
`;
}

function argumentsOf({ options, words, asks }: CompletableCommand): string[] {
  const flags = options.map((option) => quoted(specOf(option)));
  // What is typed of the kind is looked for among all words, for options may stand before it.
  const kind = `\${words[(r)(${asks.join("|")})]}`;
  if (asks.length > 0) return [...flags, `'1:word:(${asks.join(" ")})'`, quoted(`2:name:{ _crosstalk_names ${kind} }`)];
  const plain =
    words.length === 0
      ? "*:argument:_files"
      : `*:argument:_alternative ${quoted(`words:word:(${words.join(" ")})`)} 'files:file:_files'`;
  return [...flags, quoted(plain)];
}

/** Every option may come again, for some are repeatable. */
function specOf({ flag, about, value }: CompletableOption): string {
  const text = about.replace(/[[\]\\:]/g, "\\$&");
  return `*${flag}[${text}]${value === undefined ? "" : `:value:${action(value)}`}`;
}

function action(value: Completion): string {
  if (value.kind === "words") return `(${value.words.join(" ")})`;
  return { file: "_files", folder: "_files -/", nothing: " " }[value.kind];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
