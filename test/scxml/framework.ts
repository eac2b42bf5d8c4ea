import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** One event of a test's script, and the states wanted after it. */
export interface ScriptStep {
  /** Milliseconds to wait before it. */
  after?: number;
  event: { name: string; data?: unknown };
  nextConfiguration: string[];
}

/** What a test of the framework wants: states without children that are active at the start, and after each event. */
export interface Script {
  initialConfiguration: string[];
  events: ScriptStep[];
}

/** A test of the framework. */
export interface FrameworkTest {
  /** Such as `history/history0` or `w3c-ecma/test144`. */
  name: string;
  text: string;
  /** Missing where a person has to look, or where the document is but a part of another. */
  script: Script | undefined;
  /** The text of a file beside it. */
  read(path: string): string;
}

const folder = join(dirname(createRequire(import.meta.url).resolve("@scion-scxml/test-framework/package.json")), "test");

/** All SCXML documents of the test framework, by name. */
export const frameworkTests = (): FrameworkTest[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".scxml"))
    .sort()
    .map((path) => {
      const base = join(folder, path.replace(/\.scxml$/, ""));
      return {
        name: path.replace(/(\.txml)?\.scxml$/, ""),
        text: readFileSync(`${base}.scxml`, "utf8"),
        script: scriptAt(`${base}.json`),
        read: (file) => readFileSync(join(dirname(base), file), "utf8"),
      };
    });

function scriptAt(path: string): Script | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return undefined;
    throw error;
  }
}
