export { cpuCrosstalk, cpuCrosstalk as default } from "./cpu-crosstalk.ts";
export { cpuHog } from "./hog.ts";
export { shippedProfile } from "./profiles.ts";
