import { join } from 'node:path';
import { version } from 'react';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsumer, type Consumer } from '../support/consumer';
import { expectAllRendered, PRINT, renderAll } from '../support/everything';

describe('on a server, each component and hook of the tarball renders', () => {
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

  it('in plain Node, by import', async () => {
    expectAllRendered(await app.node('all.mjs'), version);
  });

  it('in plain Node, by require', async () => {
    expectAllRendered(await app.node('all.cjs'), version);
  });

  it.each([['beside the bundle', undefined], ['in the bundle', true] as const])(
    'built by Vite for a server, with the package %s',
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

  it('the server’s half loads where React has no hooks', async () => {
    await app.write({
      'rsc.mjs': `
        import * as server from 'react-plaid-relink/server';
        console.log(Object.keys(server).sort().join());`,
    });
    expect(await app.node('--conditions=react-server', 'rsc.mjs')).toBe(
      'createRelinkHandler,createWebhookHandler,isRelinkError,toNodeHandler\n',
    );
  });
});
