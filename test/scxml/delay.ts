/** A delay of SCXML's, such as `1.5s` or `10ms`, in milliseconds. */
export function delayOf(text: unknown): number {
  const match = String(text).match(/^\s*(\d*\.?\d+)(ms|s)\s*$/);
  if (!match) throw new Error(`a delay is a number of s or ms, such as 1.5s, and not ${JSON.stringify(text)}`);
  return Number(match[1]) * (match[2] === "s" ? 1000 : 1);
}
