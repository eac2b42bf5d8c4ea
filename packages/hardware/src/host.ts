import { END_OF_TIME, latency, type Nanoseconds, type Simulation } from "@crosstalk/engine";
import type { Ledger } from "./account.ts";
import type { CacheModel } from "./caches/cache-model.ts";
import { MOST_CLIENTS } from "./closed-population.ts";
import { fixedServiceDeviceMachine } from "./fixed-service-device.ts";
import { interconnectMachine } from "./interconnect.ts";
import { interruptRouterMachine } from "./interrupt-router.ts";
import type { DeviceDescription, Machine } from "./machine.ts";
import { memoryBusMachine } from "./memory-bus.ts";
import { namedConstants } from "./named-constants.ts";
import { type NetworkClientsContext, type NetworkClientsInput, networkClientsMachine } from "./network-clients.ts";
import type { Prices } from "./operations.ts";
import { processorParts } from "./processor-parts.ts";
import { ledgerAt, type ProcessorContext } from "./processor-state.ts";
import { type ClientRequest, type Service, serviceOf } from "./service.ts";
import { recalled, type Sourced } from "./sourced.ts";

/** A model of physical hardware: an entry of the host catalogue. */
export interface HostModel {
  readonly name: string;
  readonly year: number;
  readonly about: string;
  /** Processors that it has; fewer can be used. */
  readonly processors: number;
  /** Pages of 4 KiB. */
  readonly pages: number;
  /** Of its processors, in GHz; absent: it can't be built with another one by `atClock`. */
  readonly clock?: Sourced;
  readonly prices: Prices;
  /** Nanoseconds until an interrupt sent by one processor arrives at another. */
  readonly interruptDelivery: Sourced;
  /** Caches, translation buffers and the way to memory; absent: nothing that software tells of its memory takes time. */
  readonly caches?: CacheModel;
}

/** A test device to be built into a host. */
export interface TestDeviceOptions {
  readonly name: string;
  readonly service: Nanoseconds;
  /** Whose pages the IOMMU lets it touch; absent: all. */
  readonly reaches?: readonly string[];
}

/** A network interface with clients beyond the wire, who send requests to whoever serves them. */
export type NetworkClientsOptions = OpenClientsOptions | ClosedClientsOptions;

/** What all clients beyond a wire have. */
interface ClientsOptions {
  /** Of the interface: what software calls the device. */
  readonly name: string;
  /** Requests that can wait to be taken; {@link DEFAULT_QUEUE} by default. */
  readonly queue?: number;
}

/** Clients that send whether or not anybody answers. */
export interface OpenClientsOptions extends ClientsOptions {
  /** Requests a second, on average. */
  readonly rate: number;
  /** How long a client waits for its answer. */
  readonly patience: Nanoseconds;
}

/** Clients each of which waits for its answer, however long it takes, and thinks before it asks again. */
export interface ClosedClientsOptions extends ClientsOptions {
  /** How many they are. */
  readonly clients: number;
  /** How long each thinks, on average, ns. */
  readonly thinkTime: Nanoseconds;
}

/** Constants of network interfaces with clients. */
export const networkConstants = namedConstants("network", {
  queue: recalled(128, "requests", "SOMAXCONN of Linux 2.4 and 2.6: connections that can wait to be accepted", "setting"),
} satisfies Record<string, Sourced>);

/** Connections that can wait to be accepted. */
export const DEFAULT_QUEUE = networkConstants.queue.value;

/** How a host is built. */
export interface HostOptions {
  /** Processors used, at most as many as the model has; all by default. */
  readonly processors?: number;
  readonly devices?: readonly TestDeviceOptions[];
  /** Network interfaces with clients; devices of the host like the others. */
  readonly clients?: readonly NetworkClientsOptions[];
}

/** Physical hardware: the Machine whose processors really execute. */
export interface Host extends Machine {
  readonly model: HostModel;
  /** Time accounts of a processor from the beginning up to now; they add up to the virtual time. */
  ledger(processor: number): Ledger;
  /** What has become of requests that clients have sent by an interface from one instant on and before another, by now. */
  service(clients: string, from?: Nanoseconds, to?: Nanoseconds): Service;
  /** All requests that clients have sent by an interface, in order. */
  requests(clients: string): readonly ClientRequest[];
}

/** Builds a host under a path. It stays off until `boot` names the software. */
export function buildHost(simulation: Simulation, path: string, model: HostModel, options: HostOptions = {}): Host {
  const count = options.processors ?? model.processors;
  if (!Number.isSafeInteger(count) || count < 1 || count > model.processors) {
    throw new RangeError(`${path}: processors is ${count}; allowed is 1 to ${model.processors}, what ${model.name} has`);
  }
  const paths = Array.from({ length: count }, (_, number) => `${path}/cpu${number}`);
  const processors = paths.map((cpu, id) => ({ path: cpu, id }));
  const interconnect = `${path}/interconnect`;
  const router = `${path}/router`;
  const { price, geometry, machine } = processorParts(model);
  const bus = geometry === undefined || count === 1 ? {} : { memoryBus: `${path}/memory` };
  paths.forEach((cpu, number) => {
    simulation.actor(cpu, machine, { owner: path, number, interconnect, siblings: paths, ...bus });
    simulation.wire(interconnect, cpu, { through: [latency(Math.round(model.prices.cacheLineTransfer.value))] });
    for (const other of paths) {
      if (other !== cpu) simulation.wire(cpu, other, { through: [latency(Math.round(model.interruptDelivery.value))] });
    }
  });
  simulation.actor(interconnect, interconnectMachine, { processors: paths });
  if (geometry !== undefined && bus.memoryBus !== undefined)
    simulation.actor(bus.memoryBus, memoryBusMachine, { processors: paths, bandwidth: geometry.bandwidth });
  simulation.actor(router, interruptRouterMachine, { processors });
  const devices = (options.devices ?? []).map((device): DeviceDescription => {
    const place = `${path}/${device.name}`;
    const vector = `device:${device.name}`;
    const reaches = device.reaches === undefined ? {} : { reaches: device.reaches };
    simulation.actor(place, fixedServiceDeviceMachine, { service: device.service, vector, router, ...reaches });
    return { name: device.name, kind: "test", path: place, vector };
  });
  const clients = options.clients ?? [];
  for (const each of clients) devices.push(attachClients(simulation, path, router, each));
  simulation.describe(path, () => ({ kind: "host", ...model, processors: count, devices: options.devices ?? [], clients }));
  const clientsOf = (name: string): NetworkClientsContext => {
    const names = clients.map((each) => each.name);
    if (!names.includes(name))
      throw new RangeError(`${path} has no clients "${name}"; allowed is one of ${names.join(", ") || "none"}`);
    return simulation.snapshot(`${path}/${name}`).context as NetworkClientsContext;
  };
  return {
    path,
    model,
    processors,
    memory: { pages: model.pages },
    devices,
    channels: [],
    router,
    features: { paravirtual: false, stolenTime: false },
    boot(software) {
      paths.forEach((cpu, processor) => {
        simulation.post(cpu, { type: "POWER_ON", software, processor });
      });
    },
    ledger(processor) {
      const snapshot = simulation.snapshot(paths[processor] as string);
      return ledgerAt(snapshot.value as string, snapshot.context as ProcessorContext, price, simulation.now, geometry);
    },
    service: (name, from, to) => serviceOf(clientsOf(name), simulation.now, from, to),
    requests: (name) => clientsOf(name).requests,
  };
}

function attachClients(simulation: Simulation, host: string, router: string, options: NetworkClientsOptions): DeviceDescription {
  const { name, queue = DEFAULT_QUEUE } = options;
  const path = `${host}/${name}`;
  if (!(Number.isSafeInteger(queue) && queue > 0))
    throw new RangeError(`${path}: queue is ${queue}; allowed is a whole number of at least 1`);
  const vector = `device:${name}`;
  const clients = "rate" in options ? openClients(path, options) : closedClients(path, options);
  simulation.actor(path, networkClientsMachine, { name, queue, vector, router, ...clients });
  return { name, kind: "network", path, vector };
}

type Clients = Pick<NetworkClientsInput, "meanGap" | "patience" | "closed">;

function openClients(path: string, { rate, patience }: OpenClientsOptions): Clients {
  if (!(rate > 0 && rate <= 1e9)) throw new RangeError(`${path}: rate is ${rate}; allowed is above 0 up to 1e9 a second`);
  if (!(Number.isSafeInteger(patience) && patience > 0))
    throw new RangeError(`${path}: patience is ${patience}; allowed is a whole number of nanoseconds above 0`);
  return { meanGap: 1e9 / rate, patience };
}

function closedClients(path: string, { clients, thinkTime }: ClosedClientsOptions): Clients {
  if (!(Number.isSafeInteger(clients) && clients >= 1 && clients <= MOST_CLIENTS))
    throw new RangeError(`${path}: clients is ${clients}; allowed is a whole number from 1 to ${MOST_CLIENTS}`);
  if (!(Number.isSafeInteger(thinkTime) && thinkTime > 0))
    throw new RangeError(`${path}: thinkTime is ${thinkTime}; allowed is a whole number of nanoseconds above 0`);
  return { meanGap: 0, patience: END_OF_TIME, closed: { clients, thinkTime } };
}
