import { type Branch, joined } from "./branch.ts";
import type { Candidate } from "./candidate.ts";
import type { Code } from "./code.ts";
import type { Configuration } from "./configuration.ts";
import { guardExpression } from "./guard-code.ts";

/** How what a guard throws surfaces: with the place where it stands, or as it is. */
export type Surfacing = "told" | "bare";

/** Asks a candidate's guard; returns an expression that tells whether it is enabled. `at` names the candidate. */
export function guardCode(
  code: Code,
  candidate: Candidate,
  configuration: Configuration,
  surfacing: Surfacing,
  at: string,
): string {
  const { guard } = candidate;
  if (guard === undefined) return "true";
  const expression = guardExpression(code, guard, configuration);
  if (surfacing === "bare") return expression;
  const told = `throw ${code.constant(candidate)}.failed(event, error);`;
  code.add(`let holds${at};`, `try { holds${at} = ${expression}; } catch (error) { ${told} }`);
  return `holds${at}`;
}

/** Selects in a branch; the variable of that name holds what has been selected then. */
export function branchCode(
  code: Code,
  { regions, own }: Branch,
  configuration: Configuration,
  surfacing: Surfacing,
  name: string,
): void {
  code.add(`let ${name};`);
  regions.forEach((region, index) => {
    branchCode(code, region, configuration, surfacing, `${name}_${index}`);
    code.add(
      `${name} = ${index === 0 ? "" : `${name} === undefined ? ${name}_${index} : ${code.constant(joined)}(${name}, `}${name}_${index}${index === 0 ? "" : ")"};`,
    );
  });
  if (own.length === 0) return;
  code.add(`${name}_own: if (${name} === undefined) {`);
  own.forEach((candidate, index) => {
    const holds = guardCode(code, candidate, configuration, surfacing, `_${name}_${index}`);
    code.add(`if (${holds}) { ${name} = ${code.constant(candidate)}; break ${name}_own; }`);
  });
  code.add("}");
}
