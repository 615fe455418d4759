/** Secrets by number. The highest one is used for whatever is new, and each for what it has made. */
export type KeyRing = ReadonlyMap<number, string>;

/**
 * Reads `2:secret,1:older secret`. To replace a secret, put the new one in front with the next number. Drop the old one when
 * nothing that it has made is left. A secret without a number is the first.
 */
export function parseKeyRing(text: string): KeyRing {
  const parts = text.split(',').map((part) => /^(\d+):(.+)$/s.exec(part.trim()));
  const entries = parts.flatMap((part): [number, string][] =>
    part?.[2] ? [[Number(part[1]), part[2]]] : [],
  );
  return new Map(entries.length === parts.length ? entries : [[1, text]]);
}

export function newestOf<Value>(ring: ReadonlyMap<number, Value>): number {
  return Math.max(...ring.keys());
}
