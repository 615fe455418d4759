/** A map that forgets what was not used for the longest time. */
export interface BoundedMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/** How much a map may hold by the sizes of its values. */
interface SizeLimit<Value> {
  maxBytes: number;
  bytesOf(value: Value): number;
}

export function createBoundedMap<Value>(
  maxEntries: number,
  { maxBytes, bytesOf }: SizeLimit<Value> = { maxBytes: 0, bytesOf: () => 0 },
): BoundedMap<Value> {
  // In the order of their last use.
  const entries = new Map<string, Value>();
  let bytes = 0;

  function remove(key: string): void {
    const value = entries.get(key);
    if (value !== undefined) bytes -= bytesOf(value);
    entries.delete(key);
  }

  function set(key: string, value: Value): void {
    remove(key);
    entries.set(key, value);
    bytes += bytesOf(value);
    for (const oldest of entries.keys()) {
      if (entries.size <= maxEntries && bytes <= maxBytes) return;
      remove(oldest);
    }
  }

  return {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) set(key, value);
      return value;
    },
    set,
  };
}
