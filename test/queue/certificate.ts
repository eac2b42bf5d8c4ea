import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** A certificate that its own key has signed, so that whoever is to trust it must be told of it. */
export interface Certificate {
  /** Paths of files. */
  readonly certificate: string;
  readonly key: string;
}

/** What is missing for a Redis that speaks TLS, in words; undefined if nothing is. */
export function missingForTls(): string | undefined {
  if (spawnSync("openssl", ["version"]).status !== 0) return "openssl is missing";
  // The second option is wrong, so it ends; it complains of the first one if it was built without TLS.
  const { stdout, stderr, error } = spawnSync("redis-server", ["--tls-port", "0", "--port", "none"], { encoding: "utf8" });
  if (error !== undefined) return "redis-server is missing";
  return `${stdout}${stderr}`.includes(">>> 'tls-port") ? "redis-server was built without TLS" : undefined;
}

/** Makes a certificate for 127.0.0.1 by openssl, for a day. */
export function selfSigned(folder: string): Certificate {
  const [certificate, key] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
  const names = ["-subj", "/CN=crosstalk", "-addext", "subjectAltName=IP:127.0.0.1"];
  const keys = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const words = ["req", "-x509", ...keys, ...names, "-days", "1", "-out", certificate, "-keyout", key];
  const { status, stderr } = spawnSync("openssl", words, { encoding: "utf8" });
  if (status !== 0) throw new Error(`openssl ended with ${status}: ${stderr}`);
  return { certificate, key };
}
