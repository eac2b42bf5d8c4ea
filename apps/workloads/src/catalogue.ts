import { pageToucher } from "@crosstalk/guest-os";
import { forkwait } from "./forkwait.ts";
import { integerWorkloads, specint } from "./integer.ts";
import { lmbenchWorkloads } from "./lmbench.ts";
import { recorded } from "./recorded.ts";
import { lightRequests } from "./request-server.ts";
import type { Workload } from "./workload.ts";

/** The programs of the catalogue, in the order in which they are listed. To add one is to add a file and a line here. */
export const workloadCatalogue: readonly Workload[] = [
  specint,
  ...integerWorkloads,
  forkwait,
  ...lmbenchWorkloads,
  recorded("compile", "five C files by gcc -O2, one after the other"),
  recorded("compile-full", "all of Lua by its makefile"),
  recorded("shell-forks", "a script in the manner of configure: 1,100 forks"),
  recorded("compress", "tar through a pipe into xz"),
  recorded("database", "SQLite: fills two tables, then looks up, joins, updates, deletes"),
  lightRequests,
  {
    name: "page-toucher",
    about: "goes over 2 MiB twenty times, writing to every page",
    evidence: "none: made to press on memory management and caches",
    program: () => pageToucher({ pages: 512, passes: 20, writes: true }),
  },
];
