import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createEmptyApp, type Consumer } from '../support/consumer';

/** Of the repository, so that npm has them in its cache. */
const { devDependencies } = JSON.parse(
  await readFile(join(import.meta.dirname, '../../package.json'), 'utf8'),
) as { devDependencies: Record<string, string> };

/** What a backend writes, with every export that has a part in it. */
const SERVER = `
import { createServer } from 'node:http';
import { Configuration, PlaidApi, PlaidEnvironments } from 'plaid';
import { createRelinkHandler, createWebhookHandler, toNodeHandler } from 'react-plaid-relink/server';

const plaid = new PlaidApi(new Configuration({ basePath: PlaidEnvironments.sandbox }));
const handler = createRelinkHandler({
  plaid,
  authenticate: (request) => (request.headers.has('cookie') ? { id: 'ada' } : null),
  findItem: (itemId, user) => ({ accessToken: itemId, clientUserId: user.id }),
  linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
});
const webhooks = createWebhookHandler({ plaid, onEvent: ({ itemId }) => console.log(itemId) });
export const servers = [handler, webhooks].map((each) => createServer(toNodeHandler(each)));
console.log('ready');
`;

describe('a backend without a frontend', () => {
  let app: Consumer;
  beforeAll(async () => {
    app = await createEmptyApp();
    const packages = ['plaid', '@types/node'].map((name) => `${name}@${devDependencies[name]}`);
    await app.npm('install', inject('tarball'), ...packages);
  });
  afterAll(() => app.remove());

  it('npm installs none of React, react-plaid-link and SWR in a backend', async () => {
    const installed = await readdir(join(app.dir, 'node_modules'));
    expect(installed).toContain('react-plaid-relink');
    expect(installed.filter((name) => /^(react|react-.*|swr|scheduler)$/.test(name))).toEqual([
      'react-plaid-relink',
    ]);
  });

  it('a backend without React loads the server’s half, by import and by require', async () => {
    const code = SERVER.replace('export const', 'const');
    const asRequire = code.replaceAll(/import (\{.*?\}) from ('.*?')/g, 'const $1 = require($2)');
    await app.write({ 'server.mjs': code, 'server.cjs': asRequire });
    expect(await app.node('server.mjs')).toBe('ready\n');
    expect(await app.node('server.cjs')).toBe('ready\n');
  });

  it('a server file compiles without the types of React, and so does every declaration that it needs', async () => {
    await app.write({ 'server.ts': SERVER });
    const { options } = ts.convertCompilerOptionsFromJson(
      {
        strict: true,
        skipLibCheck: false,
        target: 'ES2022',
        lib: ['ES2023', 'DOM', 'DOM.Iterable'],
        module: 'NodeNext',
        types: ['node'],
        noEmit: true,
      },
      app.dir,
    );
    const host = { ...ts.createCompilerHost(options), getCurrentDirectory: () => app.dir };
    const program = ts.createProgram([join(app.dir, 'server.ts')], options, host);
    const files = program.getSourceFiles();
    // Not Plaid's own declarations: they take most of the time.
    const checked = files.filter(({ fileName }) => /server\.ts$|react-plaid-relink/.test(fileName));
    const problems = checked.flatMap((file) => ts.getPreEmitDiagnostics(program, file));
    expect(ts.formatDiagnostics(problems, host)).toBe('');
    expect(checked.length).toBeGreaterThan(20);
    const ofReact = /node_modules.(@types.)?react(-dom)?\//;
    expect(files.map(({ fileName }) => fileName).filter((path) => ofReact.test(path))).toEqual([]);
  });
});
