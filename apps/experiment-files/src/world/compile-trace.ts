import {
  azureUtilization,
  bitbrainsUtilization,
  ImportError,
  type Importer,
  importers,
  importLines,
  jobArrivals,
  jobProgram,
  systemCallProfile,
  systemCallProgram,
  type UtilizationSeries,
  utilizationProgram,
} from "@crosstalk/experiment";
import type { Program } from "@crosstalk/guest-os";
import { hostCatalogue } from "@crosstalk/hardware";
import type { TraceFile } from "../schema/trace.ts";

/** Texts of the files that an experiment file names beside itself, by their paths as it has them. */
export type Texts = Readonly<Record<string, string>>;

/** Most broken lines that a message names. */
const MOST_NAMED = 3;

/**
 * The program that replays a trace.
 *
 * @throws {RangeError} in one line, if the file is not what its format asks for.
 */
export function compileTrace(trace: TraceFile, texts: Texts): Program {
  switch (trace.format) {
    case "planetlab":
      return ofUtilization(imported(importers.planetlab, trace, texts), trace);
    case "bitbrains":
      return ofUtilization(bitbrainsUtilization(imported(importers.bitbrains, trace, texts)), trace);
    case "azure-cpu":
      return ofUtilization(azureUtilization(imported(importers["azure-cpu"], trace, texts), trace.machine), trace);
    case "swf": {
      const { jobs } = imported(importers.swf, trace, texts);
      return jobProgram(jobArrivals(jobs, given({ timeScale: trace.timeScale })), hostOf(trace));
    }
    case "strace-summary": {
      const profile = systemCallProfile(imported(importers["strace-summary"], trace, texts));
      return systemCallProgram(profile, given({ user: trace.user, faults: trace.faults }));
    }
  }
}

function ofUtilization(series: UtilizationSeries, trace: Exclude<TraceFile, { format: "swf" | "strace-summary" }>): Program {
  const { timeScale, threads, period } = trace;
  return utilizationProgram(series, { ...given({ timeScale, threads, period }), ...hostOf(trace) });
}

/** What was imported, by text and importer: runs of the same trace read it once. */
const known = new Map<string, unknown>();

/** Most files that are kept as they were imported. */
const MOST_KNOWN = 16;

function imported<Value>(importer: Importer<Value>, { file, skipBroken = false }: TraceFile, texts: Texts): Value {
  const text = texts[file] ?? "";
  const key = JSON.stringify([importer.name, skipBroken, text]);
  if (known.has(key)) return known.get(key) as Value;
  try {
    const { value } = importLines(importer, text, file, { skipBroken });
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, value);
    return value;
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    const { problems } = error;
    const more = problems.length > MOST_NAMED ? `; and ${problems.length - MOST_NAMED} more` : "";
    throw new RangeError(`${problems.slice(0, MOST_NAMED).join("; ")}${more}`);
  }
}

function hostOf({ on }: { readonly on?: string | undefined }) {
  const found = hostCatalogue.find(({ name }) => name === on);
  return found === undefined ? {} : { on: found };
}

/** The fields that are there: an absent one leaves the default in place. */
function given<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  const there = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };
}
