import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** How a peer in another language is started, or why it can't be. */
export type NativePeer = { readonly command: readonly string[] } | { readonly missing: string };

const sources = fileURLToPath(new URL("../peers/", import.meta.url));

/** Makes a native peer ready: compiles its program into a folder, if the tools and libraries are there. */
export function prepareNativePeer(name: string, folder: string): NativePeer {
  if (name === "simpy") return simpy();
  if (name === "cpp") return compile(folder, "cpp/priority-queue.cpp", []);
  if (name === "ns-3") return library(folder, "ns-3/ns-3.cpp", "ns3-core", "libns3-dev");
  if (name === "simgrid") return library(folder, "simgrid/simgrid.cpp", "simgrid", "libsimgrid-dev");
  throw new RangeError(`there is no native peer ${name}`);
}

function simpy(): NativePeer {
  const python = "/usr/bin/python3";
  if (!existsSync(python) || spawnSync(python, ["-c", "import simpy"]).status !== 0)
    return { missing: "not installed (Debian: python3-simpy3)" };
  return { command: [python, `${sources}simpy/peer.py`] };
}

function library(folder: string, source: string, name: string, debian: string): NativePeer {
  const flags = spawnSync("pkg-config", ["--cflags", name], { encoding: "utf8" });
  if (flags.status !== 0) return { missing: `not installed (Debian: ${debian}, pkg-config)` };
  return compile(folder, source, [...flags.stdout.split(/\s+/).filter((flag) => flag !== ""), `-l${name}`]);
}

function compile(folder: string, source: string, flags: readonly string[]): NativePeer {
  if (spawnSync("g++", ["--version"]).status !== 0) return { missing: "not installed (g++)" };
  mkdirSync(folder, { recursive: true });
  const program = `${folder}/${source.replace(/^.*\/|\.cpp$/g, "")}`;
  const made = spawnSync("g++", ["-O3", "-std=c++17", "-o", program, sources + source, ...flags], { encoding: "utf8" });
  if (made.status !== 0) return { missing: `does not compile: ${made.stderr.split("\n").find((line) => /error/.test(line))}` };
  return { command: [program] };
}
