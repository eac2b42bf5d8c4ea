import type { Programs } from "./outcome.ts";

/** The contenders that run in Node, each loaded only in the process that measures it. */
export const programs: Readonly<Record<string, () => Promise<Programs>>> = {
  compiled: async () => (await import("./peers/statecharts.ts")).statecharts("compiled"),
  reference: async () => (await import("./peers/statecharts.ts")).statecharts("reference"),
  "event-list": async () => ({ hold: (await import("./workloads/event-list.ts")).holdOnEventList }),
  xstate: async () => (await import("./peers/xstate.ts")).xstate,
  simjs: async () => (await import("./peers/simjs.ts")).simjs,
  simscript: async () => (await import("./peers/simscript.ts")).simscript,
  rxjs: async () => (await import("./peers/rxjs.ts")).rxjs,
};
