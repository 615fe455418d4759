/**
 * Runs a script of this folder, which is TypeScript: `node scripts/run.mjs test`. On a fresh clone it installs the
 * dependencies first, so it imports nothing but Node's own modules until then.
 */
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
ensureInstalled();
const { register } = await import('tsx/esm/api');
register();
const [script] = process.argv.splice(2, 1);
await import(`./${script}.ts`);
