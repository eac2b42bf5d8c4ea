import { describe, expect, it } from "vitest";
import type { Case } from "./blueprint.ts";
import { compare, describeDifference } from "./compare.ts";
import { tested } from "./runtime.ts";
import { recordWorld, WAYS, type WorldCase, worldDiffers } from "./world.ts";

/** Differences that random machines have found, each cut down to the smallest machine that shows it. */
const cases: Readonly<Record<string, Case>> = {
  "writes to the log in its place among custom actions": {
    machine: {
      context: "static",
      root: {
        key: "m",
        type: "compound",
        initial: "s",
        entry: [{ action: "log", mark: 1 }],
        states: [
          {
            key: "s",
            type: "atomic",
            entry: [{ action: "inline", mark: 2 }],
            on: [
              {
                descriptor: "a",
                transitions: [
                  {
                    actions: [
                      { action: "emit", type: "out.a" },
                      { action: "log", mark: 3 },
                      { action: "inline", mark: 4 },
                    ],
                  },
                ],
              },
            ],
          },
        ],
      },
    },
    input: 0,
    steps: [{ step: "send", event: { type: "a", number: 0 } }],
  },
};

/** The same of simulations. */
const worlds: Readonly<Record<string, WorldCase>> = {
  "keeps a delay that is computed where a fixed one follows in the same step": {
    machines: [
      {
        context: "static",
        root: {
          key: "m",
          type: "compound",
          initial: "u",
          states: [
            {
              key: "u",
              type: "atomic",
              exit: [{ action: "raise", type: "c.d.e", delay: "counted" }],
              after: [{ delay: 1, transitions: [] }],
            },
          ],
          on: [{ descriptor: "*", transitions: [{ targets: [".u"], reenter: true }] }],
        },
      },
    ],
    posts: [],
    saveAt: 2,
  },
  "drops what a machine has sent to itself when it is done": {
    machines: [
      {
        context: "static",
        root: {
          key: "m",
          type: "compound",
          initial: "e",
          states: [{ key: "e", type: "final", exit: [{ action: "send", type: "c.d" }] }],
          on: [{ descriptor: "c.*", transitions: [{ actions: [{ action: "emit", type: "b" }] }] }],
        },
      },
    ],
    posts: [],
    saveAt: 0,
  },
  "drops what a machine has sent to itself when it has failed": {
    machines: [
      {
        context: "static",
        root: {
          key: "m",
          type: "atomic",
          on: [
            {
              descriptor: "f",
              transitions: [
                {
                  actions: [
                    { action: "send", type: "a" },
                    { action: "send", type: "b" },
                  ],
                },
              ],
            },
            { descriptor: "a", transitions: [{ actions: [{ action: "throws", from: 0 }] }] },
            { descriptor: "b", transitions: [{ actions: [{ action: "inline", mark: 1 }] }] },
          ],
        },
      },
    ],
    posts: [{ target: 0, type: "f", number: 0, at: 1 }],
    saveAt: 9,
  },
  "keeps the order of regions and the active states that are left of two conflicting transitions": {
    machines: [
      {
        context: "static",
        root: {
          key: "m",
          type: "parallel",
          states: [
            { key: "s", type: "atomic" },
            {
              key: "t",
              type: "compound",
              initial: "x",
              states: [
                {
                  key: "x",
                  type: "parallel",
                  states: [
                    {
                      key: "u",
                      type: "compound",
                      initial: "x",
                      entry: [{ action: "send", type: "b" }],
                      states: [
                        { key: "12", type: "history", history: "shallow" },
                        { key: "x", type: "atomic", on: [{ descriptor: "b", transitions: [{ targets: ["12"] }] }] },
                      ],
                    },
                    { key: "x", type: "atomic", on: [{ descriptor: "b", transitions: [{ targets: ["#m.s"] }] }] },
                  ],
                },
              ],
            },
          ],
        },
      },
    ],
    posts: [],
    saveAt: 0,
  },
};

describe("a machine that once ran otherwise", () => {
  it.each(Object.entries(cases))("%s", (_name, what) => {
    const difference = compare(what, tested);
    expect(difference && describeDifference(difference)).toBeUndefined();
  });
});

describe("a simulation that once went on otherwise from its save", () => {
  it.each(Object.entries(worlds))("%s", (_name, world) => {
    expect(recordWorld(world, "reference", "reference")).toEqual(recordWorld(world, "reference"));
    for (const way of WAYS) expect(worldDiffers(world, way)).toBe(false);
  });
});
