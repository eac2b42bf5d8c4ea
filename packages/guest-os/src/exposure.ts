import type { NamedEvent } from "./kernel/names/name-event.ts";
import { type ObjectKind, type ObjectReference, objectKinds } from "./kernel/names/outcome.ts";

/** What a prober does to an object of another's: learns that it is there, reads it, changes it, disturbs it or its owner. */
export type Reach = "see" | "read" | "change" | "disturb";

/** For a kind of objects: how many there are, and what share of them a prober could do each thing to. */
export type Exposure = { readonly objects: number } & { readonly [Each in Reach]: number };

/** What a call that succeeds does, beside showing what it found, and to objects of which kind. */
const effects: { readonly [Name in NamedEvent["call"]["name"]]?: readonly [Exclude<Reach, "see">, ObjectKind] } = {
  open: ["read", "file"],
  read: ["read", "file"],
  write: ["change", "file"],
  unlink: ["disturb", "file"],
  kill: ["disturb", "process"],
  peek: ["read", "memory"],
  poke: ["change", "memory"],
  ipcRead: ["read", "ipc"],
  ipcWrite: ["change", "ipc"],
  ipcRemove: ["disturb", "ipc"],
  setUser: ["change", "user"],
  readLog: ["read", "log"],
  clearLog: ["disturb", "log"],
  usage: ["read", "counter"],
  processUsage: ["read", "counter"],
};

const keyOf = ({ kind, tenant, name }: ObjectReference): string => `${kind} ${tenant} ${name}`;

/** Table of which a call takes an entry. */
function tableOf(call: NamedEvent["call"]): string | undefined {
  if (call.name === "open") return "files";
  return call.name === "ipcCreate" ? `${call.type}s` : undefined;
}

/** What the victim of a call that failed did not get: a name that somebody else has taken, or room in a table. */
function missed({ tenant, outcome }: NamedEvent, prober: string, taken: ReadonlySet<string>): ObjectReference | undefined {
  const [by] = outcome.found;
  if (by === undefined) return undefined;
  if (outcome.result === "EADDRINUSE" || outcome.result === "EEXIST") return by.tenant === prober ? { ...by, tenant } : undefined;
  const full = by.kind === "table" && by.tenant === "" && taken.has(by.name);
  return full ? { ...by, tenant } : undefined;
}

/**
 * For each kind of objects of which others have any, what share of them a prober could see, read, change and disturb:
 * read from what kernels have said of calls (NAMED) in a run, the prober's own and those of its victims, and from nothing
 * else. An object counts once, however often it was reached. Disturbed is who was killed, what was removed, the name that
 * the prober had taken before its owner came, and the table in which the prober had entries when a victim found it full.
 */
export function exposure(
  events: readonly NamedEvent[],
  prober: string,
  others: readonly ObjectReference[],
): { readonly [Kind in ObjectKind]?: Exposure } {
  const reached: Record<Reach, Set<string>> = { see: new Set(), read: new Set(), change: new Set(), disturb: new Set() };
  const taken = new Set<string>();
  for (const event of events) {
    const { call, outcome } = event;
    if (event.tenant !== prober) {
      const object = missed(event, prober, taken);
      if (object !== undefined) reached.disturb.add(keyOf(object));
      continue;
    }
    for (const object of outcome.found) reached.see.add(keyOf(object));
    if (outcome.result !== "ok") continue;
    const table = tableOf(call);
    if (table !== undefined) taken.add(table);
    const effect = effects[call.name];
    if (effect === undefined || (call.name === "kill" && call.signal === 0)) continue;
    for (const object of outcome.found) if (object.kind === effect[1]) reached[effect[0]].add(keyOf(object));
  }
  const shares: { [Kind in ObjectKind]?: Exposure } = {};
  for (const kind of objectKinds) {
    const keys = [...new Set(others.filter((each) => each.kind === kind && each.tenant !== prober).map(keyOf))];
    if (keys.length === 0) continue;
    const share = (reach: Reach): number => keys.filter((key) => reached[reach].has(key)).length / keys.length;
    const each = { see: share("see"), read: share("read"), change: share("change"), disturb: share("disturb") };
    shares[kind] = { objects: keys.length, ...each };
  }
  return shares;
}
