export { type ActivityName, activities } from "./activities.ts";
export { ALONE, aloneMeasures } from "./alone.ts";
export {
  efficiency,
  efficiency as default,
  efficiencyOfRun,
  efficiencyScenarios,
  moreEfficiencyScenarios,
  NATIVE,
} from "./efficiency.ts";
export { type MeasuredProgram, morePrograms, programs } from "./programs.ts";
