import { describe, expect, test } from "vitest";
import { context, naming, root, runNames, user } from "../../testing/names-bench.ts";
import type { NameCall } from "./name-call.ts";

const files = [
  { path: "/home/a", kind: "directory", mode: 0o755, tenant: "a" },
  { path: "/home/a/open", mode: 0o644, tenant: "a" },
  { path: "/home/a/secret", mode: 0o600, tenant: "a" },
  { path: "/home/a/team", mode: 0o660, tenant: "a" },
  { path: "/home/a/closed", kind: "directory", mode: 0o700, tenant: "a" },
  { path: "/home/a/closed/inner", mode: 0o666, tenant: "a" },
] as const;
const at = (name: "read" | "write" | "stat" | "unlink" | "list" | "chdir" | "chroot" | "open", path: string): NameCall => ({
  name,
  path,
});
const create = (path: string, kind: "file" | "directory" | "device" = "file", mode = 0o644): NameCall => ({
  name: "create",
  path,
  mode,
  kind,
});

const paths = ["/home/a/open", "/home/a/secret", "/home/a/team", "/home/a/closed/inner", "/home/a/nothing"];
const reads = naming(...paths.map((path) => at("read", path)));
const writes = naming(...paths.map((path) => at("write", path)));
const other = (calls: readonly NameCall[], tenants = {}) =>
  runNames({ a: naming(), b: naming(...calls) }, { a: { user: user(5) }, b: { user: user(6) }, ...tenants }, { files });

describe("a file", () => {
  test("is read and written by others as its mode says, and not found behind a directory that they may not search", () => {
    const b = runNames({ a: naming(), b: reads, c: writes }, {}, { files });
    expect(b.results("b")).toEqual(["ok", "EACCES", "EACCES", "EACCES", "ENOENT"]);
    expect(b.results("c")).toEqual(["EACCES", "EACCES", "EACCES", "EACCES", "ENOENT"]);
  });

  test("is its owner's to read and write, its group's as the group's bits say, and root's whatever its mode", () => {
    const as = (who: { uid: number; gid: number }) =>
      runNames({ a: naming(), b: reads, c: writes }, { a: { user: user(5) }, b: { user: who }, c: { user: who } }, { files });
    expect(as(user(5)).results("b")).toEqual(["ok", "ok", "ok", "ok", "ENOENT"]);
    expect(as(user(5)).results("c")).toEqual(["ok", "ok", "ok", "ok", "ENOENT"]);
    expect(as({ uid: 9, gid: 5 }).results("c")).toEqual(["EACCES", "EACCES", "ok", "EACCES", "ENOENT"]);
    expect(as(root).results("c")).toEqual(["ok", "ok", "ok", "ok", "ENOENT"]);
  });

  test("has another version after each write, which readers see", () => {
    const b = runNames({ a: naming(at("read", paths[0]!), at("write", paths[0]!), at("read", paths[0]!)) }, {}, { files });
    expect(b.events.map(({ outcome }) => outcome.version)).toEqual([0, 1, 1]);
  });

  test("is known to whoever is refused it by name, but not to who may not search the directory", () => {
    const b = other([at("read", "/home/a/secret"), at("stat", "/home/a/secret"), at("stat", "/home/a/closed/inner")]);
    expect(b.said("b")).toEqual(["read EACCES, file a /home/a/secret", "stat ok, file a /home/a/secret", "stat EACCES"]);
  });

  test("is listed to who may read its directory", () => {
    expect(other([at("list", "/home/a"), at("list", "/home/a/closed"), at("list", "/home/a/open")]).said("b")).toEqual([
      "list ok, file a /home/a/open, file a /home/a/secret, file a /home/a/team",
      "list EACCES",
      "list ENOTDIR, file a /home/a/open",
    ]);
  });

  test("is removed by who may change its directory, and in a sticky one only by owners", () => {
    expect(other([at("unlink", "/home/a/open")]).results("b")).toEqual(["EACCES"]);
    const shared = runNames(
      {
        a: naming(create("/tmp/x", "file", 0o666)),
        b: naming(at("unlink", "/tmp/x"), at("write", "/tmp/x"), at("unlink", "/tmp")),
      },
      {},
      { files },
    );
    expect(shared.said("b")).toEqual(["unlink EPERM, file a /tmp/x", "write ok, file a /tmp/x", "unlink EISDIR"]);
    const own = runNames({ a: naming(create("/tmp/x"), at("unlink", "/tmp/x"), at("stat", "/tmp/x"), create("/tmp/y")) });
    expect(own.results("a")).toEqual(["ok", "ok", "ENOENT", "ok"]);
  });

  test("of a name that is taken can't be made, and none where one may not write", () => {
    const b = runNames({
      a: naming(create("/tmp/x")),
      b: naming(create("/tmp/x"), create("/etc/x"), create("/tmp/mem", "device")),
    });
    expect(b.said("b")).toEqual(["create EEXIST, file a /tmp/x", "create EACCES", "create EPERM"]);
  });

  test("may be called whatever names of JavaScript's objects", () => {
    const calls = ["constructor", "__proto__", "toString"].flatMap((each) => [
      at("stat", `/tmp/${each}`),
      create(`/tmp/${each}`),
    ]);
    expect(runNames({ a: naming(...calls) }).results("a")).toEqual(["ENOENT", "ok", "ENOENT", "ok", "ENOENT", "ok"]);
  });
});

test("without the check of permissions, everybody reads, writes and removes everything", () => {
  const b = runNames(
    { a: naming(), b: reads, c: writes, d: naming(at("unlink", "/home/a/secret")) },
    {},
    { files, checks: { permissions: false } },
  );
  expect([b.results("b"), b.results("c"), b.results("d")]).toEqual([
    ["ok", "ok", "ok", "ok", "ENOENT"],
    ["ok", "ok", "ok", "ok", "ENOENT"],
    ["ok"],
  ]);
});

describe("a path", () => {
  test("may be relative, and goes up by two dots, at the root no further", () => {
    expect(
      other([at("chdir", "/home/a"), at("read", "open"), at("read", "../../../../home/./a//open"), at("chdir", "open")]).results(
        "b",
      ),
    ).toEqual(["ok", "ok", "ok", "ENOTDIR"]);
  });

  test("through a file leads nowhere", () => {
    expect(other([at("read", "/home/a/open/x"), at("read", "/home/nobody/x")]).results("b")).toEqual(["ENOTDIR", "ENOENT"]);
  });
});

const jail = { confinement: { root: "/jail" } };
const breakOut: NameCall[] = [
  create("/cell", "directory"),
  at("chroot", "/cell"),
  ...Array.from({ length: 5 }, () => at("chdir", "..")),
  at("chroot", "."),
];

describe("a root directory of a process's own", () => {
  test("hides everything above it, by whatever path", () => {
    const b = other([at("read", "/home/a/open"), at("read", "../../home/a/open"), at("read", "/etc/passwd")], { b: jail });
    expect(b.said("b")).toEqual(["read ENOENT", "read ENOENT", "read ok, file b /jail/etc/passwd"]);
  });

  test("may be changed only with CAP_SYS_CHROOT", () => {
    expect(other([at("chroot", "/tmp")]).results("b")).toEqual(["EPERM"]);
    expect(other([at("chroot", "/tmp")], { b: { user: root } }).results("b")).toEqual(["ok"]);
  });

  test("is left by root whose working directory lies outside a new one", () => {
    const b = other([...breakOut, at("read", "/home/a/secret")], { b: { ...jail, user: root } });
    expect(b.said("b").at(-1)).toBe("read ok, file a /home/a/secret");
  });

  test("is not left by anybody else", () => {
    const b = other([...breakOut, at("read", "/home/a/open")], { b: jail });
    expect(b.results("b").at(-1)).toBe("ENOENT");
  });
});

describe("the barrier above a context's root", () => {
  const escaping = (checks = {}) =>
    runNames({ a: naming(), b: naming(...breakOut, at("read", "/home/a/secret")) }, { b: context(2) }, { files, checks });

  test("stops root of the context, whose capabilities do not help it", () => {
    const b = escaping();
    expect(b.results("b")).toEqual(["ok", "ok", ...Array(5).fill("EACCES"), "ok", "ENOENT"]);
  });

  test("is what stops it: without the check it is out", () => {
    expect(escaping({ barrier: false }).said("b").at(-1)).toBe("read ok, file a /home/a/secret");
  });

  test("stops a longer path, too, but not the host nor the spectator", () => {
    const up = at("stat", "../../etc/passwd");
    const inside = at("stat", "/vservers/v2/etc/passwd");
    const b = runNames(
      { a: naming(inside), b: naming(...breakOut.slice(0, 2), up), c: naming(inside), d: naming() },
      { b: context(2), c: { user: root, confinement: { id: 1, root: "/", addresses: [] } } },
      { files },
    );
    expect([b.results("a"), b.results("b").at(-1), b.results("c")]).toEqual([["ok"], "EACCES", ["ok"]]);
  });
});

describe("the table of open files", () => {
  const open = at("open", "/etc/passwd");
  const close: NameCall = { name: "close" };

  test("has room for so many, gives room back at close and at the end of a process, and is shared", () => {
    const b = runNames({ a: naming(open, open, open, close, open, close, close, close) }, {}, { tables: { files: 2 } });
    expect(b.results("a")).toEqual(["ok", "ok", "ENFILE", "ok", "ok", "ok", "ok", "ok"]);
    expect(b.bench.kernel.names).toMatchObject({ used: { files: 0 }, held: {} });
    const leak = runNames({ a: naming(open, open) }, {}, { tables: { files: 2 } });
    expect(leak.bench.kernel.names).toMatchObject({ used: { files: 0 }, held: {} });
  });

  test("takes no more from one process than its own limit, nor from a context than its limit", () => {
    const many = naming(...Array.from({ length: 1_025 }, () => open));
    expect(runNames({ a: many }).results("a").slice(-2)).toEqual(["ok", "EMFILE"]);
    const limited = { b: context(2, { limits: { files: 1 } }) };
    expect(runNames({ b: naming(open, open) }, limited).results("b")).toEqual(["ok", "ENFILE"]);
    expect(runNames({ b: naming(open, open) }, limited, { checks: { limits: false } }).results("b")).toEqual(["ok", "ok"]);
  });
});
