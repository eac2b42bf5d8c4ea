/** A value as a list: itself if it is one, a list of it alone otherwise. */
export function toArray<Value>(value: Value | readonly Value[]): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [value as Value];
}
