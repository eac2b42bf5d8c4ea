import simscriptLibrary from "simscript";
import { Draws, holdEnd, serviceTime } from "../draws.ts";
import type { Programs } from "../outcome.ts";

const { Entity, Queue, Simulation } = simscriptLibrary;

// The library is made for browsers: it lets the page draw itself every quarter of a second.
Object.assign(globalThis, { requestAnimationFrame: (step: () => void) => setImmediate(step) });

/** Runs entities until an instant, or until all have ended; gives the seconds without set-up. */
async function secondsUntil(end: number | null, entities: () => InstanceType<typeof Entity>[]): Promise<number> {
  let begin = 0n;
  class World extends Simulation {
    override onStarted(): void {
      for (const entity of entities()) this.activate(entity);
      begin = process.hrtime.bigint();
    }
  }
  const world = new World();
  world.timeEnd = end;
  await new Promise<void>((resolve) => {
    world.finished.addEventListener(() => resolve());
    world.start(true);
  });
  return Number(process.hrtime.bigint() - begin) / 1e9;
}

/** The time of an entity's simulation. */
const timeOf = (entity: InstanceType<typeof Entity>): number => entity.simulation?.timeNow ?? Number.NaN;

/** simscript: entities with asynchronous scripts; it looks through its whole list of events at each step. */
export const simscript: Programs = {
  async hold({ pending, count }, table) {
    const draws = new Draws(table);
    const end = holdEnd(pending, count);
    let done = 0;
    let last = 0;
    class Holder extends Entity {
      override async script(): Promise<void> {
        for (;;) {
          await this.delay(draws.next());
          const now = timeOf(this);
          if (!(now <= end)) return;
          done += 1;
          last = now;
        }
      }
    }
    const seconds = await secondsUntil(end, () => Array.from({ length: pending }, () => new Holder()));
    return { seconds, answer: { done, last } };
  },
  async "ping-pong"({ count }) {
    let done = 0;
    const balls = [{}, {}];
    class Player extends Entity {
      readonly number: number;
      constructor(number: number) {
        super();
        this.number = number;
      }
      override async script(): Promise<void> {
        while (done < count) {
          await this.waitSignal(balls[this.number]);
          await this.delay(1);
          done += 1;
          this.sendSignal(balls[1 - this.number]);
        }
      }
    }
    class Starter extends Entity {
      override async script(): Promise<void> {
        await this.delay(0);
        this.sendSignal(balls[0]);
      }
    }
    const seconds = await secondsUntil(count, () => [new Player(0), new Player(1), new Starter()]);
    return { seconds, answer: { done } };
  },
  async "single-server"({ count }, table) {
    const gaps = new Draws(table, 0, 2);
    const services = new Draws(table, 1, 2);
    const server = new Queue("server", 1);
    let done = 0;
    let waits = 0;
    class Customer extends Entity {
      override async script(): Promise<void> {
        const arrived = timeOf(this);
        await this.enterQueue(server);
        waits += timeOf(this) - arrived;
        await this.delay(serviceTime(services.next()));
        this.leaveQueue(server);
        done += 1;
      }
    }
    class Source extends Entity {
      override async script(): Promise<void> {
        for (let left = count; left > 0; left -= 1) {
          await this.delay(gaps.next());
          this.simulation.activate(new Customer());
        }
      }
    }
    const seconds = await secondsUntil(null, () => [new Source()]);
    return { seconds, answer: { done, waits } };
  },
};
