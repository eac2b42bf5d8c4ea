import type { KernelContext } from "../state.ts";
import type { Checks } from "./name-tables.ts";

/** Whether the kernel makes a check: it does, unless it was built without. */
export function makes({ naming }: Pick<KernelContext, "naming">, check: keyof Checks): boolean {
  return naming?.checks?.[check] ?? true;
}
