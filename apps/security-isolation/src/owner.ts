import { ms, type Nanoseconds } from "@crosstalk/engine";
import {
  fork,
  mark,
  type NameCall,
  name,
  type ObjectReference,
  type Program,
  repeat,
  sequence,
  sleep,
  wait,
} from "@crosstalk/guest-os";

/** Until when all come up: an instant before it is drawn for each. */
export const COMING_UP: Nanoseconds = ms(20);

/** How long owners live: longer than any prober is at work. */
const LIFE: Nanoseconds = ms(1_000);

/** The mark that an owner sets when it has all that it owns. */
export const settledMark = (owner: string): string => `${owner} settled`;

/** Files of an owner, as it calls them: for all to read, for itself alone, and in a directory of its own. */
const filesOf = (owner: string) => ({
  directory: `/tmp/${owner}`,
  inside: `/tmp/${owner}/within`,
  open: `/tmp/${owner}-open`,
  secret: `/tmp/${owner}-secret`,
});

const calls = (...list: readonly NameCall[]): Program => sequence(...list.map(name));
const ends = sequence();

/**
 * A tenant that owns something of every kind that has a name: files open to all, secret, and in a directory of its own;
 * a process and its child; a port; a shared-memory segment; and, by the crash of another child, a line of the log. For
 * the rest of its life it needs a semaphore now and then, and gives it back.
 *
 * @param number from 0: its port and key are told from those of others by it.
 */
export function ownerProgram(owner: string, number: number): Program {
  const { directory, inside, open, secret } = filesOf(owner);
  const key = 8_080 + number;
  const crash = name({ name: "poke", at: { through: "address", page: 1_000_000, handled: false } });
  const semaphore = { type: "semaphore", key } as const;
  return sequence(
    sleep({ distribution: "uniform", low: 0, high: COMING_UP }),
    calls(
      { name: "bind", protocol: "tcp", port: key },
      { name: "ipcCreate", type: "segment", key, mode: 0o600 },
      { name: "create", path: directory, mode: 0o700, kind: "directory" },
      { name: "create", path: inside, mode: 0o644, kind: "file" },
      { name: "create", path: open, mode: 0o644, kind: "file" },
      { name: "create", path: secret, mode: 0o600, kind: "file" },
    ),
    fork(crash, 1),
    wait(1),
    fork(sequence(sleep(LIFE), ends), 2),
    mark(settledMark(owner)),
    repeat(
      LIFE / ms(10),
      sequence(sleep(ms(10)), calls({ name: "ipcCreate", ...semaphore, mode: 0o600 }, { name: "ipcRemove", ...semaphore })),
    ),
  );
}

/** Where a platform that has one file tree for all may put a tenant's root directory. */
const ROOTS: readonly string[] = ["", "/srv", "/vservers"];

/**
 * What a prober knows of an owner beforehand: which names its programs use. It can't know whether they mean something to
 * it, nor where a tenant's root directory is, so all places are tried.
 */
export function knownOf(owner: string, number: number): readonly ObjectReference[] {
  const { inside, open, secret } = filesOf(owner);
  const files = ROOTS.flatMap((root) => [inside, open, secret].map((path) => (root === "" ? path : `${root}/${owner}${path}`)));
  return [...files.map((path): ObjectReference => ({ kind: "file", tenant: owner, name: path })), ...wantedBy(owner, number)];
}

/** Names that an owner wants to have, and may not get because somebody else was first. */
export function wantedBy(owner: string, number: number): readonly ObjectReference[] {
  const key = 8_080 + number;
  return [
    { kind: "port", tenant: owner, name: `tcp:${key}` },
    { kind: "ipc", tenant: owner, name: `segment:${key}` },
    { kind: "ipc", tenant: owner, name: `semaphore:${key}` },
  ];
}
