import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { uncountableCalls } from "@crosstalk/experiment";
import { afterAll, expect, it } from "vitest";
import { parseExperimentFile } from "./parse-experiment-file.ts";

const root = mkdtempSync(join(tmpdir(), "crosstalk-senseless-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const folder = join(root, "docs");
mkdirSync(folder);
const weights = readFileSync(new URL("../../../docs/weights.yaml", import.meta.url), "utf8");

const webServer = readFileSync(new URL("../../../docs/web-server.yaml", import.meta.url), "utf8");

/** What is said of a worked example with one text in the place of another, and the line in which a text stands then. */
function changed(before: string, after: string, at: string, example = weights) {
  const text = example.replace(before, after);
  expect(text).not.toBe(example);
  const file = join(folder, "changed.yaml");
  writeFileSync(file, text);
  const parsed = parseExperimentFile(file);
  const line = text.slice(0, text.indexOf(at)).split("\n").length;
  return { problems: "problems" in parsed ? parsed.problems : [], place: `${file}:${line}: ` };
}

const length = "{ lognormal: { mean: 1 s, variation: 0.2 } }";
const levels = "[256, 512, 1024]";
const platforms = "[linux-eevdf, xen-4.2]";

it.each([
  {
    what: "a span that ends before it begins",
    change: [length, "{ uniform: { low: 2 s, high: 1 s } }", "uniform:"],
    message: 'tenants.victim.program.compute.uniform.high is "1 s"; allowed is a time of at least low',
  },
  {
    what: "a timer that ticks as fast as a processor",
    change: [platforms, "[{ level: fast, name: linux-eevdf, ticks: 2.4 GHz }]", "ticks:"],
    message: 'platform.ticks is "2.4 GHz"; allowed is a frequency from 10 Hz to 10 kHz, such as "100 Hz", as a level of platform',
  },
  {
    what: "a level that is there twice",
    change: [levels, "\n    - 256\n    - 512\n    - 256", "- 256\nhost"],
    message: 'factors.weight has the level "256" once more; allowed are names that differ in more than capitals and punctuation',
  },
  {
    what: "levels that can't be told apart on a command line",
    change: [platforms, "[xen-4.2, { level: Xen 4.2, name: xen-4.2 }]", "level:"],
    message:
      'factors.platform has the level "Xen 4.2", which is like "xen-4.2"; allowed are names that differ in more than capitals and punctuation',
  },
  {
    what: "a cap above all processors",
    change: ["    weight: 256\n", "    weight: 256\n    cap: 5\n", "cap:"],
    message:
      "tenants.hog.cap can't be composed for platform=linux-eevdf, weight=256 and others: the cap is 5; allowed is at most 1, the host's processors",
  },
  {
    what: "a factor that stands nowhere",
    change: [platforms, `${platforms}\n  hogs: [1, 2]`, "hogs:"],
    message: "factors.hogs is used nowhere; allowed is a factor that host, platform or tenants name as $hogs",
  },
  {
    what: "a field of levels that stands nowhere, where others do",
    change: [
      "[256, 512, 1024]\nhost: { name: dual-xeon-2003, processors: 1 }\nplatform: $platform\ntenants:\n  victim:\n    weight: $weight\n",
      "[{ level: '256', w: 1, wieght: 2 }]\nhost: dual-xeon-2003\nplatform: $platform\ntenants:\n  victim:\n    weight: $weight.w\n",
      "wieght:",
    ],
    message: "factors.weight[0].wieght is used nowhere; allowed are fields that the file names, which are $weight.w",
  },
  {
    what: "an end that awaits nobody",
    change: ["    weight: $weight\n", "    weight: $weight\n    copies: 0\n", "until:"],
    message:
      "until.ended can't be composed for platform=linux-eevdf, weight=256 and others: it names tenants of 0 copies only, so that the run ends at once",
  },
] as const)("a file is refused with $what", ({ change: [before, after, at], message }) => {
  const { problems, place } = changed(before, after, at);
  expect(problems).toEqual([`${place}${message}`]);
});

const patience = "{ rate: 200 /s, patience: 5 s }";

it.each([
  {
    what: "clients that nobody serves",
    change: ["{ forever: $neighbour }", "{ forever: $neighbour }\n    clients: { rate: 5 /s }", "clients: { rate: 5"],
    message: 'tenants.neighbour.clients is {"rate":"5 /s"}; allowed is only with one serve among the tenant\'s programs, not 0',
  },
  {
    what: "a server whom nobody asks",
    change: ["{ forever: $neighbour }", "[{ forever: $neighbour }, { serve: {} }]", "program: [{ forever"],
    message:
      'tenants.neighbour is {"program":[{"forever":{"sleep":"10 ms"}},{"serve":{}}]}; allowed is with clients, where its programs have serve',
  },
  {
    what: "clients who are open and closed",
    change: [patience, "{ rate: 200 /s, number: 5, think: 1 s }", "{ rate: 200"],
    message:
      'tenants.web.clients is {"rate":"200 /s","number":5,"think":"1 s"}; allowed is an object with exactly one of rate, number',
  },
  {
    what: "patience of clients who wait as long as it takes",
    change: [patience, "{ number: 3, think: 1 s, patience: 5 s }", "{ number: 3"],
    message: 'tenants.web.clients.patience is "5 s"; allowed is only with rate',
  },
  {
    what: "clients of a number who don't think",
    change: [patience, "{ number: 3 }", "{ number: 3 }"],
    message: "tenants.web.clients.think is missing; allowed is a time, as clients of a number think",
  },
  {
    what: "a rate without its unit",
    change: ["200 /s", "200", "{ rate: 200"],
    message:
      'tenants.web.clients.rate is 200; allowed is a rate of at most 1e9 a second, such as "400 /s"; units are /s, /min, /h',
  },
  {
    what: "a clock that no processor has",
    change: ["clock: [2.4 GHz", "clock: [24 GHz", "clock: [24"],
    message:
      'host.clock is "24 GHz"; allowed is a clock from 0.1 to 10 GHz, such as "2.4 GHz"; units are MHz, GHz, as a level of clock',
  },
  {
    what: "a measure of clients that there are not",
    change: ["answered: { measure: throughput, of: web }", "answered: { measure: throughput, of: neighbour }", "answered:"],
    message: 'measures.answered.of is "neighbour"; allowed is one of web, office',
  },
  {
    what: "a warm-up as long as the run",
    change: ["warmUp: 1 s", "warmUp: 3 s", "warmUp:"],
    message: 'warmUp is "3 s"; allowed is a time below 3.000000 s, when a run ends at the latest',
  },
  {
    what: "what-ifs of a factor that there is not",
    change: ["whatIf: [neighbour]", "whatIf: [neighbor]", "whatIf:"],
    message: 'whatIf[0] is "neighbor"; allowed is one of platform, clock, neighbour (did you mean neighbour?)',
  },
  {
    what: "what-ifs without an instant to fork at",
    change: ["warmUp: 1 s\n", "", "whatIf:"],
    message: 'whatIf is ["neighbour"]; allowed is only with a time of warmUp, at which runs fork',
  },
] as const)("a file with clients is refused with $what", ({ change: [before, after, at], message }) => {
  const { problems, place } = changed(before, after, at, webServer);
  expect(problems).toEqual([`${place}${message}`]);
});

it.each([
  ["jobs.swf", "jobz.swf", "trace.file needs the file ../samples/jobz.swf, which is not there"],
  [
    "timeScale: 0.0001 }",
    "timescale: 1 }",
    "trace.timescale is no field that there is; allowed are format, file, skipBroken, timeScale, on (did you mean timeScale?)",
  ],
  [
    "format: swf",
    "format: swff",
    'trace.format is "swff"; allowed is one of planetlab, bitbrains, azure-cpu, swf, strace-summary (did you mean swf?)',
  ],
])("a trace that can't be read is refused: %s as %s", (before, after, message) => {
  mkdirSync(join(root, "samples"), { recursive: true });
  for (const name of ["jobs.swf", "planetlab.txt"])
    copyFileSync(new URL(`../../../samples/${name}`, import.meta.url), join(root, "samples", name));
  const day = readFileSync(new URL("../../../docs/day-of-a-machine.yaml", import.meta.url), "utf8");
  const { problems, place } = changed(before, after, "program: { trace: { format", day);
  expect(problems).toEqual([`${place}tenants.jobs.program.${message}`]);
});

it("a warm-up that is to be found needs clients, whose response times show it", () => {
  const { problems, place } = changed("replications: 10", "warmUp: auto\nreplications: 10", "warmUp:");
  expect(problems).toEqual([
    `${place}warmUp is "auto"; allowed is a time, for auto goes by response times and no tenant has clients`,
  ]);
});

it.each([...uncountableCalls])("calls of class %s are refused, which are more than their count", (name) => {
  const { problems, place } = changed(`{ compute: ${length} }`, `{ call: { class: ${name} } }`, "call:");
  expect(problems).toEqual([
    expect.stringContaining(`${place}tenants.victim.program.call.class is "${name}"; allowed is one of`),
  ]);
});

it("a factor that can't be read is told once, without what follows of it", () => {
  const { problems, place } = changed(levels, "{ from: 256, to: 1024, step: 0 }\nconstraints: ['weight>256']", "step:");
  expect(problems).toEqual([`${place}factors.weight.step is 0; allowed is a number of more than 0`]);
});

it("factors of unequal length that are paired are told together with what else is wrong", () => {
  const { problems, place } = changed(`${levels}\n`, `${levels}\npaired: [[platform, weight]]\nmost: 30\n`, "paired:");
  expect(problems).toEqual([
    `${place}paired[0] is platform of 2 levels and weight of 3 levels; allowed are factors with equally many levels`,
    expect.stringContaining(": most is 30; allowed is a time"),
  ]);
});

it("a reference to a file that is not there is told together with what is wrong elsewhere", () => {
  const hosted = "host: { name: dual-xeon-2003, processors: 1 }";
  const { problems, place } = changed(hosted, "host: { $ref: nowhere.yaml }\nmost: 30", "host:");
  expect(problems).toEqual([
    expect.stringMatching(/host needs the file .*nowhere\.yaml, which is not there/),
    expect.stringContaining(": most is 30; allowed is a time"),
  ]);
  expect(problems[0]).toContain(place);
});
