import { htmlPage, runExperiment } from "@crosstalk/experiment";
import { describe, expect, it } from "vitest";
import { isolationEfficiency } from "../isolation-efficiency.ts";
import { figureParts } from "../parts.ts";
import { reportOf } from "../report.ts";
import { idsOf, leadsTo, type PageTable, partWith, tablesOf } from "../testing/page.ts";

const platforms = ["linux", "xen-3.0.4"];
const scenario = [
  "efficiency-compile",
  "efficiency-fork-wait",
  ...["alone", "many-hogs", "small-memory-bomb", "service-alone", "resource-leak"].map((name) => `resource-${name}`),
  ...figureParts.filter(({ name }) => name === "fault").flatMap(({ scenarios }) => scenarios.map(({ name }) => name)),
  ...["prober-first", "prober-among"].map((name) => `security-${name}`),
];
const SEEDS = ["3", "4"];
const results = runExperiment(isolationEfficiency, { settings: { platform: platforms, scenario }, replications: 2, seed: 3 });
const report = reportOf(results);
const page = report === undefined ? "" : htmlPage(report);

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The tables of the section that a platform's number of a kind leads to. */
const followed = (kind: string, platform: string): readonly PageTable[] => tablesOf(partWith(page, `${kind}-${platform}`));

/** Rows of a table that are about a seed; several seeds with the same counts share a row. */
const rowsOf = ({ header, rows }: PageTable, seed: string): readonly (readonly string[])[] =>
  rows.filter((row) => (row[header.indexOf("seed")] ?? "").split(/,\s/).includes(seed));

/** The number that the page's table of kinds shows. */
function shown(kind: string, platform: string): number {
  const table = tablesOf(page).find(({ header }) => header.includes("efficiency") && header.includes("isolation")) as PageTable;
  const row = table.rows.find(([name]) => name === platform) as readonly string[];
  return Number((row[table.header.indexOf(kind)] as string).split(" ± ")[0]);
}

const column = (table: PageTable, row: readonly string[], title: string, nth = 0): number => {
  const at = table.header.flatMap((each, index) => (each === title ? [index] : []))[nth] as number;
  return Number(row[at]);
};

function faultOf(platform: string, seed: string): number {
  const tenants = followed("fault", platform)[2] as PageTable;
  const rows = rowsOf(tenants, seed);
  const faults = [...new Set(rows.map(([fault]) => fault))];
  return mean(
    faults.map((fault) => {
      const own = rows.filter((row) => row[0] === fault);
      const sum = (title: string, nth = 0) => own.reduce((total, row) => total + column(tenants, row, title, nth), 0);
      return Math.min(1, sum("answered", 1) / sum("sent after") / (sum("answered") / sum("sent before")));
    }),
  );
}

function resourceOf(platform: string, seed: string): number {
  const [beside, times] = followed("resource", platform) as [PageTable, PageTable];
  const time = (name: string) =>
    column(times, rowsOf(times, seed).find((row) => row[0] === name) as readonly string[], "sum = time");
  const rows = rowsOf(beside, seed);
  return mean(
    rows.map((row) => {
      const alone = time(row[0] === "resource-leak" ? "service-alone" : "alone");
      const how = row.at(-1) ?? "";
      const [, refused = 0, wanted = 1] = /(\d+) of (\d+) entries/.exec(how)?.map(Number) ?? [];
      const failed = how.startsWith("killed") ? 1 : refused / wanted;
      return (1 - failed) * Math.min(1, (2 * alone) / time(row[0] as string));
    }),
  );
}

function securityOf(platform: string, seed: string): number {
  const reached = followed("security", platform)[0] as PageTable;
  const rows = rowsOf(reached, seed);
  const kinds = [...new Set(rows.map(([kind]) => kind))].map((kind) =>
    mean(
      rows
        .filter((row) => row[0] === kind)
        .map(
          (row) =>
            Math.max(column(reached, row, "prober-first"), column(reached, row, "prober-among")) /
            column(reached, row, "others own"),
        ),
    ),
  );
  return 1 - mean(kinds);
}

const made = { fault: faultOf, resource: resourceOf, security: securityOf };

/** Milliseconds of a program, as the counts and prices on the page make them. */
function pricedTime(platform: string, program: string): number {
  const table = followed("efficiency", platform).find(({ caption }) => caption.startsWith(`${program}: operations × price`));
  const { header, rows } = table as PageTable;
  const count = header.indexOf("count");
  const price = header.indexOf("price [ns]");
  return rows.reduce((sum, row) => sum + Number(row[count]) * Number(row[price]), 0) / 1e6;
}

describe("the page's efficiencies", () => {
  it("come from counts times prices of every program, which the page has", () => {
    const programs = ["compile", "fork-wait"];
    const ratios = programs.map((program) => pricedTime("linux", program) / pricedTime("xen-3.0.4", program));
    const derived = Math.exp(mean(ratios.map(Math.log)));
    expect(derived).toBeLessThan(0.95);
    // The page leaves out rows of less than a thousandth, and shows the mean over seeds.
    expect(derived / shown("efficiency", "xen-3.0.4")).toBeCloseTo(1, 2);
  });
});

describe("the page's numbers of isolation", () => {
  it("come from runs of which none fails", () => {
    expect([results.failures, results.problems]).toEqual([[], []]);
  });

  it.each(platforms.flatMap((platform) => Object.entries(made).map(([kind, of]) => ({ platform, kind, of }))))(
    "are what the counts below them make: $kind of $platform",
    ({ platform, kind, of }) => {
      const derived = mean(SEEDS.map((seed) => of(platform, seed)));
      expect(Math.abs(derived - shown(kind, platform))).toBeLessThan(0.000_51);
    },
  );

  it("differ between the two platforms, so that there is something to derive", () => {
    for (const kind of Object.keys(made)) expect(shown(kind, "xen-3.0.4")).toBeGreaterThan(shown(kind, "linux"));
  });

  it.each(platforms)("have a mean that is the mean of the kinds under each seed: %s", (platform) => {
    const kinds = tablesOf(partWith(page, "isolation"))[0] as PageTable;
    const values = SEEDS.map((seed) => {
      const row = rowsOf(kinds, seed).find(([name]) => name === platform) as readonly string[];
      const parts = Object.keys(made).map((kind) => column(kinds, row, kind));
      expect(Math.abs(mean(parts) - column(kinds, row, "mean"))).toBeLessThan(0.0001);
      return mean(parts);
    });
    expect(Math.abs(mean(values) - shown("isolation", platform))).toBeLessThan(0.000_6);
  });

  it.each(platforms)("rest on times that are the sums of the processor's accounts: %s", (platform) => {
    const [beside, times] = followed("resource", platform) as [PageTable, PageTable];
    for (const row of times.rows) {
      const parts = row.slice(2, -1).map(Number);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(Number(row.at(-1)), 2);
    }
    for (const seed of SEEDS)
      for (const row of rowsOf(beside, seed)) {
        const time = rowsOf(times, seed)
          .find(([name]) => name === row[0])
          ?.at(-1);
        expect(1e3 * Number(row[3])).toBeCloseTo(Number(time), 2);
      }
  });

  it.each(platforms)("rest on accounts that are counts times sourced prices: %s", (platform) => {
    const [, times, , operations] = followed("resource", platform) as readonly PageTable[] as [
      PageTable,
      PageTable,
      PageTable,
      PageTable,
    ];
    for (const name of ["alone", "many-hogs", "small-memory-bomb"]) {
      const priced = operations.rows.reduce(
        (sum, row) => sum + column(operations, row, name) * column(operations, row, "price [ns]"),
        0,
      );
      const row = rowsOf(times, SEEDS[0] as string).find(([each]) => each === name) as readonly string[];
      const own = ["its program", "its kernel", "below it"].flatMap((title) => {
        return times.header.includes(title) ? [column(times, row, title)] : [];
      });
      const booked = own.reduce((sum, each) => sum + each, 0);
      expect(priced / 1e6 / booked, name).toBeGreaterThan(0.99);
      expect(priced / 1e6 / booked, name).toBeLessThan(1.01);
    }
    const prices = tablesOf(partWith(page, "prices"))[0] as PageTable;
    for (const [, operation, price, ...rest] of operations.rows) {
      const found = prices.rows.find(([each]) => each === operation) as readonly string[];
      expect([Number(found[1]).toPrecision(4), rest.length]).toEqual([Number(price).toPrecision(4), rest.length]);
      expect(found[4]?.length).toBeGreaterThan(5);
    }
  });
});

describe("the sections that numbers of isolation lead to", () => {
  it("are on the page, each once", () => {
    expect(idsOf(page)).toHaveLength(new Set(idsOf(page)).size);
    expect(idsOf(page)).toEqual(expect.arrayContaining([...leadsTo(page)]));
    for (const platform of platforms)
      for (const kind of Object.keys(made)) expect(leadsTo(page)).toContain(`${kind}-${platform}`);
  });

  it("tell what stopped and what was written over, and when, as the run told it", () => {
    const told = (platform: string) => (followed("fault", platform)[1] as PageTable).rows.map((row) => row.join(" | "));
    expect(told("linux")).toContainEqual(
      expect.stringMatching(/^kernel-bug \| .* \| \d+\.\d{3} \| linux \| the kernel panicked/),
    );
    expect(told("linux")).toContainEqual(expect.stringMatching(/^wild-write .* wrote over a page .* mapped by \w/));
    expect(told("xen-3.0.4")).toContainEqual(
      expect.stringMatching(/^kernel-bug .* \| xen\/faulty\d*\/linux \| the kernel panicked/),
    );
    expect(told("xen-3.0.4")).toContainEqual(expect.stringMatching(/ \| xen \| the machine xen\/domain0 was stopped/));
  });

  it("tell what system calls were answered", () => {
    const answers = (platform: string) => (followed("security", platform)[1] as PageTable).rows;
    const kill = (platform: string) => answers(platform).find(([, call, answer]) => call === "kill" && answer === "EPERM");
    expect(Number(kill("linux")?.at(-1))).toBeGreaterThan(0);
    expect(kill("xen-3.0.4")).toBeUndefined();
  });

  it("end with a command that makes the very run again", () => {
    const commands = [...partWith(page, "fault-linux").matchAll(/npm run crosstalk -- run (\S+) (.*)/g)];
    expect(commands.length).toBeGreaterThan(2);
    const options = new Map(
      [...(commands[1]?.[2] ?? "").matchAll(/--(\S+) (?:(\w+)=)?(\S+)/g)].map(([, flag, key, value]) => [key ?? flag, value]),
    );
    expect(commands[1]?.[1]).toBe("isolation-efficiency");
    const again = runExperiment(isolationEfficiency, {
      settings: { platform: [options.get("platform") as string], scenario: [options.get("scenario") as string] },
      seed: options.get("seed") as string,
      replications: options.get("replications") as string,
    });
    const first = results.runs.find(({ levels, seed }) => {
      return levels.platform === "linux" && levels.scenario === options.get("scenario") && String(seed) === options.get("seed");
    });
    expect(again.runs).toHaveLength(1);
    expect(again.runs[0]?.fingerprint).toBe(first?.fingerprint);
    expect(again.runs[0]?.evidence).toEqual(first?.evidence);
  });
});
