import type { ModelEvent } from "../model-event.ts";

/** Most characters of an event that are shown. */
const MOST_SHOWN = 300;

/** What is said of an event that no transition takes. */
export function unhandled(event: ModelEvent, value: unknown): string {
  const text = JSON.stringify(event);
  const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
  return `no transition takes event ${shown} in state ${JSON.stringify(value)}; to ignore it, say so: ${event.type}: {}`;
}
