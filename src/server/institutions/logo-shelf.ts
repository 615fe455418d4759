import { isRecord, nonEmptyString } from '../../core/unknown';
import { shortHash } from '../http/short-hash';
import { createBoundedMap } from './bounded-map';
import { decodePng } from './logo-png';
import type { StoreReader } from './store-reader';

/** A logo as it is served. */
export interface Logo {
  bytes: Uint8Array<ArrayBuffer>;
  etag: string;
}

/** @returns null where no logo is known under this key */
export type FindLogo = (key: string) => Promise<Logo | null>;

/**
 * The logos of banks by their keys. They are found by nothing else, so that no answer, and no answer's time, tells which banks
 * are known.
 */
export interface LogoShelf {
  find: FindLogo;
  /** {@link find} for the server's own question, which no visitor causes: without a limit. */
  load: FindLogo;
  /** @param base64 a PNG */
  keep(key: string, base64: string): Promise<void>;
}

const VERSION = 1;
/** As many as there are banks. */
const MAX_LOGOS = 500;
/** They take some 5 MB, where each is of the usual size; but each may be ten times larger. */
const LIMIT = { maxBytes: 8 * 1024 * 1024, bytesOf: ({ bytes }: Logo): number => bytes.byteLength };
/** Any visitor can invent keys, and each costs one read of the app's store. */
const READS_PER_MINUTE = 600;
const MINUTE_MS = 60_000;

export function createLogoShelf(reader: StoreReader, now = () => performance.now()): LogoShelf {
  const logos = createBoundedMap<Logo>(MAX_LOGOS, LIMIT);
  const reads = new Map<string, Promise<Logo | null>>();
  let window = { startedAt: now(), reads: 0 };

  function mayRead(): boolean {
    if (now() - window.startedAt >= MINUTE_MS) window = { startedAt: now(), reads: 0 };
    window.reads += 1;
    return window.reads <= READS_PER_MINUTE;
  }

  async function readLogo(key: string): Promise<Logo | null> {
    const logo = await reader.read(storeKey(key), parseLogo);
    if (logo) logos.set(key, logo);
    return logo;
  }

  /** Visitors who ask for one logo at the same time cause one read. */
  function readOnce(key: string): Promise<Logo | null> {
    const running = reads.get(key);
    if (running) return running;
    const read = readLogo(key).finally(() => reads.delete(key));
    reads.set(key, read);
    return read;
  }

  return {
    async find(key) {
      const known = logos.get(key);
      if (known) return known;
      return reads.has(key) || mayRead() ? readOnce(key) : null;
    },
    load: async (key) => logos.get(key) ?? readOnce(key),
    async keep(key, base64) {
      const value = { version: VERSION, logo: base64 };
      const logo = parseLogo(value);
      if (logo) logos.set(key, logo);
      await reader.write(storeKey(key), value);
    },
  };
}

function storeKey(key: string): string {
  return `logo:${key}`;
}

function parseLogo(stored: unknown): Logo | null {
  const base64 =
    isRecord(stored) && stored.version === VERSION ? nonEmptyString(stored.logo) : null;
  const bytes = base64 === null ? null : decodePng(base64);
  return bytes && { bytes, etag: `"${shortHash(base64 ?? '')}"` };
}
