import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const ROOT = join(import.meta.dirname, '../..');

/** What the tests of a set must meet. */
export type PeerVersions = Record<'react' | 'react-dom' | 'react-plaid-link' | 'swr', string>;

declare module 'vitest' {
  interface ProvidedContext {
    versions: PeerVersions;
    /** The folder that they come from. */
    set: string;
    /** Node's first number. */
    node: string;
  }
}

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** The folder whose package.json pins a set: one beside this file, or the repository, which has the newest. */
export function folderOf(set: string): string {
  return set === 'newest' ? ROOT : join(import.meta.dirname, set);
}

/** The versions that a set pins, which is not yet proof that they are the ones that run. */
export function versionsOf(set: string): PeerVersions {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(folderOf(set), 'package.json'), 'utf8'),
  ) as Manifest;
  const pinned = { ...devDependencies, ...dependencies };
  const version = (name: string): string => {
    const found = pinned[name];
    if (!found || !/^\d/.test(found)) throw new Error(`${set} does not pin ${name}.`);
    return found;
  };
  return {
    react: version('react'),
    'react-dom': version('react-dom'),
    'react-plaid-link': version('react-plaid-link'),
    swr: version('swr'),
  };
}

/** All that must come from one place: each of these asks for React, or for another of these, by itself. */
const FROM_SET =
  /^(react|react-dom|react-plaid-link|swr|@testing-library\/(react|dom|user-event))(\/|$)/;

/** Takes the peers, and what the tests render with, from a set's folder. */
export function takeFrom(set: string): Plugin {
  const manifest = join(folderOf(set), 'package.json');
  if (!existsSync(join(folderOf(set), 'node_modules')))
    throw new Error(`${folderOf(set)} is not installed. npm run test:matrix does that.`);
  return {
    name: `take-from-${set}`,
    enforce: 'pre',
    resolveId(id) {
      return FROM_SET.test(id) ? this.resolve(id, manifest, { skipSelf: true }) : null;
    },
  };
}
