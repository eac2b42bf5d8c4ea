import fc from "fast-check";
import { expect, test } from "vitest";
import { deadlineTree, earliestEligible, firstNode, insertNode, removeNode } from "./deadline-tree.ts";

const entities = fc.uniqueArray(
  fc.record({ id: fc.nat(200), time: fc.integer({ min: -50, max: 50 }), deadline: fc.integer({ min: -50, max: 50 }) }),
  { selector: ({ id }) => id, maxLength: 60 },
);

test("finds the same entity as a search through all, whatever was added and removed", () => {
  fc.assert(
    fc.property(entities, fc.array(fc.nat(59)), fc.integer({ min: -60, max: 60 }), (all, removals, mean) => {
      const tree = deadlineTree();
      let root = -1;
      const present = new Map(all.map((entity) => [entity.id, entity]));
      for (const { id, time, deadline } of all) {
        tree.time[id] = time;
        tree.deadline[id] = deadline;
        root = insertNode(tree, root, id);
      }
      for (const index of removals) {
        const entity = all[index];
        if (entity === undefined || !present.delete(entity.id)) continue;
        root = removeNode(tree, root, entity.id);
      }
      const sorted = [...present.values()].sort((a, b) => a.deadline - b.deadline || a.id - b.id);
      expect(earliestEligible(tree, root, (time) => time <= mean)).toBe(sorted.find(({ time }) => time <= mean)?.id ?? -1);
      expect(firstNode(tree, root, () => true)).toBe(sorted[0]?.id ?? -1);
      expect(firstNode(tree, root, (id) => id % 3 === 0)).toBe(sorted.find(({ id }) => id % 3 === 0)?.id ?? -1);
    }),
    { seed: 20231030, numRuns: 300 },
  );
});

test("stays shallow when deadlines come in order", () => {
  const tree = deadlineTree();
  let root = -1;
  for (let id = 0; id < 4096; id += 1) {
    tree.time[id] = id;
    tree.deadline[id] = id;
    root = insertNode(tree, root, id);
  }
  const depth = (node: number): number =>
    node < 0 ? 0 : 1 + Math.max(depth(tree.left[node] as number), depth(tree.right[node] as number));
  expect(depth(root)).toBeLessThan(48);
});
