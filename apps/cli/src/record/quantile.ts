/** The value below which a fraction of the samples lies, by rank without interpolation; 0 if there are none. */
export function quantile(samples: readonly number[], fraction: number): number {
  const sorted = [...samples].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(fraction * sorted.length))] ?? 0;
}
