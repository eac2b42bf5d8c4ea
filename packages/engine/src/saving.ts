import type { ActorCell, SavedActor } from "./actor-cell.ts";
import type { Actors } from "./actors.ts";
import { type Agenda, message, type Pending } from "./agenda.ts";
import { ModelError } from "./errors.ts";
import type { PendingEvent } from "./event-queue.ts";
import { checkedCopy, copyJson } from "./json.ts";
import type { Notes } from "./notes.ts";
import type { RandomStreams } from "./random.ts";
import type { SavedEvent, SavedSimulation } from "./saved.ts";
import { formatTime } from "./time.ts";
import type { Wiring } from "./wiring.ts";

/** The parts of a simulation that a save is made of. */
export interface SavedParts {
  readonly agenda: Agenda;
  readonly actors: Actors;
  readonly wiring: Wiring;
  readonly random: RandomStreams;
  readonly notes: Notes;
}

function savedEvent({ time, priority, tie, item }: PendingEvent<Pending>): SavedEvent {
  if (item.cell === undefined) {
    throw new Error(
      `RxJS work is pending on the simulation's scheduler, the next at ${formatTime(time)}; it holds functions, which can't be saved`,
    );
  }
  const event = checkedCopy(item.event, `event ${item.event.type} to ${item.cell.path}`);
  const saved = { time, priority, tie, target: item.cell.index, event };
  return item.timer === undefined ? saved : { ...saved, timer: item.timer };
}

/** Actors, wires, random streams and pending events as data; throws, and names what it is, if something is not JSON. */
export function saveParts({
  agenda,
  actors,
  wiring,
  random,
  notes,
}: SavedParts): Pick<SavedSimulation, "actors" | "wires" | "random" | "notes" | "events"> {
  const events = agenda.entries().map(savedEvent);
  const wires = wiring.wires();
  for (const { unsavable } of wires) if (unsavable !== undefined) throw new Error(unsavable);
  return {
    random: random.save(),
    notes: notes.save(),
    actors: actors.cells.map((cell) => cell?.save() ?? null),
    wires: wires.map((wire) => ({ source: wire.source, target: wire.target, ...wire.state })),
    events,
  };
}

function refuse(why: string): never {
  throw new ModelError(`can't restore: ${why}`, "BAD_SAVE");
}

/** Fields of a save without which nothing can be made of it, by what they are. */
const FIELDS = {
  "a number": ["seed", "now", "deliveries", "instantEvents"],
  "a list": ["fingerprint", "actors", "wires", "events"],
  "an object": ["random", "notes"],
} as const;

/** What a value of a save is, in the words of {@link FIELDS}. */
function kindOf(value: unknown): string {
  if (typeof value === "number") return "a number";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

/** Refuses what is no save at all. */
function checkFields(saved: SavedSimulation): void {
  if (kindOf(saved) !== "an object") refuse(`it is ${kindOf(saved)}; allowed is what save() gives`);
  if (saved.format !== 1) refuse(`format is ${String(saved.format)}; allowed is 1`);
  const wrong = Object.entries(FIELDS).flatMap(([kind, fields]) =>
    fields.flatMap((field) => (kindOf(saved[field]) === kind ? [] : [`${field} is ${kindOf(saved[field])}; allowed is ${kind}`])),
  );
  if (wrong.length > 0) refuse(wrong.join(", "));
}

/** Refuses states that an actor's machine does not have. */
function checkStates(cell: ActorCell, { path, nodes }: SavedActor): void {
  for (const id of nodes) {
    try {
      cell.machine.getStateNodeById(`#${id}`);
    } catch {
      refuse(`actor ${path} stands in a state ${id}, which its machine does not have`);
    }
  }
}

/** Refuses a save that does not fit the assembled world. */
export function checkSaved(
  saved: SavedSimulation,
  seed: number,
  permuteTies: number | undefined,
  paths: readonly string[],
): void {
  checkFields(saved);
  if (saved.seed !== seed) refuse(`it was saved under seed ${saved.seed}, this run has seed ${seed}`);
  if (saved.permuteTies !== (permuteTies ?? null))
    refuse(`it was saved with permuteTies ${saved.permuteTies}, this run has ${permuteTies ?? null}`);
  const assembled = saved.actors.flatMap((actor) => (actor !== null && actor.factory === undefined ? [actor.path] : []));
  if (assembled.join("\n") === paths.join("\n")) return;
  const strange = [...assembled.filter((path) => !paths.includes(path)), ...paths.filter((path) => !assembled.includes(path))];
  refuse(`the world has other actors than the save: ${strange.slice(0, 5).join(", ") || "they come in another order"}`);
}

/** Puts saved actors, wires, random streams and pending events into an assembled world that has not run. */
export function restoreParts({ agenda, actors, wiring, random, notes }: SavedParts, saved: SavedSimulation): void {
  random.restore(saved.random);
  agenda.reset(saved.now);
  notes.restore(saved.notes);
  saved.actors.forEach((actor, index) => {
    if (actor === null) {
      actors.cells[index] = undefined;
      return;
    }
    const known = actors.byPath.get(actor.path);
    const cell = known ?? actors.add(actor.path, actors.factory(actor.factory ?? ""), undefined, actor.factory, index);
    checkStates(cell, actor);
    cell.start(actor);
  });
  const cellAt = (index: number): ActorCell => actors.cells[index] ?? refuse(`it names an actor ${index} that it does not hold`);
  wiring.layPipes();
  for (const { source, target, ...state } of saved.wires) wiring.wire(cellAt(source), cellAt(target)).state = state;
  for (const { time, priority, tie, target, event, timer } of saved.events) {
    restoreEvent(agenda, cellAt(target), { time, priority, tie, target, event, ...(timer !== undefined && { timer }) });
  }
}

function restoreEvent(agenda: Agenda, cell: ActorCell, { time, priority, tie, event, timer }: SavedEvent): void {
  if (timer === undefined) {
    agenda.restore(time, priority, tie, message(cell, copyJson(event), -1));
    return;
  }
  const known = cell.timer(timer);
  known.event = copyJson(event);
  known.hash = -1;
  known.slot = agenda.restore(time, priority, tie, known);
}
