import { type Nanoseconds, NEVER, now, random } from "@crosstalk/engine";

/** Most clients of a closed population: each has a random stream of its own. */
export const MOST_CLIENTS = 10_000;

/** Clients each of which waits for its answer before it asks again. */
export interface ClosedPopulation {
  /** How many they are. */
  readonly clients: number;
  /** How long each thinks, on average. */
  readonly thinkTime: Nanoseconds;
}

/**
 * Until when a client thinks that begins now. Each draws from a stream of its own, so that its times of thinking are the
 * same on all platforms, however late its answers come.
 */
export function drawThinking(
  { name, closed }: { readonly name: string; readonly closed?: ClosedPopulation },
  client: number,
): Nanoseconds {
  const drawn = random(`${name}: client ${client} thinks`).exponential(closed?.thinkTime ?? 1);
  return now() + Math.max(1, Math.round(drawn));
}

/** Nanoseconds until the next client has thought; never, if all wait. */
export function untilNextThought(thinking: readonly (Nanoseconds | null)[], at: Nanoseconds): Nanoseconds {
  let next = Number.POSITIVE_INFINITY;
  for (const until of thinking) if (until !== null && until < next) next = until;
  return next === Number.POSITIVE_INFINITY ? NEVER : next - at;
}
