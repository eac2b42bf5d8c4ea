import { formatTime, ms, type Nanoseconds, NEVER, seconds } from "@crosstalk/engine";
import { fork, type Program, sequence } from "@crosstalk/guest-os";
import { type ContractSetting, contractWorld, HOG, timeOf, type WantedWorld } from "./contract-world.ts";

/** How long tenants burn processors, and how often it is looked what they have had. */
const LENGTH = seconds(4);
const STEP = ms(10);
/** What happens before is not counted: kernels boot. */
const BOOT = ms(100);

/** For each instant that was looked at, what each tenant has had since the kernels booted. */
type Course = readonly (readonly Nanoseconds[])[];

function courseOf(setting: ContractSetting, wanted: WantedWorld["wanted"]): Course {
  const { simulation, tenants } = contractWorld(setting, wanted);
  simulation.run(BOOT);
  const all = Object.values(tenants);
  const before = all.map(timeOf);
  const course: Nanoseconds[][] = [];
  for (let at = BOOT; at <= LENGTH; at += STEP) {
    simulation.run(at);
    course.push(all.map((each, index) => timeOf(each) - (before[index] as number)));
  }
  return course;
}

/** By how much a quantity has risen most from one instant to a later one, less what it may rise by in that time. */
function mostRise(values: readonly number[], drift: number): number {
  let lowest = Number.POSITIVE_INFINITY;
  let most = 0;
  values.forEach((value, index) => {
    const rest = value - drift * index * STEP;
    lowest = Math.min(lowest, rest);
    most = Math.max(most, rest - lowest);
  });
  return most;
}

/** A program of so many processes that burn the processor. */
const hogs = (count: number): Program => sequence(...Array.from({ length: count - 1 }, (_, label) => fork(HOG, label)), HOG);

/** Tenants of weights 256 and 512 that burn the processor, the lighter one by one process or by three. */
function weightProblems(setting: ContractSetting, processes: number): string[] {
  const { weights, within, drift } = setting.platform.enforces;
  const course = courseOf(setting, { light: { weight: 256, program: hogs(processes) }, heavy: { weight: 512, program: HOG } });
  // What counts as one: whole tenants, virtual processors, of which each has one here, or each process.
  const claims = { tenants: [1, 2], "virtual processors": [1, 2], processes: [processes, 2], none: [processes, 1] };
  const machines = setting.platform.tenants === "machines";
  const [light, heavy] = weights === "none" && machines ? [1, 1] : (claims[weights] as [number, number]);
  return [light / (light + heavy), heavy / (light + heavy)].flatMap((part, index) => {
    const ahead = course.map((had) => (had[index] as number) - part * had.reduce((sum, time) => sum + time, 0));
    const most = Math.max(
      mostRise(ahead, drift),
      mostRise(
        ahead.map((each) => -each),
        drift,
      ),
    );
    if (most <= within) return [];
    const who = `tenant ${["light", "heavy"][index]}, with ${processes === 1 ? "one process" : `${processes} processes`} in light,`;
    const declared = `weights of ${weights} count, within ${formatTime(within)}`;
    return [
      `${who} was ${formatTime(Math.round(most))} off its part of ${part.toFixed(3)} in some window; declared: ${declared}`,
    ];
  });
}

/** What is wrong with how the platform divides the processor by weights, measured by what it declares. */
export function shareProblems(setting: ContractSetting): string[] {
  if (setting.platform.enforces.within === NEVER) return [];
  return [1, 3].flatMap((processes) => weightProblems(setting, processes));
}

function refusal(setting: ContractSetting, options: { readonly cap?: number; readonly reservation?: number }): string {
  try {
    contractWorld(setting, { tenant: { ...options, program: HOG } });
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What is wrong with caps: one who has one gets no more, alone or beside others; where there are none, asking is refused. */
export function capProblems(setting: ContractSetting): string[] {
  const { caps, within, drift } = setting.platform.enforces;
  const cap = 0.4;
  if (!caps)
    return /\bcap\b/.test(refusal(setting, { cap })) ? [] : ["caps can't be enforced, but asking for one is not refused by name"];
  const capped = { cap, weight: 2_048, program: HOG };
  return [{ capped }, { capped, other: { program: HOG } }].flatMap((wanted, others) => {
    const course = courseOf(setting, wanted);
    const had = course.map((each, index) => (each[0] as number) - cap * index * STEP);
    const most = mostRise(had, drift);
    const total = (course.at(-1)?.[0] as number) / (LENGTH - BOOT);
    const where = `a tenant with a cap of ${cap} beside ${others}`;
    const problems =
      most <= within
        ? []
        : [`${where}: ${formatTime(Math.round(most))} above it in some window; declared: within ${formatTime(within)}`];
    return total > 0.8 * cap
      ? problems
      : [...problems, `${where} had ${total.toFixed(3)} of the processor, which is far below it`];
  });
}

/** What is wrong with reservations: one who has one gets that much beside heavier ones; otherwise asking is refused. */
export function reservationProblems(setting: ContractSetting): string[] {
  const { reservations, within, drift } = setting.platform.enforces;
  const reservation = 0.5;
  if (!reservations)
    return /\breservation\b/.test(refusal(setting, { reservation }))
      ? []
      : ["reservations can't be enforced, but asking for one is not refused by name"];
  const course = courseOf(setting, {
    reserved: { weight: 256, reservation, program: HOG },
    heavy: { weight: 2_048, program: HOG },
  });
  // Against what both have had: what the platform itself takes is nobody's.
  const behind = course.map((had) => reservation * had.reduce((sum, time) => sum + time, 0) - (had[0] as number));
  const most = mostRise(behind, drift);
  return most <= within
    ? []
    : [
        `a tenant with a reservation of ${reservation}: ${formatTime(Math.round(most))} behind it; declared: within ${formatTime(within)}`,
      ];
}
