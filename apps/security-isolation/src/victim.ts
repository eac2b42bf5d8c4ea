import { ms, seconds } from "@crosstalk/engine";
import { fork, type NameCall, name, type Program, repeat, sequence, sleep, wait } from "@crosstalk/guest-os";

/** An hour: as good as for ever. */
const LONG = seconds(3_600);

const calls = (...list: readonly NameCall[]): Program => sequence(...list.map(name));

/** A wild write to an address that nothing is mapped at: the process dies of it, and the kernel's log says so. */
const crash = calls({ name: "poke", at: { through: "address", page: 1_000_000, handled: false } });

/** One round of service: an entry of the table of semaphores and one of open files, given back at once. */
function round(port: number): Program {
  const semaphore = { type: "semaphore", key: port } as const;
  return sequence(
    calls({ name: "ipcCreate", ...semaphore, mode: 0o600 }),
    calls({ name: "ipcCreate", type: "segment", key: port + 1_000, mode: 0o600 }),
    calls({ name: "open", path: "/etc/passwd" }, { name: "close" }),
    calls({ name: "ipcRemove", type: "segment", key: port + 1_000 }, { name: "ipcRemove", ...semaphore }),
    sleep(ms(10)),
  );
}

/**
 * A server among others: it comes up after a tenth of a second, takes its port, makes a shared segment for itself, a
 * private file and one for all to read, has a child that crashes and one that lives, and goes on needing entries of its
 * kernel's tables.
 *
 * @param tenant whose it is, for its files' names.
 * @param port its TCP port, and the key of its IPC objects.
 */
export function server(tenant: string, port: number): Program {
  return sequence(
    sleep(ms(100)),
    calls(
      { name: "bind", protocol: "tcp", port },
      { name: "ipcCreate", type: "segment", key: port, mode: 0o600 },
      { name: "create", path: `/tmp/${tenant}-private`, mode: 0o600, kind: "file" },
      { name: "create", path: `/tmp/${tenant}-public`, mode: 0o644, kind: "file" },
    ),
    fork(crash, 1),
    wait(1),
    fork(sleep(LONG), 2),
    repeat(10_000, round(port)),
  );
}
