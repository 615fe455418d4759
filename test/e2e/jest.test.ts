import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createConsumer, type Consumer } from '../support/consumer';
import { codeBlocks, readText, ROOT, twice } from '../support/markdown';

/** Jest needs some transform for TypeScript, and CommonJS; which one is the app's choice. */
const TRANSFORM = `
  const ts = require('typescript');
  const compilerOptions = { module: 'CommonJS', target: 'ES2022', jsx: 'react-jsx', esModuleInterop: true };
  exports.process = (text, fileName) => ({ code: ts.transpileModule(text, { fileName, compilerOptions }).outputText });
`;

const README_TEST = codeBlocks('README.md').find((code) => code.includes('link.succeed()')) ?? '';

/** Beside the example: the README's own test, and that it is CommonJS which Jest gets. */
const MORE = {
  'jest/readme.test.tsx': twice(README_TEST).replace("'vitest'", "'@jest/globals'"),
  'jest/commonjs.test.ts': `
    test('loads CommonJS', () => {
      expect(require.resolve('react-plaid-relink')).toMatch(/dist.index\\.cjs$/);
      expect(require.resolve('react-plaid-relink/testing')).toMatch(/dist.testing\\.cjs$/);
    });`,
};

let app: Consumer;
beforeAll(async () => {
  app = await createConsumer();
  const examples = readdirSync(`${ROOT}/examples/testing/jest`).map((name) => `jest/${name}`);
  const files = [...examples, 'connection.tsx', 'app.tsx'].map((path) => [
    path,
    readText(`examples/testing/${path}`),
  ]);
  await app.write({
    ...(Object.fromEntries(files) as Record<string, string>),
    'transform.cjs': TRANSFORM,
    ...MORE,
  });
});
afterAll(() => app.remove());

it('the Jest example and the README’s test pass in an app that installed the packed package', async () => {
  const transform = { '\\.tsx?$': `${app.dir}/transform.cjs` };
  const report = await app.bin(
    'jest/bin/jest.js',
    ...['--config', `${app.dir}/jest/jest.config.cjs`, '--transform', JSON.stringify(transform)],
    ...['--json', '--runInBand', '--no-cache', '--testTimeout', '30000'],
  );
  expect(JSON.parse(report)).toMatchObject({ numPassedTests: 8, numFailedTests: 0, success: true });
});
