import { expect, it, vi } from "vitest";

const isSourced = (value: unknown): value is object =>
  typeof value === "object" && value !== null && "provenance" in value && "source" in value;

/** Sourced constants that a package exports, by themselves or in tables. */
function sourcedIn(exported: object): readonly (readonly [name: string, constant: object])[] {
  return Object.entries(exported).flatMap(([name, value]) => {
    if (isSourced(value)) return [[name, value] as const];
    const parts = typeof value === "object" && value !== null ? Object.entries(value) : [];
    return parts.filter((entry): entry is [string, object] => isSourced(entry[1]));
  });
}

/** All packages below, as a new thread would load them. */
async function fresh(assign: (names: readonly string[]) => Readonly<Record<string, number>> = () => ({})) {
  const load = async () => ({
    hardware: await import("@crosstalk/hardware"),
    all: {
      guests: await import("@crosstalk/guest-os"),
      hypervisors: await import("@crosstalk/hypervisor"),
      platforms: await import("../index.ts"),
    },
  });
  vi.resetModules();
  const { hardware } = await load();
  const known = hardware.knownConstants();
  const values = assign(Object.keys(known).filter((name) => hardware.whyHeldFixed(known[name] as never) === undefined));
  vi.resetModules();
  const { assignConstants } = await import("@crosstalk/hardware/assignment");
  if (Object.keys(values).length > 0)
    assignConstants(Object.fromEntries(Object.keys(values).map((name) => [name, known[name]?.value ?? 0])));
  return load();
}

it("every sourced constant of a package has a name, by which it can be sampled", async () => {
  const { hardware, all } = await fresh();
  const named = new Set<object>(Object.values(hardware.knownConstants()));
  const found = [hardware, ...Object.values(all)].flatMap(sourcedIn);
  expect(found.length).toBeGreaterThan(250);
  expect(found.filter(([, constant]) => !named.has(constant)).map(([name]) => name)).toEqual([]);
});

it("every constant has a range, or one word that says why it is held fixed", async () => {
  const { hardware } = await fresh();
  const { knownConstants, whyHeldFixed } = hardware;
  const exact = Object.entries(knownConstants()).filter(([, constant]) => whyHeldFixed(constant) === "exact");
  expect(exact.map(([name]) => name)).toEqual([]);
});

it("loading the models reads no constant that is sampled: what is worked out of it asks for it when a model is built", async () => {
  const { hardware, all } = await fresh((names) => Object.fromEntries(names.map((name) => [name, 0])));
  expect(hardware.constantsRead()).toEqual([]);
  expect(all.platforms.skas2003Costs.hostFault.work).toBeGreaterThan(0);
  expect(hardware.constantsRead()).toEqual(["linux-2003.faultFile"]);
});
