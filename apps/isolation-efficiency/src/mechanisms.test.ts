import { linuxVServer, plainLinux, xen304 } from "@crosstalk/platforms";
import { describe, expect, it } from "vitest";
import { oneMachine, scoreOn } from "./testing/mechanisms.ts";

const probing = ["security-prober-first", "security-prober-among"];
const security = (platform: Parameters<typeof scoreOn>[0]): number =>
  scoreOn(platform, probing).kinds.security?.mean ?? Number.NaN;
const resource = (platform: Parameters<typeof scoreOn>[0], antagonist: string): number =>
  scoreOn(platform, ["resource-alone", `resource-${antagonist}`]).kinds.resource?.mean ?? Number.NaN;

describe("isolation comes out of mechanisms: taken away, it is gone", () => {
  it("permission checks keep processes of other users from each other's files, memory and processes", () => {
    const [whole, without] = [security(plainLinux()), security(plainLinux({ checks: { permissions: false } }))];
    expect(without).toBeLessThan(whole - 0.2);
  });

  it("a security context hides what has a name: without its filter, the root of one reaches into others", () => {
    const [whole, without] = [security(linuxVServer()), security(linuxVServer({ checks: { context: false } }))];
    expect(whole).toBeGreaterThan(0.8);
    expect(without).toBeLessThan(whole - 0.3);
  });

  it("a token bucket keeps a context's hogs to their half: without it, each process counts", () => {
    expect(resource(linuxVServer(), "many-hogs")).toBeGreaterThan(0.95);
    expect(resource(linuxVServer({ limit: "none" }), "many-hogs")).toBeLessThan(0.4);
  });

  it("a virtual machine's own memory keeps a memory bomb from its neighbours", () => {
    expect(resource(xen304(), "small-memory-bomb")).toBeGreaterThan(0.98);
    expect(resource(oneMachine(xen304()), "small-memory-bomb")).toBe(0);
  });

  it("a virtual machine's own entitlement keeps many hogs to their half; within one machine, each process counts", () => {
    expect(resource(xen304(), "many-hogs")).toBeGreaterThan(0.98);
    expect(resource(oneMachine(xen304()), "many-hogs")).toBeLessThan(0.4);
  });

  it("a virtual machine's own kernel hides all names, and keeps its bugs to itself: one kernel for all takes all down", () => {
    expect(security(xen304())).toBe(1);
    const shared = scoreOn(oneMachine(xen304()), ["fault-kernel-bug"]);
    expect(shared.kinds.fault?.mean).toBe(0);
    expect(scoreOn(xen304(), ["fault-kernel-bug"]).kinds.fault?.mean).toBe(1);
  });
});
