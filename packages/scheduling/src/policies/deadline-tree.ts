import type { EntityId } from "../policy.ts";

/**
 * The waiting entities of fair queues, in search trees by virtual deadline. Each node also knows the smallest virtual
 * time below it, so that the earliest deadline among the eligible is found in logarithmic time, like in the augmented
 * red-black tree of Linux. Arrays are by entity, -1 means none; a tree is known by its root. Plain JSON.
 *
 * Model notes: a treap in place of a red-black tree: its shape comes from a hash of the entity's number, its depth is
 * logarithmic on average, and the order of its entities (deadline, then number) is the same as in any other search tree.
 */
export interface DeadlineTree {
  readonly left: EntityId[];
  readonly right: EntityId[];
  /** Virtual time and deadline of the entity, and the smallest virtual time of its subtree. */
  readonly time: number[];
  readonly deadline: number[];
  readonly smallest: number[];
}

/** No trees yet. */
export const deadlineTree = (): DeadlineTree => ({ left: [], right: [], time: [], deadline: [], smallest: [] });

const at = (array: readonly number[], index: number): number => array[index] as number;

/** Heap order of the treap: the finalizer of MurmurHash3 (recalled) makes neighbouring numbers unrelated. */
function height(entity: EntityId): number {
  let hash = entity + 1;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function precedes(tree: DeadlineTree, a: EntityId, b: EntityId): boolean {
  const difference = at(tree.deadline, a) - at(tree.deadline, b);
  return difference < 0 || (difference === 0 && a < b);
}

function refresh(tree: DeadlineTree, node: EntityId): EntityId {
  const left = at(tree.left, node);
  const right = at(tree.right, node);
  let smallest = at(tree.time, node);
  if (left >= 0) smallest = Math.min(smallest, at(tree.smallest, left));
  if (right >= 0) smallest = Math.min(smallest, at(tree.smallest, right));
  tree.smallest[node] = smallest;
  return node;
}

/** Splits a tree into what precedes an entity, which becomes its left, and what follows, which becomes its right. */
function split(tree: DeadlineTree, root: EntityId, entity: EntityId): readonly [EntityId, EntityId] {
  if (root < 0) return [-1, -1];
  if (precedes(tree, root, entity)) {
    const [before, after] = split(tree, at(tree.right, root), entity);
    tree.right[root] = before;
    return [refresh(tree, root), after];
  }
  const [before, after] = split(tree, at(tree.left, root), entity);
  tree.left[root] = after;
  return [before, refresh(tree, root)];
}

function join(tree: DeadlineTree, before: EntityId, after: EntityId): EntityId {
  if (before < 0) return after;
  if (after < 0) return before;
  if (height(before) > height(after)) {
    tree.right[before] = join(tree, at(tree.right, before), after);
    return refresh(tree, before);
  }
  tree.left[after] = join(tree, before, at(tree.left, after));
  return refresh(tree, after);
}

/** Adds an entity, whose time and deadline are set and stay so while it is in the tree; returns the new root. */
export function insertNode(tree: DeadlineTree, root: EntityId, entity: EntityId): EntityId {
  if (root >= 0 && height(root) >= height(entity)) {
    if (precedes(tree, entity, root)) tree.left[root] = insertNode(tree, at(tree.left, root), entity);
    else tree.right[root] = insertNode(tree, at(tree.right, root), entity);
    return refresh(tree, root);
  }
  const [before, after] = split(tree, root, entity);
  tree.left[entity] = before;
  tree.right[entity] = after;
  return refresh(tree, entity);
}

/** Removes an entity; returns the new root. */
export function removeNode(tree: DeadlineTree, root: EntityId, entity: EntityId): EntityId {
  if (root === entity) return join(tree, at(tree.left, root), at(tree.right, root));
  if (precedes(tree, entity, root)) tree.left[root] = removeNode(tree, at(tree.left, root), entity);
  else tree.right[root] = removeNode(tree, at(tree.right, root), entity);
  return refresh(tree, root);
}

/** The entity with the earliest deadline among those whose virtual time is eligible; -1: none is. */
export function earliestEligible(tree: DeadlineTree, root: EntityId, eligible: (time: number) => boolean): EntityId {
  let node = root;
  while (node >= 0) {
    const left = at(tree.left, node);
    if (left >= 0 && eligible(at(tree.smallest, left))) node = left;
    else if (eligible(at(tree.time, node))) return node;
    else node = at(tree.right, node);
  }
  return -1;
}

/** The first entity in order of deadline that is accepted; -1: none. */
export function firstNode(tree: DeadlineTree, root: EntityId, accepts: (entity: EntityId) => boolean): EntityId {
  if (root < 0) return -1;
  const left = firstNode(tree, at(tree.left, root), accepts);
  if (left >= 0) return left;
  return accepts(root) ? root : firstNode(tree, at(tree.right, root), accepts);
}
