import { describe, expect, it } from 'vitest';
import { codeBlocks } from '../support/markdown';

describe('README.md', () => {
  it('keeps the quick start under 15 lines each', () => {
    const [client, server] = codeBlocks('README.md').map((code) => code.trim().split('\n').length);
    expect(client).toBeLessThan(15);
    expect(server).toBeLessThan(15);
  });
});
