import { describe, expect, test } from "vitest";
import { compute, forever, name, nameOften, retry, sequence, sleep } from "../program.ts";
import { kernelBench } from "../testing/kernel-bench.ts";
import { requestServer, requestServerWork } from "./request-server.ts";

const SECOND = 1_000_000_000;
const clients = [{ name: "net", rate: 200, patience: 50_000_000 }];

describe("a request server", () => {
  test("answers all clients while it has the processor, with the calls and the work of each request", () => {
    const b = kernelBench({ p: requestServer("net") }, { clients });
    b.until(SECOND / 2);
    const { sent, answered, outstanding, responses } = b.host.service("net");
    expect(answered + outstanding).toBe(sent);
    expect(answered).toBeGreaterThan(60);
    const { user, socket } = requestServerWork;
    expect(Math.min(...responses)).toBeGreaterThan(user.value);
    expect(b.kernel.counts["call socket"]).toBe(answered * socket.value);
    expect(b.kernel.counts["call file-open"]).toBe(answered);
    expect(b.kernel.names.used.files).toBe(0);
  });

  test("answers nobody while no file can be opened, and again once there is room", () => {
    const files = 200;
    const leak = sequence(nameOften({ name: "open", path: "/etc/passwd" }, files), sleep(SECOND / 4));
    const kernel = { naming: { tables: { files } } };
    const b = kernelBench({ l: sequence(sleep(SECOND / 4), leak), p: requestServer("net") }, { clients, kernel });
    b.until(SECOND);
    const answered = [0, 0.25, 0.5].map((from) => {
      const service = b.host.service("net", from * SECOND, (from + 0.2) * SECOND);
      return service.answered / service.sent;
    });
    expect(answered[0]).toBe(1);
    expect(answered[1]).toBeLessThan(0.1);
    expect(answered[2]).toBeGreaterThan(0.9);
  });

  test("is not answered for by others: without it, clients wait in vain", () => {
    const b = kernelBench({ p: forever(compute(100_000)) }, { clients });
    b.until(SECOND / 4);
    expect(b.host.service("net").answered).toBe(0);
  });
});

test("a call is tried again after each failure, until it succeeds", () => {
  const kernel = { naming: { tables: { files: 1 } } };
  const open = { name: "open", path: "/etc/passwd" } as const;
  const holder = sequence(name(open), sleep(10_500), name({ name: "close" }));
  const b = kernelBench({ h: holder, p: sequence(compute(50), retry(open, sleep(2_000))) }, { kernel });
  b.until(100_000);
  expect(b.kernel.counts["name open ENFILE"]).toBeGreaterThanOrEqual(4);
  expect(b.kernel.counts["name open ok"]).toBe(2);
  expect(b.endings.map((each) => each.split(" ")[1])).toEqual(["h", "p"]);
});
