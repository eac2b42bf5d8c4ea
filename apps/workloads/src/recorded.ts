import { readFileSync } from "node:fs";
import { type Profile, type Program, parseProfile, profileProgram } from "@crosstalk/guest-os";
import type { Workload } from "./workload.ts";

const read = new Map<string, Profile>();

/** A profile of the folder `profiles`, read once, when it is first asked for. */
export function recordedProfile(name: string): Profile {
  const known = read.get(name);
  if (known !== undefined) return known;
  const file = new URL(`../../../profiles/${name}.json`, import.meta.url);
  const profile = parseProfile(JSON.parse(readFileSync(file, "utf8")), `${name}.json`);
  read.set(name, profile);
  return profile;
}

/** A shipped recording as a program: what it does is the same on every platform. */
export function recordedProgram(name: string): Program {
  return profileProgram(recordedProfile(name));
}

/** A shipped recording as a program of the catalogue. */
export function recorded(profile: string, about: string, name = profile): Workload {
  const evidence = `profiles/${profile}.json, recorded with crosstalk record`;
  return { name, about, evidence, program: () => recordedProgram(profile) };
}
