import { type SchedulerAction, VirtualAction, VirtualTimeScheduler } from "rxjs";
import { Draws, holdEnd, serviceTime } from "../draws.ts";
import type { Programs } from "../outcome.ts";
import { secondsOf } from "../stopwatch.ts";

/** RxJS's own scheduler on virtual time, which sorts its list at each insertion. */
export const rxjs: Programs = {
  hold({ pending, count }, table) {
    const scheduler = new VirtualTimeScheduler(VirtualAction, holdEnd(pending, count));
    const draws = new Draws(table);
    let done = 0;
    let last = 0;
    function fire(this: SchedulerAction<unknown>): void {
      done += 1;
      last = scheduler.frame;
      this.schedule(undefined, draws.next());
    }
    // Its list is sorted at each insertion: only once in the set-up, which is not timed and would take minutes otherwise.
    const actions = scheduler.actions;
    actions.sort = () => actions;
    for (let actor = 0; actor < pending; actor += 1) scheduler.schedule(fire, draws.next());
    actions.sort = Array.prototype.sort;
    actions.sort((a, b) => a.delay - b.delay);
    const seconds = secondsOf(() => scheduler.flush());
    return { seconds, answer: { done, last } };
  },
  "ping-pong"({ count }) {
    const scheduler = new VirtualTimeScheduler(VirtualAction, count);
    let done = 0;
    const ping = (): void => {
      done += 1;
      scheduler.schedule(pong, 1);
    };
    const pong = (): void => {
      done += 1;
      scheduler.schedule(ping, 1);
    };
    scheduler.schedule(ping, 1);
    const seconds = secondsOf(() => scheduler.flush());
    return { seconds, answer: { done } };
  },
  "single-server"({ count }, table) {
    const scheduler = new VirtualTimeScheduler();
    const gaps = new Draws(table, 0, 2);
    const services = new Draws(table, 1, 2);
    const arrivals: number[] = [];
    let head = 0;
    let busy = false;
    let left = count;
    let done = 0;
    let waits = 0;
    const begin = (arrived: number): void => {
      busy = true;
      waits += scheduler.frame - arrived;
      scheduler.schedule(end, serviceTime(services.next()));
    };
    const end = (): void => {
      done += 1;
      busy = false;
      const next = arrivals[head];
      if (next === undefined) return;
      head += 1;
      begin(next);
    };
    const arrive = (): void => {
      left -= 1;
      if (left > 0) scheduler.schedule(arrive, gaps.next());
      if (busy) arrivals.push(scheduler.frame);
      else begin(scheduler.frame);
    };
    scheduler.schedule(arrive, gaps.next());
    const seconds = secondsOf(() => scheduler.flush());
    return { seconds, answer: { done, waits, last: scheduler.frame } };
  },
};
