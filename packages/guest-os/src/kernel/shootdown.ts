import type { Trap } from "@crosstalk/hardware";
import { type Act, order } from "./act.ts";
import { spinUntil } from "./locks.ts";
import type { ProcessEntry } from "./state.ts";

/** The interrupt by which a processor is asked to drop translations. */
export const SHOOTDOWN_VECTOR = "shootdown";

/** What a processor is asked for: by whom, to be acknowledged in which word. */
interface Request {
  readonly word: string;
}

function wordOf(pid: number): string {
  return `acknowledged ${pid}`;
}

/**
 * Interrupts all other processors of the kernel, and spins until each has dropped its translations and said so. True
 * if there is no other processor. Simplified: all processors are asked, not only those that run the address space.
 */
export function shootDown(act: Act, process: ProcessEntry): boolean {
  const others = act.context.booted.filter((id) => id !== act.on);
  if (others.length === 0) return true;
  const word = wordOf(process.pid);
  const expected = (act.context.words[`expected ${word}`] ?? 0) + others.length;
  act.context.words[`expected ${word}`] = expected;
  order(act, { type: "PREEMPTION", entity: process.pid, allowed: false });
  for (const target of others) {
    act.context.shootdowns.push({ processor: target, word });
    order(act, { type: "SEND", target, vector: SHOOTDOWN_VECTOR });
  }
  spinUntil(act, process, { word, value: expected }, { for: "acknowledgements" });
  return false;
}

/** A processor is asked to drop translations: it does, with interrupts masked, and says so at the end of that work. */
export function takeShootdown(act: Act): void {
  const account = `kernel:${act.context.path}`;
  const mine = act.context.shootdowns.filter(({ processor }) => processor === act.on);
  act.context.shootdowns = act.context.shootdowns.filter(({ processor }) => processor !== act.on);
  const work = mine.map(({ word }) => ({
    parts: [{ account, operations: act.model.costs.shootdownReceive }],
    from: 0,
    masked: true,
    trap: { cause: "acknowledge", detail: { word } satisfies Request },
  }));
  order(act, { type: "WORK", work });
  order(act, { type: "RETURN" });
}

/** The work that was asked for is done: says so in memory. */
export function acknowledge(act: Act, trap: Trap): void {
  const { word } = trap.detail as Request;
  const value = (act.context.words[word] ?? 0) + 1;
  act.context.words[word] = value;
  order(act, { type: "WRITE", token: { word, value } });
  order(act, { type: "RETURN" });
}
