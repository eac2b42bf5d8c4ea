import { ms, seconds } from "@crosstalk/engine";
import {
  compute,
  forever,
  fork,
  kernelBug,
  map,
  type Program,
  repeat,
  sequence,
  sleep,
  strayWrite,
  touch,
  write,
} from "@crosstalk/guest-os";
import { type ContractSetting, contractWorld } from "./contract-world.ts";

/** Serves: has some memory, and works a little now and then, for as long as it takes to fill the host's. */
const service: Program = sequence(map("heap", 4_000), write("heap", 4_000), repeat(80, sequence(compute(ms(1)), sleep(ms(5)))));
const PATIENCE = seconds(20);
/** Pages of a tenant that is a machine, and of the host, which has some more for a control domain. */
const PAGES = 16_384;
const HOST_PAGES = 131_072;

interface Fault {
  readonly name: string;
  readonly program: Program;
  /** Whom it may harm: nobody, or whoever has the same kernel. */
  readonly spares: "others" | "other machines";
}

/** Ends at once, as by a signal. */
const crash: Program = { do: "exit", killed: true };

/** Takes memory by a chain of processes of which each has less than the service, so that a kernel of both looks there first. */
function chain(length: number): Program {
  const take = sequence(map("heap", 2_000), write("heap", 2_000));
  const last = sequence(take, sleep(PATIENCE));
  return Array.from({ length }).reduce<Program>((next) => sequence(fork(next), take, sleep(PATIENCE)), last);
}

/** Faults of a tenant that no other must suffer from. */
const faults: readonly Fault[] = [
  { name: "a process that crashes", program: sequence(sleep(ms(20)), crash), spares: "others" },
  {
    name: "a process that crashes beside a child that goes on",
    program: sequence(touch(100), fork(forever(sequence(compute(ms(1)), sleep(ms(1))))), sleep(ms(20)), crash),
    spares: "others",
  },
  { name: "a panic of the kernel", program: sequence(sleep(ms(20)), kernelBug()), spares: "other machines" },
  {
    name: "a kernel that writes over pages of its processes",
    program: sequence(touch(100), sleep(ms(20)), repeat(50, strayWrite())),
    spares: "other machines",
  },
  {
    name: "a process that takes all memory that it can get",
    program: sequence(sleep(ms(20)), forever(sequence(map("heap", 2_000), write("heap", 2_000)))),
    spares: "other machines",
  },
  {
    name: "a chain of processes that takes all memory that it can get",
    program: sequence(sleep(ms(20)), chain(80)),
    spares: "other machines",
  },
];

/** What faults of one tenant do to the service of another that they must not reach: it ends late, or never, or is killed. */
export function faultProblems(setting: ContractSetting): string[] {
  const applicable = faults.filter(({ spares }) => spares === "others" || setting.platform.tenants === "machines");
  return applicable.flatMap(({ name, program }) => {
    const pages = setting.platform.tenants === "machines" ? { pages: PAGES } : {};
    const model = { ...setting.model, pages: Math.min(setting.model.pages, HOST_PAGES) };
    const { simulation, tenants } = contractWorld(
      { ...setting, model },
      { served: { ...pages, program: service }, faulty: { ...pages, program } },
    );
    const { served } = tenants;
    simulation.run(PATIENCE, () => served?.program.ended() !== undefined);
    if (served?.program.killed() === true) return [`${name} has another tenant's program killed`];
    return served?.program.ended() === undefined ? [`${name} stops another tenant's program`] : [];
  });
}
