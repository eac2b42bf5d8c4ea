export { cpuCrosstalk, cpuCrosstalk as default } from "./cpu-crosstalk.ts";
export { type BurstFlow, burstFlow, type GuestBursts, guestBursts } from "./guest-bursts.ts";
export { shippedProfile } from "./profiles.ts";
