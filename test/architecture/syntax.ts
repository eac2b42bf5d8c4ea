import { parseAst } from "vitest/node";
import type { SourceFile } from "./source-files.ts";

/** A node of a syntax tree (ESTree with TypeScript). */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

/** The statements of a file. */
export function statements({ path, text }: SourceFile): Node[] {
  try {
    return (parseAst(text, { lang: "ts" }) as unknown as { body: Node[] }).body;
  } catch (cause) {
    throw new Error(`${path} can't be parsed`, { cause });
  }
}

/** Every node below, and with, the given ones. */
export function* walk(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* walk(item);
  else if (isNode(value)) {
    yield value;
    for (const field of Object.values(value)) if (typeof field === "object") yield* walk(field);
  }
}

/** The value as a node, if it is one. */
export function asNode(value: unknown): Node | undefined {
  return isNode(value) ? value : undefined;
}

/** The line of a place in a file, counted from one. */
export function lineOf({ text }: SourceFile, start: number): number {
  return text.slice(0, start).split("\n").length;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}
