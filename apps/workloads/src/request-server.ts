import { ms } from "@crosstalk/engine";
import { compute, type Program, repeat, sequence, sleep, systemCall } from "@crosstalk/guest-os";
import type { Workload } from "./workload.ts";

const REQUESTS = 200;

/** A request that comes 50 ms after the last answer in the mean, and takes 5 ms of computing and a few calls. */
const request: Program = sequence(
  sleep({ distribution: "exponential", mean: ms(50) }),
  systemCall("socket", 4),
  systemCall("file-open"),
  systemCall("file-read", 3),
  compute(ms(5)),
  systemCall("file-close"),
);

/**
 * A lightly loaded server of pages made by a script: about 18 requests a second, a tenth of a processor of 2003.
 *
 * Simplified: clients are in the program, each request waits for the answer to the one before; no network.
 */
export const lightRequests: Workload = {
  name: "light-requests",
  about: "200 requests of 5 ms of computing each, the next one 50 ms after an answer in the mean",
  evidence: "none: a light load is assumed, whose requests take what a page made by a script took on a processor of 2003",
  program: () => repeat(REQUESTS, request),
  draws: true,
};
