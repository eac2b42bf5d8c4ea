import { createRequire } from "node:module";
import { Draws, holdEnd, serviceTime } from "../draws.ts";
import type { Programs } from "../outcome.ts";
import { secondsOf } from "../stopwatch.ts";

interface Request {
  done(callback: () => void): Request;
}

declare class EntityBase {
  time(): number;
  setTimer(duration: number): Request;
  send(message: string, delay: number, entity: EntityBase): void;
  useFacility(facility: object, duration: number): Request;
}

interface SimJs {
  readonly Sim: new () => {
    time(): number;
    addEntity<Entity extends EntityBase>(kind: new (...args: never[]) => Entity): Entity;
    simulate(end: number): void;
  };
  readonly Entity: typeof EntityBase;
  readonly Facility: new (name: string) => object;
}

/** The library is made for browsers: it puts itself into `window`. */
function load(): SimJs {
  const page = globalThis as { window?: { Sim?: SimJs } };
  page.window = {};
  createRequire(import.meta.url)("simjs");
  const library = page.window.Sim;
  if (library === undefined) throw new Error("simjs has not put itself into window");
  return library;
}

const { Sim, Entity, Facility } = load();

/** simjs: entities with timers, messages and facilities, a binary heap of requests. */
export const simjs: Programs = {
  hold({ pending, count }, table) {
    const draws = new Draws(table);
    const sim = new Sim();
    let done = 0;
    let last = 0;
    class Holder extends Entity {
      start(): void {
        this.setTimer(draws.next()).done(this.fire);
      }
      readonly fire = (): void => {
        done += 1;
        last = this.time();
        this.start();
      };
    }
    for (let actor = 0; actor < pending; actor += 1) sim.addEntity(Holder);
    const seconds = secondsOf(() => sim.simulate(holdEnd(pending, count)));
    return { seconds, answer: { done, last } };
  },
  "ping-pong"({ count }) {
    const sim = new Sim();
    let done = 0;
    class Player extends Entity {
      other: Player = this;
      start(): void {}
      onMessage(): void {
        done += 1;
        this.send("BALL", 1, this.other);
      }
    }
    const ping = sim.addEntity(Player);
    const pong = sim.addEntity(Player);
    ping.other = pong;
    pong.other = ping;
    pong.send("BALL", 1, ping);
    const seconds = secondsOf(() => sim.simulate(count));
    return { seconds, answer: { done, last: sim.time() } };
  },
  "single-server"({ count }, table) {
    const gaps = new Draws(table, 0, 2);
    const services = new Draws(table, 1, 2);
    const sim = new Sim();
    const server = new Facility("server");
    let left = count;
    let done = 0;
    let waits = 0;
    class Source extends Entity {
      start(): void {
        this.setTimer(gaps.next()).done(this.arrive);
      }
      readonly arrive = (): void => {
        const arrived = this.time();
        const service = serviceTime(services.next());
        this.useFacility(server, service).done(() => {
          done += 1;
          waits += this.time() - arrived - service;
        });
        left -= 1;
        if (left > 0) this.start();
      };
    }
    sim.addEntity(Source);
    const seconds = secondsOf(() => sim.simulate(Number.MAX_SAFE_INTEGER));
    return { seconds, answer: { done, waits } };
  },
};
