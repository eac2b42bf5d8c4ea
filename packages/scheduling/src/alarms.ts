import { type Nanoseconds, NEVER } from "@crosstalk/engine";
import type { ProcessorId } from "./policy.ts";
import type { Work } from "./port.ts";
import type { Alarm, ProcessorState, SchedulerContext } from "./state.ts";

/** Name under which an entity's own timer is kept among the alarms. */
const ENTITY_TIMER = "entity timer";

/** Largest subject whose key is kept. */
const MOST_KEYS = 100_000;

/** The alarm that kernels and hypervisors call the tick. */
export const TICK = "tick";

/** Keys of alarms whose subject is a number, by name; made once, for the same few come again and again. */
const keys = new Map<string, string[]>();

function keyOf({ name, subject }: Pick<Alarm, "name" | "subject">): string {
  if (typeof subject !== "number") return `"${subject}" ${name}`;
  let ofName = keys.get(name);
  if (ofName === undefined) {
    ofName = [];
    keys.set(name, ofName);
  }
  const known = ofName[subject];
  if (known !== undefined) return known;
  const key = `${subject} ${name}`;
  if (subject >= 0 && subject <= MOST_KEYS) ofName[subject] = key;
  return key;
}

/** Index of the first alarm that is not before an instant. */
function placeOf(alarms: readonly Alarm[], at: Nanoseconds): number {
  let low = 0;
  let high = alarms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((alarms[middle] as Alarm).at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first alarm that is after an instant. */
function placeAfter(alarms: readonly Alarm[], at: Nanoseconds): number {
  let index = placeOf(alarms, at);
  while (index < alarms.length && (alarms[index] as Alarm).at === at) index += 1;
  return index;
}

/** Sets an alarm on a processor; the same (name, subject) again replaces it, and `NEVER` cancels. */
export function setAlarm<W extends Work>(context: SchedulerContext<W>, on: ProcessorId, alarm: Alarm): void {
  cancelAlarm(context, alarm);
  if (alarm.at === NEVER) return;
  const { alarms } = context.processors[on] as ProcessorState<W>;
  alarms.splice(placeAfter(alarms, alarm.at), 0, alarm);
  context.alarmPlaces[keyOf(alarm)] = { on, at: alarm.at };
}

/** Takes an alarm away, if it is set. */
export function cancelAlarm<W extends Work>(context: SchedulerContext<W>, which: Pick<Alarm, "name" | "subject">): void {
  const key = keyOf(which);
  const place = context.alarmPlaces[key];
  if (place === undefined) return;
  delete context.alarmPlaces[key];
  const { alarms } = context.processors[place.on] as ProcessorState<W>;
  let index = placeOf(alarms, place.at);
  while (index < alarms.length && keyOf(alarms[index] as Alarm) !== key) index += 1;
  alarms.splice(index, 1);
}

/** Sets the timer of an entity that has blocked, on the processor where it last ran. */
export function setEntityTimer<W extends Work>(
  context: SchedulerContext<W>,
  on: ProcessorId,
  entity: number,
  at: Nanoseconds,
): void {
  setAlarm(context, on, { name: ENTITY_TIMER, subject: entity, at, every: 0, entity: true });
}

/** Cancels the timer of an entity. */
export function cancelEntityTimer<W extends Work>(context: SchedulerContext<W>, entity: number): void {
  cancelAlarm(context, { name: ENTITY_TIMER, subject: entity });
}

/** When the processor's next alarm is due; ticks are passed over where they stop while idle. */
export function nextAlarm<W extends Work>(processor: ProcessorState<W>, withTicks: boolean): Nanoseconds {
  for (const alarm of processor.alarms) {
    if (withTicks || alarm.name !== TICK) return alarm.at;
  }
  return NEVER;
}

/** The processor's first alarm, if it is due. */
export function dueAlarm<W extends Work>({ alarms }: ProcessorState<W>, at: Nanoseconds): Alarm | undefined {
  const first = alarms[0];
  return first === undefined || first.at > at ? undefined : first;
}

/** Sets the processor's first alarm for a later instant: it is where {@link setAlarm} would put it, but nothing is made for it. */
export function renewFirstAlarm<W extends Work>(
  { alarmPlaces }: SchedulerContext<W>,
  { alarms }: ProcessorState<W>,
  at: Nanoseconds,
): void {
  const renewed = alarms[0] as Alarm;
  let index = 1;
  for (; index < alarms.length && (alarms[index] as Alarm).at <= at; index += 1) alarms[index - 1] = alarms[index] as Alarm;
  alarms[index - 1] = renewed;
  renewed.at = at;
  (alarmPlaces[keyOf(renewed)] as { at: Nanoseconds }).at = at;
}
