import { expect, it } from "vitest";
import * as engine from "./index.ts";

it("exports these names and no others; a change here is a change of the public interface", () => {
  expect(Object.keys(engine).toSorted()).toEqual([
    "END_OF_TIME",
    "EventQueue",
    "Fingerprint",
    "ModelError",
    "NEVER",
    "RandomStream",
    "RandomStreams",
    "Simulation",
    "SimulationError",
    "VirtualTimeScheduler",
    "Wire",
    "bandwidth",
    "begin",
    "checkedCopy",
    "compile",
    "createActor",
    "formatTime",
    "hashString",
    "hashValue",
    "latency",
    "loss",
    "mix",
    "ms",
    "now",
    "ns",
    "random",
    "recordTrace",
    "resume",
    "sample",
    "seconds",
    "toSeconds",
    "us",
  ]);
});
