import { expect } from "vitest";
import { type Clause, trial } from "./trial.ts";

/** That mistakes are told. */
export const refuses: readonly Clause[] = [
  [
    "refuses tenants that can't be, and names what is wrong with them",
    (make) => {
      const { system } = trial(make);
      system.tenant("first");
      expect(() => system.tenant("first")).toThrow(/name is "first", which another tenant has/);
      expect(() => system.tenant("a b")).toThrow(/name is "a b"/);
      expect(() => system.tenant("weightless", { weight: 0 })).toThrow(/weight is 0; allowed is 1 to 65535/);
      expect(() => system.tenant("idle", { processors: 0 })).toThrow(/processors is 0/);
    },
  ],
  [
    "says what it is: a name, a year, what it is about and where that is from",
    (make) => {
      const { name, year, about, sources } = make();
      expect(name).toMatch(/^[a-z0-9][a-z0-9.-]*$/);
      expect(year).toBeGreaterThan(1960);
      expect(about.length).toBeGreaterThan(10);
      expect(sources.length).toBeGreaterThan(0);
    },
  ],
];
