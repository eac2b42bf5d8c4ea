import { counted } from "../counted.ts";
import type { Experiment } from "../experiment.ts";
import type { Plan, PlannedRun } from "../plan.ts";
import { tablesThatFit, wrapWords } from "./tables-that-fit.ts";
import { wrappedTable } from "./wrapped-table.ts";

/** Most characters of a line, as long as no single word or level is longer. */
const WIDTH = 80;

/** What would be run, as text: the question, factors with their levels, measures with their units, and all runs. */
export function planText(experiment: Experiment, plan: Plan): string {
  const { name, about, measures, derived } = experiment;
  const factors = Object.entries(plan.selection).map(([factor, levels]) => [
    factor,
    levels.map((level) => level.name).join(", "),
  ]);
  const numbers = Object.entries({ ...measures, ...derived }).map(([metric, { unit, about: what = "" }]) => [metric, unit, what]);
  const points = new Set(plan.runs.map(({ levels }) => JSON.stringify(levels))).size;
  const seeds = new Set(plan.runs.map(({ seed }) => seed));
  const [first, last] = [plan.runs[0]?.seed, plan.runs.at(-1)?.seed];
  const seedsText = seeds.size === 1 ? `seed ${first}` : `seeds ${first} to ${last}`;
  const size = `${counted(plan.runs.length, "run")}: ${counted(points, "combination")} x ${counted(seeds.size, "replication")}, ${seedsText}`;
  const column = (title: string, of: (run: PlannedRun) => string | number | undefined, align: "left" | "right" = "right") => {
    return { title, align, cells: plan.runs.map((run) => String(of(run) ?? "")) };
  };
  const runs = tablesThatFit(
    [column("run", ({ index }) => index)],
    [
      ...Object.keys(plan.selection).map((factor) => column(factor, ({ levels }) => levels[factor], "left")),
      column("replication", ({ replication }) => replication),
      column("seed", ({ seed }) => seed),
    ],
    WIDTH,
  );
  const design = plan.design === undefined ? [] : [`design: ${plan.design}`, ""];
  return [
    wrapWords(`${name}: ${about}`, WIDTH),
    "",
    ...wrappedTable([left("factor"), left("levels")], factors, WIDTH),
    "",
    ...wrappedTable([left("measure"), left("unit"), left("")], numbers, WIDTH),
    "",
    ...design,
    size,
    "",
    runs.join("\n\n"),
    "",
  ].join("\n");
}

const left = (title: string) => ({ title, align: "left" as const });
