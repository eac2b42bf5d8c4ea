import { heldFixedReasons, knownConstants, type Sourced, whyHeldFixed } from "@crosstalk/hardware";
import "@crosstalk/platforms";
import type { Item, Parameter } from "./item.ts";

/** The tables of sourced constants, with what `--uncertainty` does with each constant. */
export function constantItems(): readonly Item[] {
  const tables = new Map<string, [name: string, constant: Sourced][]>();
  for (const [full, constant] of Object.entries(knownConstants())) {
    const [table = "", name = ""] = full.split(".");
    tables.set(table, [...(tables.get(table) ?? []), [name, constant]]);
  }
  return [...tables].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, constants]) => tableItem(name, constants));
}

function tableItem(name: string, constants: readonly (readonly [name: string, constant: Sourced])[]): Item {
  const sampled = constants.filter(([, constant]) => whyHeldFixed(constant) === undefined).length;
  const held = constants.length - sampled;
  const about = [...(sampled > 0 ? [`${sampled} sampled`] : []), ...(held > 0 ? [`${held} held fixed`] : [])].join(", ");
  return { name, about: `constants: ${about}`, parameters: constants.map(([of, constant]) => constantParameter(of, constant)) };
}

function constantParameter(name: string, constant: Sourced): Parameter {
  const { value, unit, provenance, fitted, source } = constant;
  const known = fitted === true ? "fitted" : provenance;
  return { name, default: short(value), unit, about: `${rangeOf(constant)}; ${known}: ${source}` };
}

function rangeOf(constant: Sourced): string {
  const why = whyHeldFixed(constant);
  if (why === undefined) return `${short(constant.range[0])} to ${short(constant.range[1])}`;
  const reasons: Readonly<Record<string, string>> = heldFixedReasons;
  return `held fixed: ${reasons[why] ?? "no other whole number is in its range"}`;
}

function short(value: number): number {
  return Number(value.toPrecision(6));
}
