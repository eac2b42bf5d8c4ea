import type { Item } from "./item.ts";

const left = (title: string) => ({ title, align: "left" as const });

/** Things with what they are, a line each or more. */
export async function itemsText(items: readonly Item[]): Promise<string> {
  const { wrappedTable } = await import("@crosstalk/experiment");
  const [, ...lines] = wrappedTable(
    [left(""), left("")],
    items.map(({ name, about }) => [name, about]),
  );
  return lines.map((line) => `${line}\n`).join("");
}

/** All that there is to know of one thing. */
export async function itemText({ name, about, facts = {}, parameters = [], measures = [] }: Item): Promise<string> {
  const { wrappedTable, wrapWords } = await import("@crosstalk/experiment");
  const known = Object.entries(facts).map(([what, fact]) => [what, String(fact)]);
  const set = parameters.map(({ name: of, unit = "", default: value, about: what = "" }) => [
    of,
    unit,
    told(String(value), what),
  ]);
  const measured = measures.map(({ name: of, unit, about: what = "" }) => [of, unit, what]);
  const parts = [
    [wrapWords(`${name}: ${about}`, 80)],
    known.length === 0 ? [] : wrappedTable([left(""), left("")], known).slice(1),
    set.length === 0 ? [] : wrappedTable([left("parameter"), left("unit"), left("default")], set),
    measured.length === 0 ? [] : wrappedTable([left("measure"), left("unit"), left("")], measured),
  ];
  return `${parts.flatMap((lines) => (lines.length === 0 ? [] : [lines.join("\n")])).join("\n\n")}\n`;
}

function told(value: string, about: string): string {
  return about === "" ? value : `${value} (${about})`;
}
