import { Simulation, now } from "@crosstalk/engine";
import { setup, assign, emit } from "xstate";
import { readFileSync } from "node:fs";
const N = Number(process.argv[2] ?? 1000), E = Number(process.argv[3] ?? 3e6), runtime = (process.argv[4] ?? "compiled") as any;
let x = 123456789, y = 362436069, z = 521288629, w = 88675123;
const table = new Float64Array(1 << 20);
for (let i = 0; i < table.length; i++) { const t = x ^ (x << 11); x = y; y = z; z = w; w = (w ^ (w >>> 19) ^ t ^ (t >>> 8)) >>> 0; table[i] = -Math.log((w + 0.5) / 4294967296); }
let k = 0;
const draw = () => { const d = table[k & 0xfffff]! * 1e6; k++; return Math.round(d); };
const hold = setup({ delays: { draw } }).createMachine({ id: "hold", initial: "waiting", states: { waiting: { after: { draw: { target: "waiting", reenter: true } } } } });
const s = new Simulation({ seed: 1, runtime });
for (let i = 0; i < N; i++) s.actor(`a${i}`, hold);
let t0 = BigInt(process.cpuUsage().user)*1000n; s.start(); let t1 = BigInt(process.cpuUsage().user)*1000n;
console.log("start us/actor", Number(t1 - t0) / 1e3 / N);
t0 = BigInt(process.cpuUsage().user)*1000n;
for (let i = 0; i < E; i++) s.step();
t1 = BigInt(process.cpuUsage().user)*1000n;
console.log("HOLD", N, (E / (Number(t1 - t0) / 1e9) / 1e6).toFixed(2), "M/s", s.fingerprint);
