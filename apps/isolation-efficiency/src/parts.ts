import { aloneMeasures, efficiencyOfRun, efficiencyScenarios, moreEfficiencyScenarios } from "@crosstalk/efficiency";
import type { Derived } from "@crosstalk/experiment";
import { faultIsolation, faultMeasures, faultScenarios } from "@crosstalk/fault-isolation";
import { resourceMeasures, resourceScenarios, resourceScore } from "@crosstalk/resource-isolation";
import { securityMeasures, securityScenarios, securityScore } from "@crosstalk/security-isolation";
import type { AnyScenario, ScenarioMeasures } from "@crosstalk/workloads";

/** What a platform is judged by: its efficiency, and the kinds of isolation. */
export type PartName = "efficiency" | "resource" | "fault" | "security";

/** The kinds of isolation that full isolation is made of. */
export const isolationKinds = ["fault", "resource", "security"] as const;

/** A kind of isolation. */
export type IsolationKind = (typeof isolationKinds)[number];

/** One part of the figure: scenarios of one of the experiments, and what each of their runs is worth, 0 to 1. */
export interface FigurePart {
  readonly name: PartName;
  readonly scenarios: readonly AnyScenario[];
  readonly more: readonly AnyScenario[];
  readonly measures: ScenarioMeasures;
  /** What a run of one of the scenarios is worth; undefined for a run that others are compared with. */
  readonly score: Derived;
}

const prefixed = (part: PartName, scenarios: readonly AnyScenario[]): readonly AnyScenario[] =>
  scenarios.map((scenario) => ({ ...scenario, name: `${part}-${scenario.name}` }));

const efficiencyPart: FigurePart = {
  name: "efficiency",
  scenarios: efficiencyScenarios,
  more: moreEfficiencyScenarios,
  measures: aloneMeasures,
  score: efficiencyOfRun,
};

const resourcePart: FigurePart = {
  name: "resource",
  scenarios: prefixed("resource", resourceScenarios),
  more: [],
  measures: resourceMeasures,
  score: resourceScore("resource-"),
};

/** Faults that only full runs take, for they take the longest: an antagonist of resource isolation leaks entries, too. */
const onlyInFull = (name: string): boolean => name === "resource-leak";

const faultPart: FigurePart = {
  name: "fault",
  scenarios: prefixed(
    "fault",
    faultScenarios.filter(({ name }) => !onlyInFull(name)),
  ),
  more: prefixed(
    "fault",
    faultScenarios.filter(({ name }) => onlyInFull(name)),
  ),
  measures: faultMeasures,
  score: {
    unit: "1",
    about: "share of the other tenants' service that is kept",
    of: ({ values }) => faultIsolation([values]),
  },
};

const securityPart: FigurePart = {
  name: "security",
  scenarios: prefixed("security", securityScenarios),
  more: [],
  measures: securityMeasures,
  score: securityScore("security-"),
};

/** The parts that the figure is composed of. */
export const figureParts: readonly FigurePart[] = [efficiencyPart, resourcePart, faultPart, securityPart];
