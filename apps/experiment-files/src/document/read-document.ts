import { readFileSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { jsonProblems } from "./json-problems.ts";
import { type Path, Places, pathText } from "./place.ts";
import type { Problem } from "./problem.ts";

/** A document whose references are resolved. */
export interface ReadDocument {
  /** A JSON value. */
  readonly value: unknown;
  readonly places: Places;
  readonly problems: readonly Problem[];
}

/** Most bytes of a file, most parts of a document with all that it refers to, and most aliases: they multiply beyond bounds. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_PARTS = 1_000_000;
const MOST_ALIASES = 1_000;

/** Why a file can't be read, by the code of the error. */
const whyUnread: Readonly<Record<string, string>> = {
  ENOENT: "is not there",
  EISDIR: "is a folder",
  ERR_ENCODING_INVALID_ENCODED_DATA: "is not text in UTF-8",
};

/** A file that is being read, with those that led to it. */
interface Reading {
  readonly path: string;
  readonly document: Document;
  readonly lines: LineCounter;
  readonly chain: readonly string[];
}

/**
 * Reads a YAML or JSON file, keeps where its parts are written, and puts what it refers to in place: an object with `$ref`
 * stands for what the named file has (relative to the file that names it; `file.yaml#/a/b` for a part), with its other
 * fields in the place of those of the same name. Never throws; what is wrong is in the answer.
 */
export function readDocument(path: string): ReadDocument {
  return new Reader(path).read();
}

class Reader {
  readonly #path: string;
  readonly #places: Places;
  readonly #problems: Problem[] = [];
  #parts = 0;
  #aliases = 0;
  /** The nodes that what is being read is in. */
  readonly #around = new Set<Node>();

  constructor(path: string) {
    this.#path = path;
    this.#places = new Places({ file: path, line: 1 });
  }

  read(): ReadDocument {
    const value = this.#file(this.#path, [], [], "");
    return { value, places: this.#places, problems: this.#problems };
  }

  /** The value of a file, or of the part that a pointer leads to. */
  #file(path: string, at: Path, chain: readonly string[], pointer: string): unknown {
    const text = this.#text(path, at);
    if (text === undefined) return undefined;
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, strict: true, version: "1.2" });
    const unread = [...document.errors, ...document.warnings].map(({ message, pos }) => {
      return { message: message.split("\n")[0], line: lines.linePos(pos[0]).line };
    });
    // A text that is JSON but for a comma or so is YAML as well.
    const wrong = unread.length === 0 && /\.json$/i.test(path) ? jsonProblems(text) : unread;
    for (const { message, line } of wrong) {
      this.#places.set([...at, `\0${this.#problems.length}`], { file: this.#shown(path), line });
      const place: Path = [...at, `\0${this.#problems.length}`];
      this.#problems.push({ path: at, at: place, message: `can't be read: ${message}` });
    }
    if (wrong.length > 0) return undefined;
    const steps = pointer
      .split("/")
      .slice(1)
      .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
    const node = steps.length === 0 ? document.contents : (document.getIn(steps, true) as Node | null | undefined);
    const reading = { path, document, lines, chain: [...chain, `${resolve(path)}#${pointer}`] };
    if (node === undefined && steps.length > 0) this.#refuse(at, `is a reference to ${pointer}, which ${path} has not`);
    return node === null || node === undefined ? undefined : this.#value(node as Node, at, reading);
  }

  #text(path: string, at: Path): string | undefined {
    try {
      if (statSync(path).size > MOST_BYTES) this.#refuse(at, `is in ${path}, which is too large; allowed is ${MOST_BYTES} bytes`);
      else return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const why = whyUnread[code ?? ""] ?? `can't be read (${code})`;
      this.#refuse(at, path === this.#path ? why : `needs the file ${path}, which ${why}`);
    }
    return undefined;
  }

  #value(node: Node, at: Path, reading: Reading): unknown {
    this.#parts += 1;
    if (this.#parts > MOST_PARTS) {
      if (this.#parts === MOST_PARTS + 1) this.#refuse(at, `is where the file gets too large; allowed are ${MOST_PARTS} parts`);
      return undefined;
    }
    if (isAlias(node)) return this.#alias(node, at, reading);
    const line = node.range == null ? 1 : reading.lines.linePos(node.range[0]).line;
    this.#places.set(at, { file: this.#shown(reading.path), line });
    if (!isScalar(node)) return this.#inner(node, at, reading);
    const { value } = node;
    if (value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return value;
    this.#refuse(at, `is ${String(node.source ?? value)}; allowed are texts, finite numbers, true and false`);
    return undefined;
  }

  #inner(node: Node, at: Path, reading: Reading): unknown {
    this.#around.add(node);
    const value = isMap(node)
      ? this.#object(node.items as { key: unknown; value: unknown }[], at, reading)
      : isSeq(node)
        ? node.items.map((item, index) => this.#value(item as Node, [...at, index], reading))
        : undefined;
    this.#around.delete(node);
    return value;
  }

  #alias(node: Alias, at: Path, reading: Reading): unknown {
    this.#aliases += 1;
    const meant = this.#aliases > MOST_ALIASES ? undefined : node.resolve(reading.document);
    if (meant !== undefined && !this.#around.has(meant)) return this.#value(meant, at, reading);
    if (meant !== undefined) this.#refuse(at, `is *${node.source}; allowed is an anchor that it does not stand in`);
    else if (this.#aliases <= MOST_ALIASES) this.#refuse(at, `is *${node.source}; allowed is an anchor that stands before it`);
    else if (this.#aliases === MOST_ALIASES + 1) this.#refuse(at, `is one alias too many; allowed are ${MOST_ALIASES}`);
    return undefined;
  }

  #object(items: readonly { key: unknown; value: unknown }[], at: Path, reading: Reading): unknown {
    const entries: [string, unknown][] = [];
    const reference = items.find(({ key }) => isScalar(key) && key.value === "$ref");
    // First, so that what stands here has its own place, not that of what it replaces.
    const referred = reference === undefined ? undefined : this.#reference(reference.value, at, reading);
    for (const { key, value } of items) {
      const name = isScalar(key) ? String(key.value) : "";
      const path = [...at, name];
      if (isScalar(key) && key.range != null)
        this.#places.set(path, { file: this.#shown(reading.path), line: reading.lines.linePos(key.range[0]).line });
      if (name === "" || name === "__proto__") this.#refuse(at, `has a field ${JSON.stringify(name)}; allowed are names`);
      else if (name !== "$ref") entries.push([name, value == null ? null : this.#value(value as Node, path, reading)]);
    }
    if (reference === undefined) return Object.fromEntries(entries);
    if (entries.length === 0) return referred;
    if (typeof referred === "object" && referred !== null && !Array.isArray(referred))
      return { ...referred, ...Object.fromEntries(entries) };
    if (referred !== undefined) this.#refuse(at, "has $ref and other fields; allowed is that only where $ref names an object");
    return Object.fromEntries(entries);
  }

  #reference(node: unknown, at: Path, { path, chain }: Reading): unknown {
    const named = isScalar(node) ? node.value : undefined;
    if (typeof named !== "string" || named === "") {
      this.#refuse([...at, "$ref"], "is no path; allowed is the path of a file, such as ./host.yaml or ./parts.yaml#/host");
      return undefined;
    }
    const [file = "", pointer = ""] = named.split("#");
    const target = file === "" ? path : isAbsolute(file) ? file : join(dirname(path), file);
    const key = `${resolve(target)}#${pointer}`;
    if (chain.some((before) => key === before || key.startsWith(`${before}/`) || before === `${resolve(target)}#`)) {
      this.#refuse(at, `is a reference to ${named}, which refers to itself`);
      return undefined;
    }
    return this.#file(target, at, chain, pointer);
  }

  #refuse(path: Path, message: string): void {
    this.#problems.push({ path, message });
  }

  /** As the user would name it: as given, or relative to here. */
  #shown(path: string): string {
    return path === this.#path ? path : relative(process.cwd(), path) || pathText([path]);
  }
}
