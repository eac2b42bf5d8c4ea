import { ms, toSeconds } from "@crosstalk/engine";
import type { Derived, Measure } from "@crosstalk/experiment";
import type { Histogram } from "@crosstalk/metrics";
import type { RunningProgram } from "@crosstalk/platforms";
import { type DerivedFile, type MeasureFile, measureTable } from "../schema/measure.ts";
import { clientsNamed, type FileWorld, named, type PlacedTenant } from "./file-world.ts";
import type { WatchedClients } from "./watch-clients.ts";

/** The measure that a file's measure stands for. */
export function takeMeasure(file: MeasureFile): Measure<FileWorld> {
  const entry = measureTable.find(({ name }) => name === file.measure);
  return { unit: entry?.unit ?? "1", about: file.about ?? entry?.about ?? "", of: (world) => taken(file, world) };
}

function taken(file: MeasureFile, world: FileWorld): number | undefined {
  switch (file.measure) {
    case "end":
      return toSeconds(world.simulation.now);
    case "response":
    case "throughput":
    case "unanswered":
      return ofClients(file, clientsNamed(world, file.of));
    default:
      return ofTenants(file.measure, named(world, file.of), world);
  }
}

function ofTenants(
  measure: "time" | "rate" | "killed" | "processor-time" | "share" | "stolen",
  found: ReturnType<typeof named>,
  { tenants }: FileWorld,
): number | undefined {
  const programs = found.flatMap((each) => each.programs);
  const placed = [...new Set(found.map((each) => each.placed))];
  const caused = (of: readonly PlacedTenant[]) => sum(of.map(({ times }) => times.read().caused));
  const times = programs.flatMap(timeOf);
  const complete = times.length === programs.length && times.length > 0;
  switch (measure) {
    case "time":
      return complete ? sum(times) / times.length : undefined;
    case "rate":
      return complete ? sum(times.map((time) => 1 / time)) : undefined;
    case "killed":
      return programs.filter((program) => program.killed()).length;
    case "processor-time":
      return toSeconds(caused(placed));
    case "stolen":
      return toSeconds(sum(placed.map((each) => each.times.read().stolen)));
    case "share": {
      const all = caused(Object.values(tenants).flat());
      return all > 0 ? (100 * caused(placed)) / all : undefined;
    }
  }
}

/** A number of what clients have seen since the warm-up; none where nothing came that it could be of. */
function ofClients(
  file: Exclude<MeasureFile, { measure: Parameters<typeof ofTenants>[0] | "end" }>,
  clients: readonly WatchedClients[],
): number | undefined {
  if (file.measure !== "response") {
    if (file.measure === "throughput") return sum(clients.map(({ answers }) => answers.read().rate));
    const services = clients.map(({ service }) => service());
    const sent = sum(services.map((each) => each.sent));
    return sent === 0 ? undefined : (100 * sum(services.map(({ dropped, timedOut }) => dropped + timedOut))) / sent;
  }
  const all = clients.map(({ responses }) => responses.read());
  const time = file.quantile === undefined ? meanOf(all) : all[0]?.quantile(file.quantile);
  return time === undefined ? undefined : time / ms(1);
}

function meanOf(responses: readonly Histogram[]): number | undefined {
  const n = sum(responses.map((each) => each.n));
  return n === 0 ? undefined : sum(responses.map((each) => each.n * (each.mean ?? 0))) / n;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Seconds of a program from when it first held a processor; none if it was killed, for then it did not do its work. */
function timeOf(program: RunningProgram): readonly number[] {
  const began = program.began();
  const ended = program.ended();
  if (began === undefined || ended === undefined || program.killed()) return [];
  return [toSeconds(ended - began)];
}

/** The derived measure that a file's stands for. */
export function deriveMeasure({ ratio, degradation, against, about }: DerivedFile): Derived {
  const metric = ratio ?? degradation ?? "";
  const of: Derived["of"] = (run, sibling) => {
    const [value, base] = [run.values[metric], sibling(against)?.values[metric]];
    if (value === undefined || base === undefined || base === 0) return undefined;
    return ratio === undefined ? 100 * (1 - value / base) : value / base;
  };
  return { unit: ratio === undefined ? "%" : "1", ...(about === undefined ? {} : { about }), of };
}
