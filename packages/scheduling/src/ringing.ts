import { now } from "@crosstalk/engine";
import { cancelAlarm, dueAlarm, renewFirstAlarm, setAlarm, TICK } from "./alarms.ts";
import type { Work } from "./port.ts";
import { carryOut, wake } from "./run-states.ts";
import type { Alarm, ProcessorState } from "./state.ts";
import { entityOf, notify, type Turn } from "./turn.ts";

/** Ticks stop while a processor idles: those that would have come are skipped, and the next keeps its phase. */
export function skipIdleTicks<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>): void {
  for (const alarm of processor.alarms.filter(({ name, at, every }) => name === TICK && at < now() && every > 0)) {
    setAlarm(turn.context, processor.id, { ...alarm, at: alarm.at + Math.ceil((now() - alarm.at) / alarm.every) * alarm.every });
  }
}

/** Handles all alarms of a processor that are due: wakes entities, and asks the policy. */
export function takeAlarms<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>): void {
  for (;;) {
    const alarm = dueAlarm(processor, now());
    if (alarm === undefined) return;
    if (alarm.entity) {
      cancelAlarm(turn.context, alarm);
      wake(turn, entityOf(turn, alarm.subject as number));
    } else ring(turn, processor, alarm);
  }
}

/** Handles the processor's first alarm, which is due. */
function ring<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>, alarm: Alarm): void {
  let times = 1;
  if (alarm.every > 0) {
    const missed = Math.floor((now() - alarm.at) / alarm.every);
    renewFirstAlarm(turn.context, processor, alarm.at + (missed + 1) * alarm.every);
    if (alarm.name !== TICK || turn.layer.tickPolicy === "catch-up") times += missed;
    else processor.ticks.lost += missed;
    if (alarm.name === TICK) processor.ticks.handled += times;
  } else cancelAlarm(turn.context, alarm);
  if (alarm.owner === true) {
    processor.debt.push(...turn.layer.alarm(alarm.name));
    const { subject } = alarm;
    const name = alarm.name.slice("own ".length);
    notify(turn, processor, { type: "RANG", name, subject, to: turn.context.owner, on: processor.id });
    return;
  }
  for (let time = 0; time < times; time += 1) {
    processor.debt.push(...turn.layer.alarm(alarm.name));
    turn.policy.alarm?.(turn.context.policy, alarm.name, alarm.subject, turn.view);
    carryOut(turn);
  }
}
