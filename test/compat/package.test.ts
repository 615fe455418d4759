import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { checkTypes, programsBeside, RESOLUTIONS } from '../support/check-types';
import { createConsumer, type Consumer } from '../support/consumer';
import { expectAllRendered, PRINT, renderAll } from '../support/everything';
import { folderOf } from './set';

const wanted = inject('versions');

describe('the tarball beside these versions', () => {
  let app: Consumer;
  beforeAll(async () => {
    app = await createConsumer(folderOf(inject('set')));
    await app.write({ 'all.mjs': renderAll.esm(PRINT), 'all.cjs': renderAll.cjs(PRINT) });
  });
  afterAll(() => app.remove());

  it.each(['all.mjs', 'all.cjs'])(
    'the tarball renders with %s beside the React of this run',
    async (program) => {
      expectAllRendered(await app.node(program), wanted.react);
    },
  );

  it('the tarball’s types compile with the React types of this run', async () => {
    const [bundler] = RESOLUTIONS;
    const plaidLink = wanted['react-plaid-link'];
    expect(await checkTypes(app, bundler, programsBeside(plaidLink))).toBe('');
    const react = await app.node(
      '--print',
      'require("@types/react/package.json").version.split(".")[0]',
    );
    expect(react.trim()).toBe(wanted.react.split('.')[0]);
  });
});
