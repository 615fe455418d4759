import type { TestProject } from 'vitest/node';
import { pack, type Packed } from '../../scripts/pack.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the package as npm would publish it. */
    tarball: string;
  }
}

// Each project loads this file for itself; two builds at once would empty each other's `dist`.
const PACKED = Symbol.for('react-plaid-relink packed for the tests');
const shared: { [PACKED]: Promise<Packed> | null } = Object.assign(globalThis, {
  [PACKED]: (Reflect.get(globalThis, PACKED) as Promise<Packed> | undefined) ?? null,
});

/** A vitest global set-up: builds and packs the package, once for all projects that install it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { tarball, remove } = await (shared[PACKED] ??= pack());
  project.provide('tarball', tarball);
  return remove;
}
