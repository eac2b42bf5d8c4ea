import { describe, expect, it } from "vitest";
import { azureCpu, azureUtilization } from "./azure-cpu.ts";
import { azureVms } from "./azure-vms.ts";
import { bitbrains, bitbrainsUtilization } from "./bitbrains.ts";
import { planetlab } from "./planetlab.ts";
import { problemsOf, sample, skipping } from "./testing/sample.ts";
import { lengthOfSeries, meanShare } from "./utilization.ts";

const vm = "v,s,d,300,900,50,10,40,Interactive,4,>64";

describe("a table of Azure's virtual machines", () => {
  it("gives lifetimes in seconds, shares from 0 to 1, and the buckets of 2019", () => {
    expect(skipping(azureVms, vm).value).toEqual([
      {
        id: "v",
        subscription: "s",
        deployment: "d",
        createdSeconds: 300,
        deletedSeconds: 900,
        greatestShare: 0.5,
        meanShare: 0.1,
        percentile95Share: 0.4,
        category: "Interactive",
        processors: { value: 4, above: false },
        memoryGigabytes: { value: 64, above: true },
      },
    ]);
    expect(sample(azureVms, "azure-vms-2019.csv")).toHaveLength(12);
  });

  it("tells all that is wrong with its lines", () => {
    const text = `${vm}\n,s,d,900,300,101,x,40,Idle,4\n,s,d,900,300,101,x,40,Idle,many,4`;
    expect(problemsOf(azureVms, text)).toEqual([
      "f:2: number of fields is 10; allowed is 11",
      "f:3: vmdeleted is 300; allowed is at least vmcreated (900)",
      "f:3: vmid is empty; allowed is an identifier",
      "f:3: maxcpu is 101; allowed is a number from 0 to 100",
      "f:3: avgcpu is x; allowed is a number from 0 to 100",
      "f:3: vmcategory is Idle; allowed is one of Interactive, Delay-insensitive, Unknown",
      "f:3: vmcorecount is many; allowed is a number of at least 0",
    ]);
    expect(skipping(azureVms, text).value).toHaveLength(1);
  });
});

describe("Azure's readings", () => {
  it("become a series for one machine, in which a gap lengthens what was read before it", () => {
    const text = "0,a,0,20,10\n0,b,0,0,0\n300,a,0,40,20\n900,a,0,60,30\n";
    const series = azureUtilization(skipping(azureCpu, text).value, "a", 2);
    expect(series).toEqual({
      processors: 2,
      intervals: [
        { seconds: 300, share: 0.1 },
        { seconds: 600, share: 0.2 },
        { seconds: 600, share: 0.3 },
      ],
    });
    expect(() => azureUtilization([], "c")).toThrow("vm is c; allowed is one that there are readings of");
  });

  it("must be in order of time for each machine", () => {
    expect(problemsOf(azureCpu, "300,a,0,0,0\n0,b,0,0,0\n300,a,0,0,0")).toEqual([
      "f:3: timestamp is 300; allowed is later than this machine's reading before (300)",
    ]);
  });
});

describe("a trace of Bitbrains", () => {
  const rest = "2;\t4800;\t480;\t10;\t4194304;\t1000;\t0;\t1;\t2;\t3";

  it("may have its time stamps in milliseconds, as its titles say, or in seconds, as it has", () => {
    const inSeconds = skipping(bitbrains, `1376314846;\t${rest}\n1376315146;\t${rest}`).value;
    expect(skipping(bitbrains, `1376314846000;\t${rest}\n1376315146000;\t${rest}`).value).toEqual(inSeconds);
    expect(bitbrainsUtilization(inSeconds)).toEqual({
      processors: 2,
      intervals: [
        { seconds: 300, share: 0.1 },
        { seconds: 300, share: 0.1 },
      ],
    });
  });

  it("has titles before its first sample only, and goes forward", () => {
    expect(problemsOf(bitbrains, `\nTimestamp [ms];\n5;${rest}\nTimestamp [ms];\n5;${rest}`)).toEqual([
      "f:4: number of fields is 2; allowed is 11",
      "f:5: timestamp [ms] is 5; allowed is later than the line before (5)",
    ]);
  });
});

describe("a trace of PlanetLab", () => {
  it("is a day of 288 intervals of 5 minutes", () => {
    const series = sample(planetlab, "planetlab.txt");
    expect(series.intervals).toHaveLength(288);
    expect(lengthOfSeries(series)).toBe(86_400);
    expect(meanShare({ processors: 1, intervals: skipping(planetlab, "10\n30\n").value.intervals })).toBeCloseTo(0.2, 12);
  });

  it("has percentages", () => {
    expect(problemsOf(planetlab, "0\n101\n\n-1\n1e\n100")).toEqual([
      "f:2: utilization [%] is 101; allowed is a number from 0 to 100",
      "f:4: utilization [%] is -1; allowed is a number from 0 to 100",
      "f:5: utilization [%] is 1e; allowed is a number from 0 to 100",
    ]);
  });
});
