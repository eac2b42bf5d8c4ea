import type { Runtime } from "@crosstalk/engine";
import type { Programs } from "../outcome.ts";
import { hold } from "../workloads/hold.ts";
import { pingPong } from "../workloads/ping-pong.ts";
import { singleServer } from "../workloads/single-server.ts";

/** Our statecharts over our streams in a simulation, with fingerprint and strictness, under a runtime. */
export const statecharts = (runtime: Runtime): Programs => ({
  hold: (size, table) => hold(runtime, size, table),
  "ping-pong": (size) => pingPong(runtime, size),
  "single-server": (size, table) => singleServer(runtime, size, table),
});
