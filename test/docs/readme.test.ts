import { describe, expect, it } from 'vitest';
import { blocksOf, readText } from '../support/markdown';

/** The blocks of the README's quick start, by what they call. */
const quickStart = (call: string): string[] => {
  const [, section = ''] = /^## Quick start\n([\s\S]*?)^## /m.exec(readText('README.md')) ?? [];
  const blocks = blocksOf('README.md').filter(
    ({ code, language }) =>
      /^tsx?$/.test(language) && section.includes(code) && code.includes(call),
  );
  return blocks.map(({ code }) => code.trim());
};

describe('README.md', () => {
  it.each(['<RelinkButton', 'createRelinkHandler('])(
    'the quick start shows %s in one block of fewer than 15 lines',
    (call) => {
      const lines = quickStart(call).map((code) => code.split('\n').length);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toBeLessThan(15);
    },
  );
});
