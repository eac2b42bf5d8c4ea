import { Simulation, seconds, ms } from "@crosstalk/engine";
import { compute, forever, map, read, repeat, sequence, sleep, write } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { esx2 } from "@crosstalk/platforms";
import { memoryProblems } from "../../packages/hypervisor/src/testing/memory-problems.ts";
const simulation = new Simulation({ seed: 1 });
const host = buildHost(simulation, "host", { ...dualXeon2003, pages: 32768 }, { processors: 1 });
const system = esx2({ memory: { sampling: {period: seconds(3)} , ...(process.argv[2] === "noballoon" ? {ballooning: false}: {})}, guest: { ticksWhileIdle: false, memory: { swap: { pages: 65536 } } } }).boot(simulation, host);
const active = sequence(map("d", 16000), write("d", 16000), forever(sequence(sleep(ms(50)), read("d", 2000))));
const idle = sequence(map("d", 16000), write("d", 16000));
system.tenant("idle", { pages: 24576 }).run(sequence(idle, sleep(seconds(1000))));
system.tenant("active", { pages: 24576 }).run(sequence(sleep(seconds(2)), active));
for (let t = 1; t <= 60; t++) {
  simulation.run(seconds(t));
  const s = simulation.snapshot("esx/memory");
  const c = s.context as any;
  if (t < 12 || t % 6 === 0) console.log(t, s.value, c.free, JSON.stringify({...c.counts, scanned: undefined}), JSON.stringify(c.machines.map((m: any) => [m.balloon, Math.round(m.target), m.activity.slow.toFixed(2), m.activity.fast.toFixed(2), m.stopped, m.runs.filter((r: any) => r.state === "ballooned").reduce((a: number, r: any) => a + r.count, 0),  m.runs.filter((r: any) => r.state === "swapped").reduce((a: number, r: any) => a + r.count, 0),m.runs.filter((r: any) => r.state === "absent").reduce((a: number, r: any) => a + r.count, 0)])), memoryProblems(c));
}
const all: Record<string, number> = {};
for (const [k, v] of Object.entries(host.ledger(0))) if (k.includes("memory") || k.startsWith("idle")) all[k] = v / 1e6;
console.log(all, (simulation.snapshot("esx/idle/linux").context as any).counts,(simulation.snapshot("esx/active/linux").context as any).counts);
