import { ModelError } from "./errors.ts";
import type { ModelEvent } from "./model-event.ts";
import type { RandomStream } from "./random.ts";
import type { Nanoseconds } from "./time.ts";
import type { WireStage } from "./wire.ts";

function refuse(what: string, value: number, allowed: string): never {
  throw new ModelError(`${what} is ${value}; allowed is ${allowed}`, "BAD_DELAY");
}

/** Every event arrives later by a fixed time, or by one drawn for each event; the wire stays first-in-first-out. */
export function latency(time: Nanoseconds | ((random: RandomStream) => Nanoseconds)): WireStage {
  if (typeof time === "number" && !(time >= 0)) refuse("a wire's latency", time, "at least 0 ns");
  return {
    name: "latency",
    ...(typeof time === "number" ? { constant: Math.round(time) } : {}),
    initial: () => ({}),
    pass(_event, at, _state, random) {
      if (typeof time === "number") return at + Math.round(time);
      const drawn = Math.round(time(random()));
      return drawn >= 0 ? at + drawn : refuse("a drawn latency", drawn, "at least 0 ns");
    },
  };
}

/**
 * The wire carries so many bytes a second, one event after another: an event enters when those before it are through,
 * and leaves when its last byte has. The queue before it has no bound.
 */
export function bandwidth(bytesPerSecond: number, bytes: (event: ModelEvent) => number): WireStage {
  if (!(bytesPerSecond > 0)) refuse("a wire's bandwidth", bytesPerSecond, "above 0 bytes a second");
  return {
    name: "bandwidth",
    initial: () => ({ free: 0 }),
    pass(event, at, state) {
      const size = bytes(event);
      if (!(size >= 0)) refuse("an event's size", size, "at least 0 bytes");
      const free = Math.max(at, state.free ?? 0) + Math.round((size * 1e9) / bytesPerSecond);
      state.free = free;
      return free;
    },
  };
}

/** Each event is lost with the given probability, independently. */
export function loss(probability: number): WireStage {
  if (!(probability >= 0 && probability <= 1)) refuse("a wire's probability of loss", probability, "0 to 1");
  return {
    name: "loss",
    initial: () => ({}),
    pass: (_event, at, _state, random) => (random().bernoulli(probability) ? undefined : at),
  };
}

/** Lets through the first event in every period of virtual time, and drops the others: for wires that lead to a probe. */
export function sample(period: Nanoseconds): WireStage {
  if (!(period > 0)) refuse("a sampling period", period, "above 0 ns");
  return {
    name: "sample",
    initial: () => ({ next: 0 }),
    pass(_event, at, state) {
      if (at < (state.next ?? 0)) return undefined;
      state.next = at - (at % period) + period;
      return at;
    },
  };
}
