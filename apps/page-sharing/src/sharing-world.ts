import { type Nanoseconds, type Simulation, seconds } from "@crosstalk/engine";
import type { KernelContext, Program } from "@crosstalk/guest-os";
import { chainOf, type Host } from "@crosstalk/hardware";
import type { MemoryContext } from "@crosstalk/hypervisor";
import { type Mark, watchMark } from "@crosstalk/metrics";
import { esx2, type RunningProgram } from "@crosstalk/platforms";
import { drawBits, listener, type Reception, receiver, sender, watchReceiver } from "./covert-channel.ts";
import { guestProgram, MACHINE_PAGES, marks, SETTLED, writingProgram } from "./guest-program.ts";

/** Identical virtual machines on one host. */
export interface SharingWorld {
  readonly machines: number;
  readonly sharing: boolean;
  readonly writer: RunningProgram;
  /** What the memory manager knew when all was quiet, before anything was written. */
  readonly settled: Mark<Settled>;
  readonly middle: Mark<null>;
  readonly end: Mark<null>;
  memory(): MemoryContext;
  /** The guests' kernels, in order. */
  kernels(): readonly KernelContext[];
  /** Processor time that the hypervisor has spent on memory for nobody in particular: the scan. */
  scanTime(): Nanoseconds;
  /** Bits that the second machine sends to the first by what it shares, and what arrives. */
  readonly sent: readonly boolean[];
  readonly received: Reception;
}

/** What is noted when all is quiet. */
export interface Settled {
  readonly memory: MemoryContext;
  readonly kernels: readonly KernelContext[];
  readonly scanTime: Nanoseconds;
}

/** The scan is eighty times as fast as that of ESX 2, so that it is through in seconds; what it costs is given per page. */
const SCAN = { perMachine: 4_000, perHost: 40_000, every: seconds(0.1) };

/** Guests that have nothing to do don't tick: nothing that is measured depends on it. */
const GUEST = { ticksWhileIdle: false };

/**
 * Puts so many identical virtual machines on ESX 2. The first of them writes at the end, and by that receives what the
 * second, if there is one, sends by a covert channel.
 */
export function sharingWorld(simulation: Simulation, host: Host, machines: number, sharing: boolean): SharingWorld {
  const stream = simulation.random("bits to send");
  const sent = drawBits(() => stream.uniform());
  const programOf = (number: number): Program => {
    if (number === 0) return writingProgram([listener()], receiver());
    return guestProgram(number === 1 ? [sender(sent)] : []);
  };
  const system = esx2({ memory: { sharing: sharing ? SCAN : false }, guest: GUEST }).boot(simulation, host);
  const names = Array.from({ length: machines }, (_, number) => `vm${number}`);
  const programs = names.map((name, number) => system.tenant(name, { pages: MACHINE_PAGES }).run(programOf(number)));
  const contextOf = <Context>(path: string): Context => simulation.snapshot(path).context as Context;
  const memory = (): MemoryContext => contextOf("esx/memory");
  const kernels = (): KernelContext[] => names.map((name) => contextOf(`esx/${name}/linux`));
  const scanTime = (): Nanoseconds => timeOfScan(host);
  const settled = (): Settled => structuredClone({ memory: memory(), kernels: kernels(), scanTime: scanTime() });
  return {
    machines,
    sharing,
    writer: programs[0] as RunningProgram,
    settled: watchMark(simulation, marks.begin, settled),
    middle: watchMark(simulation, marks.middle, () => null),
    end: watchMark(simulation, marks.end, () => null),
    memory,
    kernels,
    scanTime,
    sent,
    received: watchReceiver(simulation),
  };
}

function timeOfScan(host: Host): Nanoseconds {
  return host.processors
    .flatMap((_, processor) => Object.entries(host.ledger(processor)))
    .reduce((sum, [account, time]) => {
      const [payer, ...causes] = chainOf(account);
      return payer?.kind === "hypervisor" && payer.activity === "memory" && causes.length === 0 ? sum + time : sum;
    }, 0);
}

/** Whether the run is over: the writer has ended. */
export function isOver({ writer }: SharingWorld): boolean {
  return writer.ended() !== undefined;
}

/** Runs that last longer have gone wrong. */
export const MOST: Nanoseconds = 3 * SETTLED;
