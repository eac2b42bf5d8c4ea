import type { Experiment } from "../experiment.ts";
import type { Plan } from "../plan.ts";
import { textTable } from "./text-table.ts";

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
  const size = `${plan.runs.length} runs: ${points} combinations x ${seeds.size} replications, seeds ${first} to ${last}`;
  const runs = plan.runs.map(({ index, levels, replication, seed }) => [
    String(index),
    ...Object.values(levels),
    String(replication),
    String(seed),
  ]);
  const design = plan.design === undefined ? [] : [`design: ${plan.design}`, ""];
  return [
    `${name}: ${about}`,
    "",
    ...textTable([left("factor"), left("levels")], factors),
    "",
    ...textTable([left("measure"), left("unit"), left("")], numbers),
    "",
    ...design,
    size,
    "",
    ...textTable([right("run"), ...Object.keys(plan.selection).map(left), right("replication"), right("seed")], runs),
    "",
  ].join("\n");
}

const left = (title: string) => ({ title, align: "left" as const });
const right = (title: string) => ({ title, align: "right" as const });
