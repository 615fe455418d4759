import { readFileSync } from 'node:fs';

/** The TypeScript code blocks of a page of the documentation, in its order. */
export function codeBlocks(path: string): string[] {
  const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  return [...text.matchAll(/^```tsx?\n([\s\S]*?)^```/gm)].map(([, code]) => code ?? '');
}
