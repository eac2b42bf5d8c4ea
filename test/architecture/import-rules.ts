import { isBuiltin } from "node:module";
import { posix } from "node:path";
import { importTable, scope } from "./import-table.ts";
import { isTest, type SourceFile } from "./source-files.ts";
import { asNode, lineOf, type Node, statements, walk } from "./syntax.ts";

/** The one file that loads modules which are known only when it runs: the experiments that a user names. */
const loader = "packages/experiment/src/executors/experiment-module.ts";

/** Every module that a file names, whichever way: import, re-export, dynamic import, type import or require. */
export function modulesOf(file: SourceFile): { source: string | undefined; line: number }[] {
  return [...walk(statements(file))].flatMap((node) => {
    const source = sourceOf(node);
    if (!source) return [];
    return [{ source: typeof source.value === "string" ? source.value : undefined, line: lineOf(file, node.start) }];
  });
}

/** What is wrong with the modules that a file names, given the npm packages that its package.json declares. */
export function importViolations(file: SourceFile, declared: readonly string[]): string[] {
  const [kind = "", name = ""] = file.path.split("/");
  const workspace = kind === "test" ? "test" : `${kind}/${name}`;
  return modulesOf(file).flatMap(({ source, line }) => {
    if (source === undefined && file.path === loader) return [];
    const wrong = source === undefined ? "names a module by an expression" : wrongWith(source, file, workspace, declared);
    return wrong ? [`${file.path}:${line} ${wrong}`] : [];
  });
}

function sourceOf(node: Node): Node | undefined {
  const first = Array.isArray(node.arguments) ? asNode(node.arguments[0]) : undefined;
  if (node.type === "CallExpression" && asNode(node.callee)?.name === "require") return first;
  if (node.type === "TSExternalModuleReference") return asNode(node.expression);
  const kinds = ["ImportDeclaration", "ExportNamedDeclaration", "ExportAllDeclaration", "ImportExpression", "TSImportType"];
  return kinds.includes(node.type) ? asNode(node.source) : undefined;
}

function wrongWith(source: string, file: SourceFile, workspace: string, declared: readonly string[]): string | undefined {
  if (source.startsWith(".")) {
    const target = posix.normalize(posix.join(posix.dirname(file.path), source));
    return target.startsWith(`${workspace}/`) ? undefined : `leaves ${workspace} by ${source}`;
  }
  if (isBuiltin(source)) return nodeAllowed(file) ? undefined : `uses Node's ${source}`;
  const npm = source.split("/", source.startsWith("@") ? 2 : 1).join("/");
  if (npm.startsWith(scope)) {
    const may = importTable[workspace.replace("packages/", "")];
    if (may && !may.includes(npm.slice(scope.length))) return `imports ${npm}, which ${workspace} may not`;
  }
  return declared.includes(npm) ? undefined : `imports ${npm}, which its package.json does not declare`;
}

function nodeAllowed(file: SourceFile): boolean {
  const hosted = /^packages\/experiment\/src\/(executors|stores)\//.test(file.path);
  return hosted || !file.path.startsWith("packages/") || isTest(file);
}
