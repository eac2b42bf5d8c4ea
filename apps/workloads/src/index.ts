export { type AnyScenario, anyScenario, type Scenario } from "./scenario.ts";
