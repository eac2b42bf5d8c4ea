import type { SourceFile } from "./source-files.ts";
import { asNode, lineOf, type Node, statements, walk } from "./syntax.ts";

/** The places of a file where it exports everything of another module. */
export function wholesaleExports(file: SourceFile): string[] {
  return statements(file)
    .filter(({ type }) => type === "ExportAllDeclaration")
    .map(({ start }) => `${file.path}:${lineOf(file, start)} exports everything of a module`);
}

/** The names that a file declares and exports without a JSDoc comment right before the declaration. */
export function undocumentedExports(file: SourceFile): string[] {
  const body = statements(file);
  const declared = body.flatMap((statement) => declarations(statement).map((name) => ({ name, statement })));
  const exported = new Set(body.flatMap(exportedNames));
  const documented = new Set(declared.filter(({ statement }) => hasComment(file, statement)).map(({ name }) => name));
  return declared
    .filter(({ name }, index) => exported.has(name) && declared.findIndex((other) => other.name === name) === index)
    .filter(({ name }) => !documented.has(name))
    .map(({ name, statement }) => `${file.path}:${lineOf(file, statement.start)} ${name}`);
}

/** The places of a file that make the test runner skip a test, or run one alone. */
export function dishonestTests(file: SourceFile): string[] {
  return [...walk(statements(file))]
    .filter((node) => isSwitchedCall(node) || isSwitchedOption(node))
    .map((node) => `${file.path}:${lineOf(file, node.start)}`);
}

/** The places of a file that switch off one of the bans of lint. */
export function suppressedBans(file: SourceFile): string[] {
  const rules = "plugin(/[\\w-]+)?|style(/noRestricted\\w+)?|nursery(/noJsRestrictedProperties)?|performance(/noReExportAll)?";
  const suppression = new RegExp(`biome-ignore(-\\w+)?\\s+lint(/(${rules}))?\\s*[:(]`);
  return file.text
    .split("\n")
    .flatMap((line, index) => (suppression.test(line) ? [`${file.path}:${index + 1} ${line.trim()}`] : []));
}

function declarations(statement: Node): string[] {
  if (statement.type === "ExportDefaultDeclaration") return ["default"];
  const declaration = asNode(statement.declaration) ?? statement;
  if (declaration.type !== "VariableDeclaration") return nameOf(declaration.id);
  return (declaration.declarations as Node[]).flatMap(({ id }) => boundNames(id));
}

/** The names that a pattern binds, its type annotations left aside. */
function boundNames(pattern: unknown): string[] {
  const node = asNode(pattern);
  if (!node || node.type === "Identifier") return nameOf(pattern);
  const parts = [node.value, node.left, node.argument, node.properties, node.elements].flat();
  return parts.flatMap(boundNames);
}

function exportedNames(statement: Node): string[] {
  if (statement.type === "ExportDefaultDeclaration") return ["default", ...nameOf(statement.declaration)];
  if (statement.type !== "ExportNamedDeclaration" || asNode(statement.source)) return [];
  return [...declarations(statement), ...(statement.specifiers as Node[]).flatMap(({ local }) => nameOf(local))];
}

function nameOf(value: unknown): string[] {
  const name = asNode(value)?.name;
  return typeof name === "string" ? [name] : [];
}

function hasComment({ text }: SourceFile, { start }: Node): boolean {
  const before = text.slice(0, start).replace(/(\n[ \t]*\/\/[^\n]*)*\s*$/, "");
  const comment = before.slice(before.lastIndexOf("/*"));
  return before.endsWith("*/") && /^\/\*\*\s[^@]*[a-z]{2}/i.test(comment.replace(/\n\s*\*/g, "\n"));
}

const runners = /^(it|test|describe|suite|bench)$/;
const switches = /^(only|skip|todo|fails)$/;

function isSwitchedCall(node: Node): boolean {
  if (node.type === "CallExpression") return /^[fx](it|test|describe)$/.test(String(asNode(node.callee)?.name)) && isTitled(node);
  if (node.type !== "MemberExpression" || !switches.test(String(asNode(node.property)?.name))) return false;
  return [...walk(node.object)].some((inner) => runners.test(String(inner.name)));
}

function isTitled(node: Node): boolean {
  return typeof asNode((node.arguments as unknown[])[0])?.value === "string";
}

function isSwitchedOption(node: Node): boolean {
  if (node.type !== "CallExpression" || ![...walk(node.callee)].some((inner) => runners.test(String(inner.name)))) return false;
  const options = (node.arguments as Node[]).filter(({ type }) => type === "ObjectExpression");
  return options.flatMap(({ properties }) => properties as Node[]).some(({ key }) => switches.test(nameOf(key)[0] ?? ""));
}
