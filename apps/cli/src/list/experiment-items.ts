import type { Experiment, Factor } from "@crosstalk/experiment";
import { catalogue } from "../catalogue.ts";
import type { Item, Parameter } from "./item.ts";

/** The shipped experiments, with what can be varied and what is measured. */
export async function experimentItems(): Promise<readonly (Item & { readonly module: string })[]> {
  return Promise.all(catalogue.map(async ({ name, module, load }) => ({ module, ...itemOf(name, (await load()).default) })));
}

function itemOf(name: string, experiment: Experiment): Item {
  const { about, factors, measures, derived, replications, warmUp } = experiment;
  return {
    name,
    about,
    parameters: [
      ...Object.entries(factors).map(([factor, of]) => parameterOf(factor, of)),
      { name: "--replications", default: replications, unit: "1", about: "of each combination of levels" },
      { name: "--seed", default: 1, unit: "1", about: "of the first replication" },
      ...(warmUp === undefined
        ? []
        : [
            {
              name: "--warm-up",
              default: warmUp,
              ...(typeof warmUp === "number" ? { unit: "ns" } : {}),
              about: "before probes begin",
            },
          ]),
    ],
    measures: Object.entries({ ...measures, ...derived }).map(([of, { unit, about: what }]) => {
      return { name: of, unit, ...(what === undefined ? {} : { about: what }) };
    }),
  };
}

function parameterOf(name: string, { levels, more, fromJson }: Factor): Parameter {
  const names = (of: Factor["levels"]) => of.map((level) => level.name).join(", ");
  const others = [
    ...(more.length === 0 ? [] : [`with --full, too: ${names(more)}`]),
    ...(fromJson === undefined ? [] : ["also the path of a JSON file of one's own"]),
  ];
  return { name, default: names(levels), ...(others.length === 0 ? {} : { about: others.join("; ") }) };
}
