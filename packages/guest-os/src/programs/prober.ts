import { ms, type Nanoseconds } from "@crosstalk/engine";
import { readWhenUsed } from "@crosstalk/hardware";
import type { IpcType, MemoryPath, NameCall } from "../kernel/names/name-call.ts";
import type { TableSizes } from "../kernel/names/name-tables.ts";
import type { ObjectReference } from "../kernel/names/outcome.ts";
import { fork, name, nameOften, type Program, sequence, sleep, wait } from "../program.ts";
import { programConstants } from "./constants.ts";

/** What a prober is to try its hands on, and how. */
export interface ProberOptions {
  /** What others have: by their names paths, ports and keys are tried. */
  readonly others: readonly ObjectReference[];
  /** Numbers of processes that are tried, from 0. */
  readonly pids?: number;
  /** Users that it tries to become. */
  readonly uids?: readonly number[];
  /** How long it lets others come up, before it looks around; and how long it keeps what it has taken, each time. */
  readonly pause?: Nanoseconds;
  /** Entries that it takes of each table that could be full, or of each by name; 0: none. */
  readonly entries?: number | Partial<TableSizes>;
  /** Whether it kills, removes and clears at the end; it does by default. */
  readonly destroys?: boolean;
}

const namesOf = (others: readonly ObjectReference[], kind: ObjectReference["kind"]): string[] => [
  ...new Set(others.filter((each) => each.kind === kind).map((each) => each.name)),
];

/** A path, and what may be left of it where some directories on its way are somebody's root. */
function spellings(path: string): string[] {
  const parts = path.split("/").slice(1);
  return [...parts.map((_, index) => `/${parts.slice(index).join("/")}`), `../../../..${path}`];
}

const calls = (list: readonly NameCall[]): Program => sequence(...list.map(name));

/** The same call so many times: the first tells that entries were taken, the last whether there are none left. */
function many(times: number, call: NameCall): Program {
  return sequence(...(times > 0 ? [name(call)] : []), ...(times > 1 ? [nameOften(call, times - 1)] : []));
}

/** The known way out of a chroot, for who may make another: the working directory stays outside. */
const breakOut = readWhenUsed((): readonly NameCall[] => [
  { name: "create", path: "/cell", mode: 0o755, kind: "directory" },
  { name: "chroot", path: "/cell" },
  ...Array.from({ length: programConstants.proberClimbs.value }, (): NameCall => ({ name: "chdir", path: ".." })),
  { name: "chroot", path: "." },
]);

const lists: readonly NameCall[] = [
  { name: "listProcesses" },
  { name: "listPorts" },
  { name: "ipcList", type: "segment" },
  { name: "ipcList", type: "semaphore" },
  { name: "listUsers" },
  { name: "usage", of: "load" },
  { name: "usage", of: "memory" },
  { name: "readLog" },
];

function toProcess(pid: number): NameCall[] {
  const ways: MemoryPath[] = [
    { through: "trace", pid },
    { through: "device", path: "/dev/mem", pid },
    { through: "device", path: "/mem", pid },
  ];
  const memory = ways.flatMap((at): NameCall[] => [
    { name: "peek", at },
    { name: "poke", at },
  ]);
  return [{ name: "kill", pid, signal: 0 }, { name: "processUsage", pid }, ...memory];
}

function addresses(): NameCall[] {
  return [0, 1_000, 100_000, 10_000_000].flatMap((page): NameCall[] => {
    const at: MemoryPath = { through: "address", page, handled: true };
    return [
      { name: "peek", at },
      { name: "poke", at },
    ];
  });
}

/**
 * A program that really tries to see, read, change and disturb what others own, by the system calls that there are: it
 * takes others' ports and keys before they come, lists what can be listed, tries every name, breaks out of its root
 * directory if it can, fills tables, and at the end removes and kills what it may. Whether it gets anywhere is for the
 * kernel to say; measure it by {@link exposure}.
 */
export function prober(options: ProberOptions): Program {
  const {
    others,
    pids = programConstants.proberNumbers.value,
    uids = [],
    pause = ms(programConstants.proberPause.value),
    entries = 0,
    destroys = true,
  } = options;
  const paths = [...new Set(namesOf(others, "file").flatMap(spellings))];
  const keys = namesOf(others, "ipc")
    .map((each) => each.split(":") as [IpcType, string])
    .filter(([, key]) => /^\d+$/.test(key))
    .map(([type, key]) => ({ type, key: Number(key) }));
  const ports = namesOf(others, "port").map((each) => ({
    protocol: each.startsWith("udp") ? ("udp" as const) : ("tcp" as const),
    port: Number(each.slice(4)),
  }));
  const onPaths = (...names: readonly ("stat" | "read" | "write" | "unlink")[]): Program =>
    calls(paths.flatMap((path) => names.map((each): NameCall => ({ name: each, path }))));
  const take = calls([
    ...ports.map((each): NameCall => ({ name: "bind", ...each })),
    ...keys.map((each): NameCall => ({ name: "ipcCreate", ...each, mode: 0o600 })),
  ]);
  const look = sequence(
    calls(lists),
    onPaths("stat", "read", "write"),
    calls(
      keys.flatMap((each): NameCall[] => [
        { name: "ipcRead", ...each },
        { name: "ipcWrite", ...each },
      ]),
    ),
    calls([{ name: "create", path: "/mem", mode: 0o600, kind: "device" }, ...addresses()]),
    calls(Array.from({ length: pids }, (_, pid) => pid).flatMap(toProcess)),
    ...uids.map((uid) => sequence(fork(name({ name: "setUser", uid }), 1), wait(1))),
  );
  const taken = (table: keyof TableSizes): number => (typeof entries === "number" ? entries : (entries[table] ?? 0));
  const fill = sequence(
    many(taken("files"), { name: "open", path: "/etc/passwd" }),
    many(taken("segments"), { name: "ipcCreate", type: "segment", key: 0, mode: 0o600 }),
    many(taken("semaphores"), { name: "ipcCreate", type: "semaphore", key: 0, mode: 0o600 }),
    sleep(pause),
  );
  const destroy = sequence(
    onPaths("unlink"),
    calls(keys.map((each): NameCall => ({ name: "ipcRemove", ...each }))),
    calls([{ name: "clearLog" }, { name: "kill", pid: -1, signal: 9 }]),
  );
  const outside = sequence(calls(breakOut()), calls(lists), onPaths("stat", "read", "write"));
  return sequence(take, sleep(pause), look, outside, ...(entries === 0 ? [] : [fill]), ...(destroys ? [destroy] : []));
}
