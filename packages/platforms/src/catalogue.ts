import { chroot } from "./chroot.ts";
import { esx2 } from "./esx2.ts";
import { linuxThreads } from "./linux-threads.ts";
import { linuxVServer } from "./linux-vserver.ts";
import { plainLinux } from "./plain-linux.ts";
import type { Platform } from "./platform.ts";
import { userModeLinux } from "./user-mode-linux.ts";
import { vtx2006 } from "./vtx2006.ts";
import { workstation32 } from "./workstation32.ts";
import { xen42, xen304, xen2003 } from "./xen.ts";

/** An entry of the catalogue of platforms. */
export interface PlatformEntry {
  /** The platform as it is unless told otherwise. */
  readonly platform: Platform;
  /** Whether it is one of the systems of Figure 3.4. */
  readonly inFigure: boolean;
}

/** The shipped platforms, in the order in which tables list them. To add one is to add a file and a line here. */
export const platformCatalogue: readonly PlatformEntry[] = [
  { platform: plainLinux(), inFigure: true },
  { platform: chroot(), inFigure: true },
  { platform: linuxVServer(), inFigure: true },
  { platform: userModeLinux(), inFigure: true },
  { platform: workstation32(), inFigure: true },
  { platform: xen2003(), inFigure: true },
  { platform: xen304(), inFigure: true },
  { platform: esx2(), inFigure: true },
  { platform: vtx2006(), inFigure: true },
  { platform: plainLinux({ scheduler: "eevdf" }), inFigure: false },
  { platform: xen42(), inFigure: false },
  { platform: linuxThreads(), inFigure: false },
];
