import type { ProcessDraft } from "./process-draft.ts";

/** Processor time and minor page faults. */
export interface Used {
  readonly processorNanoseconds: number;
  readonly minorFaults: number;
}

/** What each process used by itself, its threads included and its children not, by its place in the tree. */
export type ProcessUse = ReadonlyMap<string, Used>;

/** Processes of a tree that share an address space: a process and its threads. */
export interface ThreadGroup {
  /** Its place in the tree, the same in every pass: which of its parent's forks made it, and so on upwards. */
  readonly place: string;
  readonly leader: ProcessDraft;
  readonly members: readonly ProcessDraft[];
}

/** The processes of a tree, each with its threads, in order of creation. */
export function threadGroups(drafts: readonly ProcessDraft[]): ThreadGroup[] {
  const places = new Map<number, string>([[0, "0"]]);
  const leaders = new Map<number, number>([[0, 0]]);
  const members = new Map<number, ProcessDraft[]>();
  for (const draft of drafts) {
    const leader = leaders.get(draft.id) ?? draft.id;
    members.set(leader, [...(members.get(leader) ?? []), draft]);
    let forks = 0;
    for (const step of draft.steps) {
      if (step.do !== "fork") continue;
      places.set(step.child, `${places.get(draft.id)}.${forks}`);
      leaders.set(step.child, step.how === "thread" ? leader : step.child);
      forks += 1;
    }
  }
  return [...members].flatMap(([id, all]) => {
    const leader = drafts[id];
    return leader === undefined ? [] : [{ place: places.get(id) ?? "", leader, members: all }];
  });
}

/** Takes what the ends tell for the processes that had their pids: the first end of a pid for its first process. */
function pairEnds(
  drafts: readonly ProcessDraft[],
  ends: ReadonlyMap<number, readonly Used[]>,
): ReadonlyMap<ProcessDraft, Used | undefined> {
  const seen = new Map<number, number>();
  return new Map(
    drafts.map((draft) => {
      const turn = seen.get(draft.pid) ?? 0;
      seen.set(draft.pid, turn + 1);
      return [draft, ends.get(draft.pid)?.[turn]];
    }),
  );
}

/**
 * What each process used by itself: what it had used when it ended, less the same of the children that it reaped, which
 * the kernel counts with it from then on.
 *
 * @param ends what processes had used when they ended, by pid, in order.
 * @returns undefined if the end of a process is not known.
 */
export function useOfProcesses(
  drafts: readonly ProcessDraft[],
  ends: ReadonlyMap<number, readonly Used[]>,
): ProcessUse | undefined {
  const used = pairEnds(drafts, ends);
  const use = new Map<string, Used>();
  for (const { place, leader, members } of threadGroups(drafts)) {
    const whole = used.get(leader);
    if (whole === undefined) return undefined;
    let { processorNanoseconds, minorFaults } = whole;
    for (const step of members.flatMap(({ steps }) => steps)) {
      const child = step.do === "wait" && step.reaps ? drafts[step.child] : undefined;
      const reaped = child === undefined ? undefined : used.get(child);
      processorNanoseconds -= reaped?.processorNanoseconds ?? 0;
      minorFaults -= reaped?.minorFaults ?? 0;
    }
    use.set(place, { processorNanoseconds: Math.max(0, processorNanoseconds), minorFaults: Math.max(0, minorFaults) });
  }
  return use;
}
