import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTypes, programsBeside, RESOLUTIONS } from '../support/check-types';
import { createConsumer, type Consumer } from '../support/consumer';

describe('the types of the tarball', () => {
  let app: Consumer;
  beforeAll(async () => {
    app = await createConsumer();
  });
  afterAll(() => app.remove());

  it.each(RESOLUTIONS)(
    'the tarball’s types accept right code and refuse wrong code, found by $name',
    async (way) => {
      expect(await checkTypes(app, way)).toBe('');
    },
  );

  it('the client’s declarations need no types of Node', async () => {
    const [bundler] = RESOLUTIONS;
    const way = { ...bundler, options: { ...bundler.options, types: [] } };
    expect(await checkTypes(app, way, ['type-program-null-token.tsx'])).toBe('');
  });

  it('the tarball’s types accept right code and refuse wrong code beside react-plaid-link 4', async () => {
    const installed = join(app.dir, 'node_modules/react-plaid-link');
    await rm(installed);
    await symlink(join(app.dir, 'node_modules/react-plaid-link-4'), installed, 'dir');
    for (const way of RESOLUTIONS)
      expect(await checkTypes(app, way, programsBeside('4.2.0'))).toBe('');
  });
});
