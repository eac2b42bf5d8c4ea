/** Most characters of a name in a figure. */
const MOST_CHARACTERS = 30;

/** Characters of a shortened name before its ellipsis, and after it: names of levels often differ at their ends. */
const [BEFORE, AFTER] = [15, 14];

/** Characters of a line of a panel's title. */
const LINE = 48;

/** What names are called in a figure: long ones are shortened, so that they leave room for what is drawn. */
export class FigureLabels {
  readonly #byName = new Map<string, string>();
  readonly #fullNames = new Map<string, string>();

  /** The name itself; of a long one its beginning and its end, and a number if another one was shortened to the same. */
  of(name: string): string {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const short = shortened(name);
    let label = short;
    for (let number = 2; short !== name && this.#fullNames.has(label); number += 1) label = `${short} (${number})`;
    this.#byName.set(name, label);
    if (label !== name) this.#fullNames.set(label, name);
    return label;
  }

  /** Factors with their levels, such as `hogs = 2, cap = 0.5`, in lines. */
  ofLevels(levels: readonly (readonly [factor: string, level: string])[]): string {
    const label = inLines(levels.map(([factor, level]) => equation(this.of(factor), this.of(level))));
    const full = levels.map((each) => each.join(" = ")).join(", ");
    if (label.replaceAll("\n", " ") !== full) this.#fullNames.set(label, full);
    return label;
  }

  /** What labels stand for, of those that were shortened. */
  fullNames(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#fullNames);
  }
}

function shortened(name: string): string {
  const characters = [...name];
  if (characters.length <= MOST_CHARACTERS) return name;
  return `${characters.slice(0, BEFORE).join("")}…${characters.slice(-AFTER).join("")}`;
}

function equation(factor: string, level: string): string {
  const whole = `${factor} = ${level}`;
  return whole.length <= LINE ? whole : `${factor} =\n${level}`;
}

function inLines(parts: readonly string[]): string {
  const lines: string[] = [];
  for (const part of parts) {
    const line = lines.at(-1);
    if (line === undefined) lines.push(part);
    else if (line.length + part.length < LINE) lines[lines.length - 1] = `${line}, ${part}`;
    else lines.splice(-1, 1, `${line},`, part);
  }
  return lines.join("\n");
}
