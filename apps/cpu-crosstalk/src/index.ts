export { cpuCrosstalk, cpuCrosstalk as default } from "./cpu-crosstalk.ts";

export { shippedProfile } from "./profiles.ts";
