import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const STYLES = fileURLToPath(new URL('../../src/styles.css', import.meta.url));

export interface BuiltApp {
  dir: string;
  remove(): Promise<void>;
}

/** An app that imports react-plaid-relink/styles.css, built for production by Vite, with Vite's own settings. */
export async function buildApp(body: string): Promise<BuiltApp> {
  const root = await mkdtemp(join(tmpdir(), 'relink-app-'));
  await writeFile(join(root, 'main.js'), `import 'react-plaid-relink/styles.css';\n`);
  await writeFile(
    join(root, 'index.html'),
    `<!doctype html><html lang="en"><head><title>App</title></head><body>${body}<script type="module" src="./main.js"></script></body></html>`,
  );
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    base: './',
    resolve: { alias: { 'react-plaid-relink/styles.css': STYLES } },
  });
  return { dir: join(root, 'dist'), remove: () => rm(root, { recursive: true, force: true }) };
}
