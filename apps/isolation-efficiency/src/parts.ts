import { aloneMeasures, efficiencyOfRun, efficiencyScenarios, moreEfficiencyScenarios } from "@crosstalk/efficiency";
import type { Derived, MeasuredRun } from "@crosstalk/experiment";
import { faultIsolation, faultMeasures, faultScenarios } from "@crosstalk/fault-isolation";
import { baselines, isolationOf, resourceScenarios } from "@crosstalk/resource-isolation";
import { exposureMeasures, securityIsolationOf, securityScenarios } from "@crosstalk/security-isolation";
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
  readonly score: Derived<string, string>;
}

type Values = MeasuredRun["values"];

const prefixed = (part: PartName, scenarios: readonly AnyScenario[]): readonly AnyScenario[] =>
  scenarios.map((scenario) => ({ ...scenario, name: `${part}-${scenario.name}` }));

const victimOf = ({ completion, failed }: Values = {}) =>
  completion === undefined || failed === undefined ? undefined : { completion, failed };

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
  measures: {
    completion: { unit: "s", about: "from the victim's beginning to its end" },
    failed: { unit: "1", about: "share of the victim's work that failed" },
  },
  score: {
    unit: "1",
    about: "share that the victim got of what it is entitled to",
    of({ values, levels: { scenario = "" } }, sibling) {
      const baseline = baselines[scenario.replace("resource-", "")];
      const alone = victimOf(baseline === undefined ? undefined : sibling({ scenario: `resource-${baseline}` })?.values);
      const beside = victimOf(values);
      return alone === undefined || beside === undefined ? undefined : isolationOf(alone, beside);
    },
  },
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
    about: "share of the other tenants' service that is kept; none where the platform has not the part that the fault is of",
    of: ({ values }) => faultIsolation([values]),
  },
};

const securityPart: FigurePart = {
  name: "security",
  scenarios: prefixed("security", securityScenarios),
  more: [],
  measures: Object.fromEntries(
    exposureMeasures.map((measure) => [
      measure,
      { unit: "1", about: `share of the others' objects that the prober reached: ${measure}` },
    ]),
  ),
  score: {
    unit: "1",
    about: "1 less the mean exposure over kinds of objects, by all ways of probing together",
    // All ways of probing make one number; it stands with the first of them.
    of({ levels: { scenario } }, sibling) {
      const names = securityScenarios.map(({ name }) => `security-${name}`);
      const ways = names.map((name) => sibling({ scenario: name })?.values);
      return scenario === names[0] && ways.every((way) => way !== undefined) ? securityIsolationOf(ways) : undefined;
    },
  },
};

/** The parts that the figure is composed of. */
export const figureParts: readonly FigurePart[] = [efficiencyPart, resourcePart, faultPart, securityPart];
