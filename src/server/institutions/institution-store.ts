/**
 * Where the app keeps what is known of banks and their logos, so that all machines know them: one JSON column, or any
 * key-value store. The package makes the values; the app only stores them. A value that is lost is asked for again, so
 * that a store may forget values after some weeks.
 */
export interface InstitutionStore {
  /** @returns the value under this key, or null where there is none; or a promise of it */
  read(key: string): unknown;
  /**
   * Keeps a value under this key, in place of an earlier one. May return a promise.
   *
   * @param key at most 250 characters: `institution:` and Plaid's `institution_id`, or `logo:` and 32 hexadecimal digits
   * @param value plain JSON: less than 1 kB for a bank, some 20 kB for a logo
   */
  write(key: string, value: object): unknown;
}
