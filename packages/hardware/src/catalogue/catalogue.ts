import type { HostModel } from "../host.ts";
import { currentServer } from "./current-server.ts";
import { dualXeon2003 } from "./dual-xeon-2003.ts";
import { pentium4Model672 } from "./pentium4-672.ts";

/** The shipped models of hosts. To add one is to add a file and a line here. */
export const hostCatalogue: readonly HostModel[] = [dualXeon2003, pentium4Model672, currentServer];
