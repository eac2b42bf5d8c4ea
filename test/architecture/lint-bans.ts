/** A ban that lint enforces, with code that breaks it and code that does the same thing well. */
export interface Ban {
  readonly name: string;
  /** The start of what lint must say. */
  readonly message: string;
  /** Code that must be refused, each piece in a file of its own. */
  readonly refused: readonly string[];
  /** Code that must pass. */
  readonly allowed: readonly string[];
  /** Where each piece is planted. */
  readonly where: readonly string[];
  /** Where the refused code is fine, because the ban does not hold there. */
  readonly exempt: readonly string[];
}

const models = ["packages/engine/src", "packages/guest-os/src/kernel", "packages/experiment/src"];
const hosted = ["packages/experiment/src/executors", "packages/experiment/src/stores"];
const test = (folder: string) => `${folder}/*.test.ts`;
const timeOperators = [
  ...["timer", "interval", "delay", "debounceTime", "throttleTime", "auditTime", "sampleTime", "bufferTime", "windowTime"],
  ...["timeout", "timestamp", "timeInterval"],
];
const schedulers = ["asyncScheduler", "asapScheduler", "animationFrameScheduler", "queueScheduler"];
const helpers = "packages/platforms/src/testing";
const everywhere = [
  ...models,
  ...hosted,
  "apps/cli/src",
  "apps/cpu-crosstalk/src",
  "test/determinism",
  test("packages/engine/src"),
];

/** Every ban on names and syntax; the ban on import direction is planted from the import table. */
export const bans: readonly Ban[] = [
  {
    name: "the wall clock",
    message: "The wall clock makes a run differ each time",
    refused: ["Date.now();", "new Date();", "performance.now();", "export const start = Date.now;", "Temporal.Now.instant();"],
    allowed: [
      "export const now = (simulation: { now: number }) => simulation.now;",
      "export const f = (performance: { now: number }) => performance.now;",
    ],
    where: [...models, "apps/cpu-crosstalk/src", "test/determinism", test("packages/engine/src")],
    exempt: [...hosted, "apps/cli/src"],
  },
  {
    name: "real timers",
    message: "Real timers know nothing of virtual time",
    refused: ["setTimeout(() => 0, 1);", "setInterval(() => 0, 1);", "setImmediate(() => 0);", "requestAnimationFrame(() => 0);"],
    allowed: ["export const f = (setTimeout: (delay: number) => void) => setTimeout(1);"],
    where: [...models, "apps/cpu-crosstalk/src", "test/determinism", test("packages/engine/src")],
    exempt: [...hosted, "apps/cli/src"],
  },
  {
    name: "the microtask queue",
    message: "The microtask queue knows nothing of virtual time",
    refused: ["queueMicrotask(() => 0);"],
    allowed: ["export const queue = [1];"],
    where: [...models, "apps/cpu-crosstalk/src", "test/determinism"],
    exempt: [...hosted, "apps/cli/src"],
  },
  {
    name: "global objects by way of globalThis",
    message: "It is the way round every ban on a global",
    refused: ["globalThis.Date.now();", 'globalThis["setTimeout"](() => 0);'],
    allowed: ["export const f = (globals: { Date: number }) => globals.Date;"],
    where: models,
    exempt: [...hosted, "apps/cli/src", test("packages/engine/src")],
  },
  {
    name: "Math.random",
    message: "Its numbers can't be repeated",
    refused: [
      "Math.random();",
      'Math["random"]();',
      "Math?.random();",
      "export const draw = Math.random;",
      "export const { random } = Math;",
      "export const { random: draw } = Math;",
      "export const all = [1].map(Math.random);",
    ],
    allowed: ["export const draw = (stream: { random(): number }) => stream.random();", "export const low = Math.min(1, 2);"],
    where: everywhere,
    exempt: [],
  },
  {
    name: "promises, not only in TypeScript",
    message: "No promises in models",
    refused: ["export async function f() {}"],
    allowed: ["export function f() {}"],
    where: ["packages/engine/src/*.mjs", "packages/engine/src/*.js"],
    exempt: ["packages/experiment/src/executors/*.mjs"],
  },
  {
    name: "random numbers of the platform",
    message: "Its numbers can't be repeated",
    refused: ["crypto.randomUUID();", "crypto.getRandomValues(new Uint8Array(1));"],
    allowed: ["export const f = (crypto: () => number) => crypto();"],
    where: [...models, "apps/cpu-crosstalk/src", "test/determinism"],
    exempt: [...hosted, "apps/cli/src"],
  },
  {
    name: "Math.pow",
    message: "Its last bit differs between Node releases",
    refused: ["Math.pow(2, 0.3);", 'Math["pow"](2, 0.3);', "export const { pow } = Math;", "export const power = Math.pow;"],
    allowed: ["export const square = (x: number) => x * x;", "export const root = Math.sqrt(2);"],
    where: [...models, ...hosted, "apps/cli/src", "apps/cpu-crosstalk/src"],
    exempt: ["test/theory", test("packages/engine/src"), helpers],
  },
  {
    name: "the power operator",
    message: "The last bit of a power differs between Node releases",
    refused: [
      "export const x = 2 ** 0.3;",
      "let x = 2; x **= 0.3; export { x };",
      "export const f = (a: number) => 1 + (a ** 2) * 3;",
    ],
    allowed: ["/** 2 ** 3 */\nexport const x = 2 * 3;", 'export const x = "2 ** 3";', "let x = 2; x *= 3; export { x };"],
    where: [...models, ...hosted, "apps/cli/src", "apps/cpu-crosstalk/src"],
    exempt: ["test/theory", test("packages/engine/src"), helpers],
  },
  {
    name: "asynchronous code in models",
    message: "No promises in models",
    refused: [
      "export async function f() {}",
      "export default async function () {}",
      "export async function* f() {}",
      "export const f = async () => 1;",
      "export const f = async <T>(x: T) => x;",
      "export const f = async function () {};",
      "export const o = { async f() {} };",
      "export const o = { async *f() {} };",
      "export class C { async f() {} }",
      "export class C { static async f() {} }",
      "export class C { private async *f() {} }",
      "export const x = await 1;",
      "for await (const x of []) x;",
      'export const f = () => import("xstate");',
      'import { fromPromise } from "xstate"; fromPromise;',
      'import { createActor, waitFor as wait } from "xstate"; createActor; wait;',
      'import { toPromise } from "xstate"; toPromise;',
      'import { firstValueFrom } from "rxjs"; firstValueFrom;',
      'export { lastValueFrom } from "rxjs";',
    ],
    allowed: [
      "export function* f() { yield 1; }",
      'export const o = { mode: "async", f() {} };',
      "export class C { asynchronous() {} }",
      'import { fromCallback } from "xstate"; fromCallback;',
      'import { Subject } from "rxjs"; export const s = new Subject<"waitFor">();',
      'import { waitFor } from "./own.ts"; waitFor;',
    ],
    where: models,
    exempt: [...hosted, "apps/cli/src", test("packages/engine/src"), helpers],
  },
  {
    name: "promises in models",
    message: "A promise resolves outside virtual time",
    refused: [
      "new Promise(() => 0);",
      "Promise.resolve(1);",
      "export const f = Promise.all;",
      "export type T = Promise<number>;",
    ],
    allowed: ["export interface Promised { then: number }"],
    where: models,
    exempt: [...hosted, "apps/cli/src", test("packages/engine/src")],
  },
  {
    name: "Node modules in packages",
    message: "No Node APIs in packages",
    refused: [
      'import { readFileSync } from "node:fs"; readFileSync;',
      'import "node:process";',
      'import type { Stats } from "node:fs"; export type S = Stats;',
      'export { join } from "node:path";',
      'export * from "node:os";',
      'export type S = import("node:fs").Stats;',
      'import { readFile } from "fs/promises"; readFile;',
      'import os from "os"; os;',
    ],
    allowed: ['import { x } from "./fs.ts"; x;', 'export const name = "node:fs";', 'import { z } from "zod"; z;'],
    where: models,
    exempt: [...hosted, "apps/cli/src", test("packages/engine/src"), "test/determinism", helpers],
  },
  {
    name: "Node globals in packages",
    message: "Packages also run in a browser",
    refused: ["process.exit(1);", "export const home = process.env;", 'Buffer.from("");'],
    allowed: ["export const run = (process: { exit(): void }) => process.exit();"],
    where: models,
    exempt: [...hosted, "apps/cli/src", "test/determinism", test("packages/engine/src"), helpers],
  },
  {
    name: "RxJS's time operators in models",
    message: "RxJS's time operators and schedulers use the wall clock",
    refused: [
      ...timeOperators.map((name) => `import { ${name} } from "rxjs"; ${name};`),
      'import { map, delay as later } from "rxjs"; map; later;',
      'import {\n  map,\n  // waits\n  delay,\n} from "rxjs/operators"; map; delay;',
      'export { timer } from "rxjs";',
      'export { of, interval } from "rxjs";',
    ],
    allowed: [
      'import { map, Subject, type Observable } from "rxjs"; map; export const s: Observable<"delay"> = new Subject();',
      'import { delay } from "./own.ts"; delay;',
      'import { delayWhen } from "rxjs"; delayWhen;',
    ],
    where: models,
    exempt: [...hosted, test("packages/engine/src"), "apps/cpu-crosstalk/src", helpers],
  },
  {
    name: "RxJS's own schedulers in models",
    message: "RxJS's time operators and schedulers use the wall clock",
    refused: schedulers.map((name) => `import { ${name} } from "rxjs"; ${name};`),
    allowed: ['import type { SchedulerLike } from "rxjs"; export type S = SchedulerLike;'],
    where: models,
    exempt: [...hosted, "apps/cli/src"],
  },
  {
    name: "namespace imports of RxJS and XState in models",
    message: "A namespace import hides which names are used",
    refused: ['import * as rx from "rxjs"; rx;', 'export * from "rxjs";', 'import * as x from "xstate"; x;'],
    allowed: ['import { of } from "rxjs"; of;', 'import * as time from "./time.ts"; time;'],
    where: models,
    exempt: [test("packages/engine/src")],
  },
  {
    name: "the parts of RxJS that reach outside",
    message: "This part of RxJS uses the network",
    refused: ["ajax", "fetch", "webSocket", "testing", "internal/Subject"].map((part) => `import { x } from "rxjs/${part}"; x;`),
    allowed: ['import { map } from "rxjs/operators"; map;'],
    where: models,
    exempt: [test("packages/engine/src")],
  },
  {
    name: "RxJS's time operators without a scheduler, in tests and apps",
    message: "RxJS's time operators use the wall clock by default",
    refused: ['import { timer } from "rxjs"; timer(1);', 'import { of, delay } from "rxjs"; of(1).pipe(delay(10));'],
    allowed: [
      'import { timer } from "rxjs"; export const f = (simulation: any) => timer(1, simulation.scheduler);',
      'import { delay } from "./own.ts"; delay(10);',
      'import { of } from "rxjs"; import { timers } from "./own.ts"; of; timers.interval(1); timers(1);',
    ],
    where: ["apps/cpu-crosstalk/src", "test/determinism", test("packages/engine/src"), helpers],
    exempt: ["apps/cli/src"],
  },
  {
    name: "RxJS's own schedulers in tests and apps",
    message: "This RxJS scheduler uses the wall clock",
    refused: schedulers.map((name) => `import { ${name} } from "rxjs"; ${name};`),
    allowed: ['import { of } from "rxjs"; of;'],
    where: ["apps/cpu-crosstalk/src", "test/determinism", test("packages/engine/src")],
    exempt: [],
  },
  {
    name: "timers of software's own",
    message: "Software has no timer of its own",
    refused: [
      'export const m = { after: { 10: "next" } };',
      'import { raise } from "xstate"; raise({ type: "X" }, { delay: 10 });',
      'import { sendTo } from "xstate"; sendTo("a", { type: "X" }, { id: "t", delay: () => 3 });',
      'export const f = (enqueue: any, delay: number) => enqueue.raise({ type: "X" }, { delay });',
    ],
    allowed: ["export const m = { after: 10 };", 'import { raise } from "xstate"; raise({ type: "X" });'],
    where: ["packages/guest-os/src", "packages/hypervisor/src/vcpu", "packages/scheduling/src"],
    exempt: ["packages/engine/src", "packages/hardware/src", test("packages/guest-os/src"), "packages/guest-os/src/testing"],
  },
  {
    name: "deep imports",
    message: "Deep import of a package's insides",
    refused: [
      'import { x } from "@crosstalk/engine/src/time.ts"; x;',
      'import type { X } from "@crosstalk/engine/dist/time.js"; export type Y = X;',
      'export { x } from "@crosstalk/engine/src";',
      'export type T = import("@crosstalk/engine/src/time.ts").T;',
    ],
    allowed: ['import { x } from "@crosstalk/engine"; x;'],
    where: [
      "packages/hardware/src",
      "packages/experiment/src/stores",
      "apps/cli/src",
      "test/determinism",
      test("packages/hardware/src"),
    ],
    exempt: [],
  },
  {
    name: "relative imports that leave the package",
    message: "Relative import that leaves the package",
    refused: [
      'import { x } from "../../engine/src/time.ts"; x;',
      'import { x } from "../../../packages/engine/src/time.ts"; x;',
      'export * from "../../engine/dist/index.js";',
      'export type T = import("../../engine/src/time.ts").T;',
    ],
    allowed: ['import { x } from "../scheduling/time.ts"; x;', 'import { x } from "./source.ts"; x;'],
    where: ["packages/hardware/src", "apps/cli/src", "test/determinism", test("packages/hardware/src")],
    exempt: [],
  },
  {
    name: "exports of everything from a package",
    message: "Do not use export all",
    refused: ['export * from "./time.ts";'],
    allowed: ['export { now, type Time } from "./time.ts";'],
    where: ["packages/*/src/index.ts"],
    exempt: [],
  },
  {
    name: "tests that run alone",
    message: "Don't focus the test",
    refused: [
      'import { it } from "vitest"; it.only("x", () => {});',
      'import { describe } from "vitest"; describe.only("x", () => {});',
    ],
    allowed: ['import { it } from "vitest"; it("x", () => {});'],
    where: [test("packages/engine/src"), "test/determinism/*.test.ts"],
    exempt: [],
  },
  {
    name: "tests that are always skipped",
    message: "Don't disable tests",
    refused: [
      'import { it } from "vitest"; it.skip("x", () => {});',
      'import { describe } from "vitest"; describe.skip("x", () => {});',
    ],
    allowed: ['import { it } from "vitest"; it.skipIf(1 > 2)("x", () => {});'],
    where: [test("packages/engine/src"), "test/determinism/*.test.ts"],
    exempt: [],
  },
];
