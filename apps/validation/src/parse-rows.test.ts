import { describe, expect, it } from "vitest";
import { parseRows } from "./parse-rows.ts";
import { fakeRow } from "./testing/fake-rows.ts";

describe("rows of a user's own", () => {
  it("are taken as a list, or as the rows of an object", () => {
    expect(parseRows([fakeRow()])).toEqual({ rows: [fakeRow()], problems: [] });
    expect(parseRows({ about: "mine", rows: [fakeRow()] }).problems).toEqual([]);
  });

  it("are told all that is wrong with their names, at once", () => {
    const parameters = { vms: 2, weights: [1], antagonist: "hog" };
    const wrong = fakeRow({ platform: "xen-2004", host: "pc", program: "forkwait", metric: "speed", parameters });
    const { problems } = parseRows([wrong, fakeRow({ id: "b" }), fakeRow({ value: 0, baseline: "chroot" })]);
    expect(problems).toEqual([
      expect.stringMatching(/^\[0\]\.platform is xen-2004; allowed is one of linux, chroot, /),
      expect.stringMatching(/^\[0\]\.host is pc; allowed is one of dual-xeon-2003, /),
      expect.stringMatching(/^\[0\]\.metric is speed; allowed is one of time, rate, degradation, share$/),
      expect.stringMatching(/^\[0\]\.parameters.antagonist is hog; allowed is one of cpu-hog, /),
      "[0].parameters.weights is a list of 1; allowed is one for each of the 2 vms",
      "[0].parameters.vms is 2; allowed is 1 with forkwait, of which only sections are timed",
      "[2].id is row, which another row has",
      "[2].value is 0; allowed is above 0",
      expect.stringMatching(/^\[2\]\.baseline is chroot, for which nothing is published here; allowed is a platform with a row/),
    ]);
  });

  it("are told all that is wrong with their shape, at once", () => {
    const { problems } = parseRows([{ ...fakeRow(), value: "2", provenance: "seen", colour: 1 }, { id: "x" }]);
    expect(problems).toEqual(
      expect.arrayContaining([
        '[0].value is "2"; allowed is a number',
        '[0].provenance is "seen"; allowed is "quoted", "recalled"',
        "[0].colour is 1; allowed is no field of this name",
        "[1].platform is missing; allowed is text",
      ]),
    );
    expect(parseRows("rows").problems).toEqual(['the whole is "rows"; allowed is a list']);
    expect(parseRows([{ ...fakeRow(), baseline: 3 }]).problems).toEqual([
      "[0].baseline is 3; allowed is a platform's name, or an object of platform and value (above 0)",
    ]);
  });

  it("are told what is wrong with the names of one though the shape of another is wrong", () => {
    const { rows, problems } = parseRows([{ id: "x" }, fakeRow({ platform: "xen-2004" }), fakeRow()]);
    expect(rows).toEqual([]);
    expect(problems).toEqual(
      expect.arrayContaining([
        "[0].platform is missing; allowed is text",
        expect.stringMatching(/^\[1\]\.platform is xen-2004; allowed is one of linux, /),
        "[2].id is row, which another row has",
      ]),
    );
  });

  it("can't have operations of a kernel on platforms that don't tell how they rewrite them, nor beside others", () => {
    const nano = { program: "nano-syscall", baseline: { platform: "linux", value: 1 } };
    const { problems } = parseRows([
      fakeRow({ ...nano, platform: "chroot" }),
      fakeRow({ ...nano, id: "b", parameters: { vms: 2 } }),
    ]);
    expect(problems).toEqual([
      expect.stringMatching(/^\[0\]\.platform is chroot; allowed is one of linux, esx-2, vtx-2006/),
      "[1].parameters is more than the operation nano-syscall; allowed is none",
    ]);
  });

  it("need an antagonist for a degradation", () => {
    const { problems } = parseRows([fakeRow({ metric: "degradation", parameters: { within: true } })]);
    expect(problems).toEqual([
      expect.stringMatching(/^\[0\]\.parameters.antagonist is missing; allowed is one of cpu-hog/),
      "[0].parameters.within is true; allowed is false without an antagonist",
    ]);
  });
});
