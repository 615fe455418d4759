import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);

describe('docs/dialogs.md', () => {
  it('docs/dialogs.md shows the recipes that the stories and browser tests run, word for word', () => {
    const written = [...readFileSync(at('docs/dialogs.md'), 'utf8').matchAll(/```tsx\n(.*?)```/gs)];
    const run = readdirSync(at('stories/dialogs'))
      .filter((file) => file.endsWith('.tsx'))
      .map((file) => readFileSync(at(`stories/dialogs/${file}`), 'utf8'));
    expect(run.length).toBe(4);
    expect(written.map(([, code]) => code).sort()).toEqual(run.sort());
  });
});
