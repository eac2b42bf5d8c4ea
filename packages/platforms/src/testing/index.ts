export type { ContractSetting } from "./contract-world.ts";
export { type ContractOptions, contract, describePlatform } from "./describe-platform.ts";
