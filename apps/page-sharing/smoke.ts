import { Simulation, seconds } from "@crosstalk/engine";
import { buildHost, dualXeon2003, chainOf } from "@crosstalk/hardware";
import { esx2 } from "@crosstalk/platforms";
import { profileProgram, parseProfile } from "@crosstalk/guest-os";
import { readFileSync } from "node:fs";
for (const profile of ["shell-forks"]) for (const round of [0, 1]) for (const memory of [{}] as const) {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
  const system = esx2({ memory }).boot(simulation, host);
  const p = system.tenant("a").run(profileProgram(parseProfile(JSON.parse(readFileSync(`profiles/${profile}.json`, "utf8")), "x")));
  const t0 = performance.now();
  simulation.run(seconds(600), () => p.ended() !== undefined);
  const hyp: Record<string, number> = {};
  for (const [k, v] of Object.entries(host.ledger(0))) { const c = chainOf(k)[0]!; if (c.kind === "hypervisor") hyp[c.activity ?? ""] = (hyp[c.activity ?? ""] ?? 0) + v / 1e6; }
  if (round) console.log(profile, memory === false ? "static" : "managed", simulation.now / 1e9, simulation.deliveries, Math.round(performance.now() - t0), "ms wall", "memory ms", hyp.memory, memory === false ? "" : JSON.stringify((simulation.snapshot("esx/memory").context as any).counts));
}
