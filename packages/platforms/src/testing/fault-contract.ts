import { ms, seconds } from "@crosstalk/engine";
import { compute, forever, fork, map, type Program, repeat, sequence, sleep, touch, write } from "@crosstalk/guest-os";
import { type ContractSetting, contractWorld } from "./contract-world.ts";

/** Serves: a little work now and then, until all is done. */
const service: Program = repeat(20, sequence(compute(ms(1)), sleep(ms(5))));
const PATIENCE = seconds(20);

interface Fault {
  readonly name: string;
  readonly program: Program;
  /** Whom it may harm: nobody, or whoever has the same kernel. */
  readonly spares: "others" | "other machines";
}

/** Ends at once, as by a signal. */
const crash: Program = { do: "exit", killed: true };

/** Faults of a tenant that no other must suffer from. */
const faults: readonly Fault[] = [
  { name: "a process that crashes", program: sequence(sleep(ms(20)), crash), spares: "others" },
  {
    name: "a process that crashes beside a child that goes on",
    program: sequence(touch(100), fork(forever(sequence(compute(ms(1)), sleep(ms(1))))), sleep(ms(20)), crash),
    spares: "others",
  },
  {
    name: "a process that takes all memory that it can get",
    program: sequence(sleep(ms(20)), forever(sequence(map("heap", 2_000), write("heap", 2_000)))),
    spares: "other machines",
  },
];

/** What faults of one tenant do to the service of another that they must not reach: it ends late, or never, or is killed. */
export function faultProblems(setting: ContractSetting): string[] {
  const applicable = faults.filter(({ spares }) => spares === "others" || setting.platform.tenants === "machines");
  return applicable.flatMap(({ name, program }) => {
    const pages = setting.platform.tenants === "machines" ? { pages: 16_384 } : {};
    const { simulation, tenants } = contractWorld(setting, {
      served: { ...pages, program: service },
      faulty: { ...pages, program },
    });
    const { served } = tenants;
    simulation.run(PATIENCE, () => served?.program.ended() !== undefined);
    if (served?.program.killed() === true) return [`${name} has another tenant's program killed`];
    return served?.program.ended() === undefined ? [`${name} stops another tenant's program`] : [];
  });
}
