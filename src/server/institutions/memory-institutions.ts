import { createBoundedMap } from './bounded-map';
import type { InstitutionStore } from './institution-store';

/** A bank has two: itself and its logo. */
const MAX_VALUES = 1_000;
/** All but the texts of logos is small. A character of a logo's base64 takes a byte. */
const LIMIT = {
  maxBytes: 16 * 1024 * 1024,
  bytesOf: (value: object): number =>
    'logo' in value && typeof value.logo === 'string' ? value.logo.length : 0,
};

/**
 * Creates a store in the memory of this process, of at most 500 banks and 16 MB. Other processes do not see it: the address of a logo
 * that one of them gave is a 404 at the others.
 */
export function createMemoryInstitutions(): InstitutionStore {
  const values = createBoundedMap<object>(MAX_VALUES, LIMIT);
  return {
    read: (key) => values.get(key) ?? null,
    write: (key, value) => values.set(key, value),
  };
}

const stores = new WeakMap<object, InstitutionStore>();

/** A handler and a service of one app have one client, so that the handler serves the logos that the service tells of. */
export function memoryInstitutionsOf(plaid: object): InstitutionStore {
  const store = stores.get(plaid) ?? createMemoryInstitutions();
  stores.set(plaid, store);
  return store;
}
