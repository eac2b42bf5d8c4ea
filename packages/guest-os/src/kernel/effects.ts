import { now } from "@crosstalk/engine";
import type { Instruction } from "../code.ts";
import { type Act, drawDuration, halt, order, timerInstant } from "./act.ts";
import { startRequests } from "./input-output.ts";
import { codeOf, goOn } from "./interpret.ts";
import { releaseLock, takeLock } from "./locks.ts";
import { askForTarget } from "./memory/balloon.ts";
import { strayWrite } from "./memory/corruption.ts";
import { accessFile, accessMemory, touchUnderPressure } from "./memory/operations.ts";
import { carryOutName } from "./names/carry-out-name.ts";
import { panic } from "./panic.ts";
import { closePipe, openPipe, readPipe, writePipe } from "./pipes.ts";
import { end, fork, replaceImage, waitForChild } from "./processes.ts";
import { shootDown } from "./shootdown.ts";
import type { ProcessEntry } from "./state.ts";

/** Carries out the instruction at a process's program counter, whose work has been done. */
export function carryOut(act: Act, process: ProcessEntry): void {
  const instruction = act.model.codes[codeOf(act, process)]?.[process.pc] as Instruction;
  switch (instruction.do) {
    case "fork":
      fork(act, process, instruction);
      return;
    case "exec":
      replaceImage(act, process, instruction);
      return;
    case "wait":
      if (!waitForChild(act, process, instruction)) return;
      break;
    case "exit":
      end(act, process);
      return;
    case "sleep":
    case "block": {
      const time = drawDuration(act, process, instruction.time, instruction.do);
      process.pc += 1;
      halt(act, process, { for: "time" }, instruction.do === "sleep" ? timerInstant(act, now() + time) : now() + time);
      return;
    }
    case "pipe-open":
      openPipe(act, process, instruction.pipe);
      break;
    case "pipe-read":
      if (!readPipe(act, process, instruction)) return;
      break;
    case "pipe-write":
      if (!writePipe(act, process, instruction)) return;
      break;
    case "pipe-close":
      closePipe(act, process, instruction.pipe);
      break;
    case "lock":
      if (!takeLock(act, process, instruction)) return;
      break;
    case "unlock":
      releaseLock(act, process, instruction.lock);
      break;
    case "shootdown":
      if (!shootDown(act, process)) return;
      break;
    case "device":
      startRequests(act, process, instruction);
      return;
    case "access":
      accessMemory(act, process, instruction);
      return;
    case "file":
      accessFile(act, process, instruction);
      return;
    case "run":
    case "touch":
      touchUnderPressure(act, process, instruction);
      return;
    case "yield":
      order(act, { type: "YIELD", entity: process.pid });
      break;
    case "name": {
      const succeeded = carryOutName(act, process, instruction);
      if (succeeded === undefined) return;
      if (succeeded || instruction.failed === undefined) break;
      process.pc = instruction.failed;
      goOn(act, process);
      return;
    }
    case "bug":
      if (instruction.of === "stray-write") strayWrite(act, process);
      if (instruction.of !== "panic") break;
      panic(act, `bug reached by ${process.name}`);
      return;
    case "balloon":
      askForTarget(act, process);
      return;
    case "mark":
      act.out.push({ type: "MARK", name: instruction.name, tenant: process.tenant, program: process.program, pid: process.pid });
      break;
    default:
      break;
  }
  process.pc += 1;
  goOn(act, process);
}

/** Lets a process go on after what it waited for at its present instruction has come. */
export function resume(act: Act, process: ProcessEntry): void {
  process.waiting = null;
  process.pc += 1;
  goOn(act, process, true);
}
