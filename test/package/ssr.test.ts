import { join } from 'node:path';
import { version } from 'react';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsumer, type Consumer } from '../support/consumer';
import { expectAllRendered, PRINT, renderAll } from '../support/everything';

describe('the tarball on a server', () => {
  let app: Consumer;
  beforeAll(async () => {
    app = await createConsumer();
    await app.write({
      'all.mjs': renderAll.esm(PRINT),
      'all.cjs': renderAll.cjs(PRINT),
      'entry.js': renderAll.esm(PRINT),
    });
  });
  afterAll(() => app.remove());

  it('each component and hook of the tarball renders in plain Node, by import', async () => {
    expectAllRendered(await app.node('all.mjs'), version);
  });

  it('each component and hook of the tarball renders in plain Node, by require', async () => {
    expectAllRendered(await app.node('all.cjs'), version);
  });

  it.each([['beside the bundle', undefined], ['in the bundle', true] as const])(
    'each component and hook renders in a server build of Vite with the package %s',
    async (place, noExternal) => {
      const outDir = `ssr-${place.replaceAll(' ', '-')}`;
      await build({
        root: app.dir,
        logLevel: 'error',
        configFile: false,
        ssr: noExternal ? { noExternal } : {},
        build: { ssr: 'entry.js', outDir },
      });
      expectAllRendered(await app.node(join(outDir, 'entry.js')), version);
    },
  );

  it('the server’s entry loads under the react-server condition, where React has no hooks', async () => {
    await app.write({
      'rsc.mjs': `
        import * as server from 'react-plaid-relink/server';
        console.log(Object.keys(server).sort().join());`,
    });
    expect(await app.node('--conditions=react-server', 'rsc.mjs')).toBe(
      `${[
        'SweepError',
        'catchUpWebhooks',
        'createMemoryInstitutions',
        'createMemoryRecords',
        'createRelinkHandler',
        'createRelinkService',
        'createWebhookHandler',
        'englishMailTexts',
        'findDuplicateItems',
        'flagOf',
        'frenchMailTexts',
        'germanInformalMailTexts',
        'germanMailTexts',
        'isRelinkError',
        'isRelinkServiceError',
        'isWebhookError',
        'matchAccounts',
        'nextRecord',
        'nodeRequestOf',
        'relinkMail',
        'spanishMailTexts',
        'sweepItems',
        'toNodeHandler',
        'verifyWebhook',
      ].join()}\n`,
    );
  });
});
