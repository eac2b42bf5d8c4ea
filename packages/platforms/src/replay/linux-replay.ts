import type { Profile } from "@crosstalk/guest-os";
import { linuxSettings } from "../costs/settings.ts";
import { plainLinux } from "../plain-linux.ts";
import type { Platform } from "../platform.ts";
import { recordedCosts } from "./recorded-costs.ts";

/**
 * The operating system that a profile was recorded on: Linux processes under EEVDF, with costs taken from the profile's
 * own totals. On `recordingHost(profile)` the profile's program takes the time that was recorded, if the simulator is
 * faithful; on other platforms and hosts it is what to compare with.
 */
export function linuxReplay(profile: Profile): Platform {
  const plain = plainLinux({
    scheduler: "eevdf",
    hz: linuxSettings.recordedTicks.value,
    ticksWhileIdle: false,
    costs: recordedCosts(profile),
  });
  const replay: Platform = {
    ...plain,
    name: "linux-replay",
    about: `Linux with the costs that the profile ${profile.name} was recorded with`,
    sources: [`profile ${profile.name}, recorded by: ${profile.recordedWith}`],
    boot: (simulation, host) => ({ ...plain.boot(simulation, host), platform: replay }),
  };
  return replay;
}
