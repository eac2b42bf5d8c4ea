/** A number with three digits and a unit's prefix: 6.15M, 48.2k, 0.61. */
export function short(value: number): string {
  const [scaled, prefix] = value >= 1e6 ? [value / 1e6, "M"] : value >= 1e3 ? [value / 1e3, "k"] : [value, ""];
  if (value === 0) return "0";
  const digits = scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
  return (scaled < 0.0995 ? scaled.toPrecision(2) : scaled.toFixed(digits)) + prefix;
}
