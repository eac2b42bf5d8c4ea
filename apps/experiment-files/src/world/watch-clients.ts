import { END_OF_TIME, ms, type Nanoseconds, type Simulation } from "@crosstalk/engine";
import type { Host, NetworkClientsOptions, Service } from "@crosstalk/hardware";
import {
  type Count,
  counter,
  type Histogram,
  histogram,
  type Probe,
  readings,
  type Series,
  series,
  watch,
} from "@crosstalk/metrics";
import type { ClientsFile } from "../schema/clients.ts";

/** Length of the first stretches of the course of response times; they get longer with the run. */
const STRETCH = ms(100);

/** What clients of a tenant and its copies have seen since the warm-up. */
export interface WatchedClients {
  /** Nanoseconds from a request to its answer. */
  readonly responses: Probe<Histogram>;
  readonly answers: Probe<Count>;
  /** What has become of the requests sent since. */
  service(): Service;
}

/** The interface of a tenant's clients. */
export const interfaceOf = (tenant: string): string => `net-${tenant}`;

/** The clients that a file's stand for, beyond an interface. */
export function clientsAt(name: string, { rate, patience = END_OF_TIME, number = 1, think = 1, queue }: ClientsFile) {
  const common = { name, ...(queue === undefined ? {} : { queue }) };
  const options: NetworkClientsOptions =
    rate === undefined ? { ...common, clients: number, thinkTime: think } : { ...common, rate, patience };
  return options;
}

/** Watches what clients see of a tenant and its copies. */
export function watchClients(simulation: Simulation, host: Host, tenant: string, interfaces: readonly string[]): WatchedClients {
  const responses = answeredBy(simulation, host, interfaces);
  const answers = watch(simulation, `${tenant}: answers`, responses, counter());
  return {
    responses: watch(simulation, `${tenant}: responses`, responses, histogram()),
    answers,
    service: () => {
      const from = simulation.now - Math.round(answers.read().seconds * 1e9);
      return addUp(interfaces.map((name) => host.service(name, from)));
    },
  };
}

/** Watches the course of all clients' response times over virtual time: it shows when the warm-up ends. */
export function watchCourse(simulation: Simulation, host: Host, interfaces: readonly string[]): Probe<Series> {
  return watch(simulation, "course", answeredBy(simulation, host, interfaces), series({ width: STRETCH }));
}

function answeredBy(simulation: Simulation, host: Host, interfaces: readonly string[]) {
  const paths = interfaces.map((name) => `${host.path}/${name}`);
  return readings(simulation, paths, "ANSWERED", ({ response }) => response as Nanoseconds);
}

function addUp(services: readonly Service[]): Service {
  const sum = (count: "sent" | "answered" | "dropped" | "timedOut" | "outstanding") =>
    services.reduce((total, service) => total + service[count], 0);
  return {
    sent: sum("sent"),
    answered: sum("answered"),
    dropped: sum("dropped"),
    timedOut: sum("timedOut"),
    outstanding: sum("outstanding"),
    responses: services.flatMap(({ responses }) => responses),
  };
}
