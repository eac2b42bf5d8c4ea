import { toSeconds } from "@crosstalk/engine";
import type { Derived, Measure } from "@crosstalk/experiment";
import type { RunningProgram, Tenant } from "@crosstalk/platforms";
import { type DerivedFile, type MeasureFile, measureTable } from "../schema/measure.ts";
import { type FileWorld, named } from "./file-world.ts";

/** The measure that a file's measure stands for. */
export function takeMeasure(file: MeasureFile): Measure<FileWorld> {
  const entry = measureTable.find(({ name }) => name === file.measure);
  const of = (world: FileWorld): number | undefined => {
    if (file.measure === "end") return toSeconds(world.simulation.now);
    const found = named(world, file.of);
    const programs = found.flatMap((each) => each.programs);
    const tenants = [...new Set(found.map(({ tenant }) => tenant))];
    return taken(file.measure, programs, tenants, world);
  };
  return { unit: entry?.unit ?? "1", about: file.about ?? entry?.about ?? "", of };
}

function taken(
  measure: Exclude<MeasureFile["measure"], "end">,
  programs: readonly RunningProgram[],
  tenants: readonly Tenant[],
  world: FileWorld,
): number | undefined {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const had = (of: readonly Tenant[]) => sum(of.flatMap((tenant) => Object.values(tenant.time())));
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
      return toSeconds(had(tenants));
    case "stolen":
      return toSeconds(sum(tenants.map((tenant) => tenant.stolen())));
    case "share": {
      const all = had(Object.values(world.tenants).flatMap((placed) => placed.map(({ tenant }) => tenant)));
      return all > 0 ? (100 * had(tenants)) / all : undefined;
    }
  }
}

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
