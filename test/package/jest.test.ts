import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installIn } from '../../scripts/install.mjs';
import { codeBlocks } from '../support/code-blocks';
import { createConsumer, type Consumer } from '../support/consumer';

const FOLDER = join(import.meta.dirname, 'jest');
const README_TEST = codeBlocks('README.md').find((code) => code.includes('relinksAnItem')) ?? '';

/** What a user would write, over the fakes. */
const TESTS = {
  'relinks.tsx': README_TEST,
  'relinks.test.ts': `
    import { relinksAnItem } from './relinks';
    test('passes the README’s own test of a relink', async () => {
      expect(await relinksAnItem()).toBeNull();
    });`,
  'resolution.test.ts': `
    test('loads CommonJS, and has a DOM', () => {
      expect(require.resolve('react-plaid-relink')).toMatch(/dist.index\\.cjs$/);
      expect(require.resolve('react-plaid-relink/testing')).toMatch(/dist.testing\\.cjs$/);
      expect(typeof document).toBe('object');
    });`,
  'refused.test.tsx': `
    import { render, screen } from '@testing-library/react';
    import userEvent from '@testing-library/user-event';
    import { isRelinkError, RelinkButton, RelinkProvider } from 'react-plaid-relink';
    import { createFakeBackend, createFakeLink, createFakePlaid } from 'react-plaid-relink/testing';

    test('shows and reports an Item of somebody else', async () => {
      const plaid = createFakePlaid();
      const { gateway } = createFakeBackend({ plaid });
      const uninstall = createFakeLink({ plaid }).install();
      const errors = [];
      render(
        <RelinkProvider gateway={gateway} onError={(error) => errors.push(error)}>
          <RelinkButton itemId={plaid.createItem().itemId} />
        </RelinkProvider>,
      );
      await userEvent.click(screen.getByRole('button', { name: 'Reconnect' }));
      await screen.findByText('This connection cannot be updated right now. Please contact support.');
      expect(errors.map(({ code }) => code)).toEqual(['item_not_found']);
      expect(isRelinkError(errors[0])).toBe(true);
      uninstall();
    });`,
};

describe('an app whose tests run in Jest', () => {
  let app: Consumer;
  beforeAll(async () => {
    installIn(FOLDER);
    app = await createConsumer(FOLDER);
    await app.write({
      'package.json': await readFile(join(FOLDER, 'package.json'), 'utf8'),
      ...TESTS,
    });
  }, 300_000);
  afterAll(() => app.remove());

  it.each(Object.keys(TESTS).filter((file) => file.includes('.test.')))(
    'passes %s',
    async (file) => {
      const output = await app.bin(
        'jest/bin/jest.js',
        '--ci',
        '--json',
        `--testPathPatterns=${file}`,
      );
      expect(JSON.parse(output)).toMatchObject({ success: true, numPassedTests: 1 });
    },
  );
});
