import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Certificate, selfSigned } from "./certificate.ts";

/** A Redis of Debian's on this machine alone, which may be killed and started again. */
export interface RedisServer {
  /** With its password. */
  readonly url: string;
  readonly port: number;
  /** What clients must trust, if it speaks TLS. */
  readonly certificate?: string;
  /** Kills it as `kill -9` does. */
  kill(): Promise<void>;
  /** Starts it again at the same port, with what it has written down. */
  restart(): Promise<void>;
  /** Ends it and removes its files. */
  remove(): Promise<void>;
}

/** How a Redis is started. */
export interface RedisOptions {
  /** Whether it writes every change to disk before it answers; else it forgets all when it ends. */
  readonly persistent: boolean;
  /** Whether it speaks TLS, and nothing else, under a certificate of its own. */
  readonly tls?: boolean;
}

const PASSWORD = "an open secret";

/** Starts a Redis at a free port of the loopback device, with a folder of its own. */
export async function startRedis({ persistent, tls = false }: RedisOptions): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), "crosstalk-redis-"));
  const port = await freePort();
  const certificate = tls ? selfSigned(folder) : undefined;
  const words = [
    ...listening(port, certificate),
    ...["--bind", "127.0.0.1", "--dir", folder, "--requirepass", PASSWORD, "--save", ""],
    ...(persistent ? ["--appendonly", "yes", "--appendfsync", "always"] : []),
  ];
  let server = await started(words);
  const kill = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill("SIGKILL");
    await once(server, "exit");
  };
  return {
    url: `${tls ? "rediss" : "redis"}://:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`,
    port,
    ...(certificate === undefined ? {} : { certificate: certificate.certificate }),
    kill,
    async restart() {
      server = await started(words);
    },
    async remove() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function listening(port: number, certificate: Certificate | undefined): string[] {
  if (certificate === undefined) return ["--port", String(port)];
  const files = ["--tls-cert-file", certificate.certificate, "--tls-key-file", certificate.key];
  return ["--port", "0", "--tls-port", String(port), ...files, "--tls-auth-clients", "no"];
}

/** Resolves when it takes connections; one that ends before was too early for the port to be free again, and is tried anew. */
async function started(words: readonly string[], attempts = 20): Promise<ChildProcess> {
  const server = spawn("redis-server", words, { stdio: ["ignore", "pipe", "ignore"] });
  let said = "";
  const ready = await new Promise<boolean>((resolve, reject) => {
    server.on("error", reject);
    server.on("exit", () => resolve(false));
    server.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("Ready to accept connections")) resolve(true);
    });
  });
  if (ready) return server;
  if (attempts === 1) throw new Error(`redis-server ended: ${said}`);
  return started(words, attempts - 1);
}

/**
 * A port that nothing listens at, below those that the system gives to clients: a client which connects again and again to a
 * server that is gone would sooner or later be given the server's port, and be connected with itself.
 */
async function freePort(): Promise<number> {
  const [first, count] = [20_000, 10_000];
  for (let attempt = 0; attempt < count; attempt += 1) {
    const port = first + ((process.pid * 7 + attempt) % count);
    if (await isFree(port)) return port;
  }
  throw new Error("no port is free");
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.on("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => resolve(true));
  });
  server.close();
  return free;
}
