import { dualXeon2003, type HostModel } from "@crosstalk/hardware";
import { describe, expect, test } from "vitest";
import type { Platform } from "../platform.ts";
import type { ContractSetting } from "./contract-world.ts";
import { faultProblems } from "./fault-contract.ts";
import { nameProblems, saveProblems, seedProblems } from "./reproduction-contract.ts";
import { capProblems, reservationProblems, shareProblems } from "./share-contract.ts";
import { preemptionProblems, timeProblems } from "./time-contract.ts";

/** How a platform is checked. */
export interface ContractOptions {
  /** The host that it boots on; the dual Xeon of 2003 by default. */
  readonly model?: HostModel;
  /** 1 by default. */
  readonly seed?: number;
}

/** The clauses of the contract, each with what it finds wrong. */
export const contract: Readonly<Record<string, (setting: ContractSetting) => readonly string[]>> = {
  "conserves time: accounts of each processor, at every level, add up to the run's length": timeProblems,
  "loses nothing by preemption: a program does the same work alone and beside others": preemptionProblems,
  "divides the processor by weights as it declares": shareProblems,
  "keeps caps as it declares, or refuses them": capProblems,
  "keeps reservations as it declares, or refuses them": reservationProblems,
  "lets faults stay where they must": faultProblems,
  "has one fingerprint for a seed": seedProblems,
  "saves and restores exactly, at any point": saveProblems,
  "gives each tenant a name of its own": nameProblems,
};

/**
 * The contract that any platform must pass, ours or one of your own: describes it as tests of Vitest. Call it at the top
 * of a test file.
 */
export function describePlatform(platform: Platform, { model = dualXeon2003, seed = 1 }: ContractOptions = {}): void {
  describe(`${platform.name}, as a platform,`, () => {
    test.each(Object.entries(contract))("%s", (_, problems) => {
      expect(problems({ platform, model, seed })).toEqual([]);
    });
  });
}
