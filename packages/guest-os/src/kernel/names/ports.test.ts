import { describe, expect, test } from "vitest";
import { sequence, sleep } from "../../program.ts";
import { addresses, context, NAMES_END, naming, root, runNames, user } from "../../testing/names-bench.ts";
import type { NameCall } from "./name-call.ts";

const bind = (port: number, address?: string): NameCall => ({
  name: "bind",
  protocol: "tcp",
  port,
  ...(address === undefined ? {} : { address }),
});
const holding = (...calls: readonly NameCall[]) => sequence(naming(...calls), sleep(NAMES_END));
const later = (...calls: readonly NameCall[]) => sequence(sleep(10_000), naming(...calls));
const vservers = { a: context(2), b: context(3) };

describe("a port", () => {
  test("is whose who takes it first, until that process ends", () => {
    const ends = runNames({ a: naming(bind(8_080)), b: later(bind(8_080)) });
    expect(ends.said("b")).toEqual(["bind ok, port b tcp:8080"]);
    const stays = runNames({ a: holding(bind(8_080)), b: later(bind(8_080), bind(8_081)) });
    expect(stays.said("b")).toEqual(["bind EADDRINUSE, port a tcp:8080", "bind ok, port b tcp:8081"]);
  });

  test("on one address collides with the same on all addresses, and with that on no other", () => {
    const b = runNames(
      {
        a: holding(bind(8_080, "10.0.0.1"), bind(8_081)),
        b: later(bind(8_080), bind(8_080, "10.0.0.2"), bind(8_081, "10.0.0.2")),
      },
      {},
      { addresses },
    );
    expect(b.results("b")).toEqual(["EADDRINUSE", "ok", "EADDRINUSE"]);
    expect(runNames({ a: naming(bind(8_080, "1.2.3.4")) }, {}, { addresses }).results("a")).toEqual(["EADDRNOTAVAIL"]);
  });

  test("below 1024 takes CAP_NET_BIND", () => {
    expect(runNames({ a: naming(bind(80)) }).results("a")).toEqual(["EACCES"]);
    expect(runNames({ a: naming(bind(80)) }, { a: { user: root } }).results("a")).toEqual(["ok"]);
  });

  test("may be held once by each context, on the addresses of each", () => {
    const b = runNames({ a: holding(bind(80)), b: later(bind(80), bind(80, "10.0.0.2")) }, vservers, { addresses });
    expect(b.said("b")).toEqual(["bind ok, port b tcp:80", "bind EADDRNOTAVAIL"]);
    const open = runNames({ a: holding(bind(80)), b: later(bind(80)) }, vservers, { addresses, checks: { context: false } });
    expect(open.results("b")).toEqual(["EADDRINUSE"]);
  });

  test("taken by the host on all addresses is taken in every context", () => {
    const b = runNames({ a: holding(bind(80)), b: later(bind(80)) }, { a: { user: root }, b: context(3) }, { addresses });
    expect(b.results("b")).toEqual(["EADDRINUSE"]);
  });
});

test("the table of ports shows all on the host, and in a context its own", () => {
  const programs = { a: holding(bind(8_080)), b: later({ name: "listPorts" }) };
  expect(runNames(programs, { b: { user: user(7) } }).said("b")).toEqual(["listPorts ok, port a tcp:8080"]);
  expect(runNames(programs, vservers, { addresses }).said("b")).toEqual(["listPorts ok"]);
});
