import { readFileSync } from "node:fs";
import { type Program, parseProfile, profileProgram } from "@crosstalk/guest-os";
import type { Workload } from "./workload.ts";

/** The program of a profile of the folder `profiles`, replayed as from the recording machine. */
export function recordedProgram(name: string): Program {
  const file = new URL(`../../../profiles/${name}.json`, import.meta.url);
  return profileProgram(parseProfile(JSON.parse(readFileSync(file, "utf8")), `${name}.json`));
}

/** A shipped recording as a program of the catalogue. */
export function recorded(profile: string, about: string, name = profile): Workload {
  const evidence = `profiles/${profile}.json, recorded with crosstalk record`;
  return { name, about, evidence, program: () => recordedProgram(profile) };
}
