import type { SourceFile } from "./source-files.ts";
import { asNode, lineOf, type Node, statements } from "./syntax.ts";

/** A number that stands in a model without a source, with the reason for which it may. */
export interface Exemption {
  /** End of the file's path. */
  readonly file: string;
  /** The number as it is written. */
  readonly number: string;
  readonly why: string;
}

/** Functions that make a sourced constant of a number: those of hardware, and those of tables that call them. */
const sourcing = /^(quoted|recalled|fitted|quotedCycles|recalledCycles|fittedCycles|calibrated|beyond|cycles|native|table)$/;

/** Counts that are structure (none, one of something, a pair, the next one), unless a constant is named after one. */
const structure: readonly number[] = [0, 1, 2];

/** Nanoseconds of a second: a unit. */
const second = 1e9;

/**
 * The numbers of a file that have a meaning outside of it and no source: every number but those that are given to a function
 * which asks for a source, years, units, permissions (written in octal), and small counts. An exempted one is left out.
 */
export function bareConstants(file: SourceFile, exemptions: readonly Exemption[] = []): string[] {
  const own = exemptions.filter((exemption) => file.path.endsWith(exemption.file));
  return statements(file)
    .flatMap((statement) => bareIn(statement, namesConstant(statement)))
    .map((node) => ({ node, text: file.text.slice(node.start, node.end as number) }))
    .filter(({ text }) => !text.startsWith("0o") && !own.some(({ number }) => number === text))
    .map(({ node, text }) => `${file.path}:${lineOf(file, node.start)} ${text}`);
}

/** Whether a statement does nothing but give a number a name. */
function namesConstant(statement: Node): boolean {
  const declaration = asNode(statement.declaration) ?? statement;
  if (declaration.type !== "VariableDeclaration") return false;
  return (declaration.declarations as Node[]).some(({ init }) => isNumber(asNode(init)));
}

function isNumber(node: Node | undefined): boolean {
  return node?.type === "Literal" && typeof node.value === "number";
}

function bareIn(node: Node, isNamed: boolean): Node[] {
  if (isNumber(node)) return isNamed || ![...structure, second].includes(node.value as number) ? [node] : [];
  if (isSourced(node) || isYear(node) || node.type.startsWith("TS"))
    return typed(node).flatMap((inner) => bareIn(inner, isNamed));
  return childrenOf(node).flatMap((inner) => bareIn(inner, isNamed));
}

function isSourced({ type, callee }: Node): boolean {
  return type === "CallExpression" && sourcing.test(String(asNode(callee)?.name));
}

/** A field that says of which year something is. */
function isYear({ type, key }: Node): boolean {
  return type === "Property" && asNode(key)?.name === "year";
}

/** What is worked out within a type's syntax: `value satisfies Type` has a value. */
function typed(node: Node): Node[] {
  const expression = asNode(node.expression);
  return node.type.startsWith("TS") && expression !== undefined ? [expression] : [];
}

function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flat()
    .flatMap((value) => asNode(value) ?? []);
}
