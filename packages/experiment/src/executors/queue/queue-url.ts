import type { UsageProblem } from "../../usage-error.ts";

/** What is wrong with the address of a queue, before anything is connected to. */
export function queueProblems(address: string): UsageProblem[] {
  const allowed = "redis://[[user]:password@]host[:port][/database], or rediss:// for TLS";
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const right =
    url !== undefined &&
    /^rediss?:$/.test(url.protocol) &&
    url.hostname !== "" &&
    /^(\/\d{0,4})?$/.test(url.pathname) &&
    !url.hash;
  return right ? [] : [{ field: "queue", value: shownAddress(address) || "empty", allowed }];
}

/** The address of a queue as it may be shown: without the password. */
export function shownAddress(address: string): string {
  return address.replace(/^((?:[\w+.-]*:\/+)?[^:@/]*):.*@/s, "$1:***@").replace(/\?.*/s, "?***");
}
