export { type AnyScenario, anyScenario, type Scenario } from "./scenario.ts";
export { type ScenarioRun, scenarioRun } from "./scenario-run.ts";
