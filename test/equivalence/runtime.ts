import { createActor as compiledActor } from "@crosstalk/engine";
import { type AnyStateMachine, createActor } from "xstate";
import type { StepClock } from "./step-clock.ts";

/** What is seen of a snapshot. */
export interface TestedSnapshot {
  readonly status: string;
  readonly value: unknown;
  readonly context: unknown;
  readonly output: unknown;
  readonly error: unknown;
  readonly tags: ReadonlySet<string>;
  matches(value: unknown): boolean;
  hasTag(tag: string): boolean;
  can(event: unknown): boolean;
  getMeta(): Readonly<Record<string, unknown>>;
}

/** The methods of XState's actor that both runtimes have. */
export interface TestedActor {
  start(): unknown;
  stop(): unknown;
  send(event: unknown): void;
  getSnapshot(): TestedSnapshot;
  getPersistedSnapshot(): unknown;
  subscribe(observer: { next?: (snapshot: TestedSnapshot) => void; error?: (error: unknown) => void; complete?: () => void }): {
    unsubscribe(): void;
  };
  on(type: string, handler: (event: { readonly type: string }) => void): { unsubscribe(): void };
}

/** Options of XState's `createActor` that both runtimes take. */
export interface ActorSetting {
  readonly id?: string;
  readonly input?: unknown;
  readonly snapshot?: unknown;
  readonly clock?: StepClock;
  readonly logger?: (...args: unknown[]) => void;
  readonly inspect?: (event: { readonly type: string }) => void;
}

/** A runtime: how it makes an actor of a machine. */
export type CreateActor = (machine: AnyStateMachine, setting: ActorSetting) => TestedActor;

/** XState's interpreter. */
export const reference: CreateActor = (machine, setting) => createActor(machine, setting as never) as unknown as TestedActor;

/** The compiled runtime, which is compared with XState's interpreter. */
export const tested: CreateActor = (machine, setting) => compiledActor(machine, setting as never) as unknown as TestedActor;
