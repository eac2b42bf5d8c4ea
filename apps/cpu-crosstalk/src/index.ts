export { cpuCrosstalk, cpuCrosstalk as default } from "./cpu-crosstalk.ts";
export { cpuHog, START_PHASE } from "./hog.ts";
export { shippedProfile } from "./profiles.ts";
