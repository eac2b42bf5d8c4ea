import { Simulation, ms, seconds } from "@crosstalk/engine";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { linuxThreads, plainLinux, xen304, xen42 } from "@crosstalk/platforms";
import { compute, forever, sequence, deviceRequests, sleep, fork, wait, touch, shootdown } from "@crosstalk/guest-os";
for (const platform of [plainLinux(), plainLinux({scheduler: "eevdf"}), xen304(), xen42(), linuxThreads(), linuxThreads({host: {scheduler: "eevdf"}, guest: {scheduler:"eevdf"}})]) {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1, devices: platform.name.includes("threads") ? [] : [{ name: "disk", service: ms(5) }] });
  const system = platform.boot(simulation, host);
  const a = system.tenant("a");
  const run = a.run(sequence(fork(sequence(compute(ms(20)), touch(5, "copy-on-write"))), compute(ms(100)), wait(), sleep(ms(30)), ...(platform.name.includes("threads") ? [] : [deviceRequests("disk", 3)]), shootdown()));
  const b = system.tenant("b");
  b.run(forever(compute(ms(50))));
  simulation.run(seconds(1));
  console.log(platform.name, run.ended(), a.time(), a.stolen(), b.time(), simulation.deliveries);
}
