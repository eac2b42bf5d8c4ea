/**
 * Completes package-lock.json where a registry did not serve every platform's build of a tool.
 *
 * npm then leaves those optional packages out of the lock file, and `npm ci` refuses it, on every platform. Their names,
 * exact versions and platforms are known all the same, so the entries are written here, without a checksum.
 *
 *   node scripts/complete-lock-file.mjs           after `npm install`: adds what is missing
 *   node scripts/complete-lock-file.mjs --check   only says what is missing, and fails if anything is
 */
import { readFileSync, writeFileSync } from "node:fs";

const systems = { darwin: "darwin", linux: "linux", windows: "win32", win32: "win32", android: "android" };
const processors = { 64: "x64", x64: "x64", arm64: "arm64" };

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const missing = Object.entries(lock.packages).flatMap(([path, parent]) =>
  Object.entries(parent.optionalDependencies ?? {})
    .filter(([name]) => !resolves(path, name))
    .map(([name, version]) => ({ name, version, parent })),
);

for (const { name, version } of missing) console.log(`missing: ${name} ${version}`);
if (process.argv.includes("--check")) process.exitCode = missing.length > 0 ? 1 : 0;
else if (missing.length > 0) {
  for (const { name, version, parent } of missing) lock.packages[`node_modules/${name}`] = entry(name, version, parent);
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en")));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}

/** Whether a package at the given path finds the named one, searching as Node does. */
function resolves(path, name) {
  if (lock.packages[`${path}${path && "/"}node_modules/${name}`]) return true;
  return path !== "" && resolves(path.slice(0, Math.max(0, path.lastIndexOf("/node_modules/"))), name);
}

function entry(name, version, parent) {
  const words = name.split(/[/-]/);
  const os = words.map((word) => systems[word]).filter(Boolean);
  const cpu = words.map((word) => processors[word]).filter(Boolean);
  if (os.length !== 1 || cpu.length !== 1) throw new Error(`${name} does not tell its platform by its name: add it by hand`);
  return {
    version,
    cpu,
    ...(parent.dev ? { dev: true } : {}),
    ...(os[0] === "linux" ? { libc: [words.includes("musl") ? "musl" : "glibc"] } : {}),
    license: parent.license,
    optional: true,
    os,
    ...(parent.engines ? { engines: parent.engines } : {}),
  };
}
