import { readFileSync } from "node:fs";
import { type Level, lazyLevel } from "@crosstalk/experiment";
import { type Profile, parseProfile } from "@crosstalk/guest-os";

/** A profile of the folder `profiles`, read when a run needs it. */
export function shippedProfile(name: string): Level<Profile> {
  return lazyLevel(name, () => {
    const file = new URL(`../../../profiles/${name}.json`, import.meta.url);
    return parseProfile(JSON.parse(readFileSync(file, "utf8")), `${name}.json`);
  });
}
