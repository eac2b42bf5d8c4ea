import { ms } from "@crosstalk/engine";
import { namedConstants, recalled, type Sourced } from "@crosstalk/hardware";
import { deviceRequests, forever, name, type Program, retry, sequence, sleep, touch } from "../program.ts";
import { programConstants } from "./constants.ts";

const APACHE = "Apache 1.3 that sends a small file to a new connection, under strace";

/** What a web server of its time does for a request, beside taking it and opening the file; the same on every platform. */
export const requestServerWork = namedConstants("request-server", {
  /** Plain work on the reference host: parsing, looking its configuration up, headers, the log line. */
  user: recalled(
    150_000,
    "ns",
    "Apache 1.3 of 2003 on one Xeon at 2.4 GHz: some 3,000 small files a second, half of it user time",
  ),
  /** Pages of its own that a process has written: heap, stack, data. */
  pages: recalled(256, "pages", "an Apache 1.3 child: about 1 MiB that it does not share"),
  socket: recalled(4, "calls", `${APACHE}: accept, getsockname, setsockopt, shutdown`),
  "file-read": recalled(2, "calls", `${APACHE}: reading the request, and that no more comes`),
  "file-write": recalled(2, "calls", `${APACHE}: the answer by one writev, the line in the log`),
  "file-stat": recalled(2, "calls", `${APACHE}: looking the path up, and whether there is a .htaccess`),
  "memory-map": recalled(1, "calls", `${APACHE}: mapping the file`),
  "memory-unmap": recalled(1, "calls", `${APACHE}: unmapping it`),
  "file-close": recalled(1, "calls", `${APACHE}: closing the connection; the file is closed apart`),
  poll: recalled(1, "calls", `${APACHE}: select while the connection lingers`),
  time: recalled(3, "calls", `${APACHE}: timers and the time for the log`),
  "signal-install": recalled(2, "calls", `${APACHE}: SIGUSR1 is let through while it waits`),
} satisfies Record<string, Sourced>);

/** How long a server waits before it tries again, when no file can be opened. */
const pause = (): number => ms(programConstants.serverPause.value);

/**
 * A server that takes one request after another from clients beyond a network interface, opens the file that is asked
 * for, and answers. It can't answer as long as it can't open a file.
 *
 * Simplified: one process serves, and stands for as many as Apache has, since they would share one processor and few
 * requests wait at a time; the request's packets are one request to the device, whose submission carries the answer to the
 * one before.
 */
export function requestServer(device: string, user = requestServerWork.user.value): Program {
  const { user: _, pages, ...calls } = requestServerWork;
  const counts = Object.fromEntries(Object.entries(calls).map(([call, { value }]) => [call, value]));
  return sequence(
    touch(pages.value),
    forever(
      sequence(
        deviceRequests(device),
        retry({ name: "open", path: "/etc/passwd" }, sleep(pause())),
        { do: "run", user, calls: counts, faults: 0 },
        name({ name: "close" }),
      ),
    ),
  );
}
