import { expect, it } from 'vitest';
import { makePage } from '../../scripts/docs-gateway.ts';
import { readText } from '../support/markdown';

it('docs/gateway.md has the routes, the errors and the checks as they are (npm run docs:gateway)', () => {
  expect(readText('docs/gateway.md')).toBe(makePage());
});
