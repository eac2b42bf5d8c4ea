import { ms, seconds, toSeconds } from "@crosstalk/engine";
import { defineExperiment } from "@crosstalk/experiment";
import { compute, forever } from "@crosstalk/guest-os";
import { dualXeon2003 } from "@crosstalk/hardware";
import { plainLinux, xen42 } from "@crosstalk/platforms";

/** The question: how much do hogs of the processor slow a program down, with and without a hypervisor between them? */
export default defineExperiment({
  name: "my-study",
  about: "How much CPU hogs slow a program, by platform",

  // What is varied. All combinations are run, each as often as there are replications.
  factors: {
    platform: [plainLinux(), xen42()],
    hogs: [0, 1, 2],
  },
  replications: 5,

  // Composes the world of one run: a host with one processor, a platform on it, and a tenant for each party.
  world({ simulation, host, random }, { platform, hogs }) {
    const system = platform.boot(simulation, host("server", dualXeon2003, { processors: 1 }));
    // All levels of a replication draw the same number here, so that they can be compared.
    const work = seconds(random("work").lognormal(2, 0.2));
    const program = system.tenant("program").run(compute(work));
    for (let hog = 1; hog <= hogs; hog += 1) system.tenant(`hog-${hog}`).run(forever(compute(ms(100))));
    const elapsed = () => (program.ended() ?? simulation.now) - (program.began() ?? 0);
    return { program, work, elapsed };
  },

  // When a run ends.
  until: ({ program }) => program.ended() !== undefined,

  // What is measured at the end of each run, and in which unit.
  measures: {
    completion: { unit: "s", about: "from first to last instruction", of: ({ elapsed }) => toSeconds(elapsed()) },
    slowdown: { unit: "1", about: "completion against the work itself", of: ({ elapsed, work }) => elapsed() / work },
  },
  figure: { x: "hogs", y: "slowdown", series: "platform" },
});
