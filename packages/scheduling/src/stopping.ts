import { proceed } from "./dispatch.ts";
import type { Work } from "./port.ts";
import { hold, interruptRemote } from "./run-states.ts";
import { processorOf, type Turn } from "./turn.ts";

/** Why entities of a scheduler that has stopped are held. */
const STOPPED = "stopped";

/**
 * The software stops for ever, as a kernel that panics: all entities are held, other processors are interrupted, and all
 * halt with neither timer nor tick; what interrupts them afterwards is dropped. What was still to be done of the
 * software's own work is left undone. Answers that the owner or clients still owed are awaited no more.
 */
export function stop<W extends Work>(turn: Turn<W>, here: number): void {
  const { context } = turn;
  if (context.stopped) return;
  context.stopped = true;
  for (const entity of context.entities) if (entity !== null) hold(turn, entity, STOPPED);
  for (const processor of context.processors) {
    processor.awaiting = 0;
    if (processor.id !== here && processor.outstanding?.type !== "HALT") interruptRemote(turn, processor);
  }
  for (const { id } of context.processors) if (id !== here) proceed(turn, id);
  proceed(turn, processorOf(turn, here).id);
}
