import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUILT_PAGES, pages, readText, ROOT } from '../support/markdown';

/** `npm start`, `npm test`, `npm run size`, `npm run --silent check`, `npm --prefix examples/next start`. */
const CALL = /\bnpm (?:--prefix \S+ )?(?:(?<well>start|test)\b|run (?:-\S+ )*(?<script>[\w:-]+))/g;
const OTHERS = [
  'CONTRIBUTING.md',
  '.ci/run',
  '.github/workflows/ci.yml',
  '.github/workflows/docs.yml',
  '.github/workflows/release.yml',
  '.github/pull_request_template.md',
];

/** Of the nearest package: an example's page speaks of the example, or of the whole. */
function scriptsFor(page: string): string[] {
  const folders = [dirname(page), '.'].filter((dir) => existsSync(join(ROOT, dir, 'package.json')));
  return folders.flatMap((dir) => {
    const { scripts } = JSON.parse(readText(join(dir, 'package.json'))) as {
      scripts: Record<string, string>;
    };
    return Object.keys(scripts);
  });
}

/** A guide's own app has scripts of its own: the guide shows them, or the scaffold that its test makes has them. */
const isOfAnotherApp = (page: string, script: string): boolean =>
  (page.startsWith('docs/') && readText(page).includes(`"${script}":`)) ||
  (BUILT_PAGES.some((built) => built === page) && ['dev', 'build', 'start'].includes(script));

const callsIn = (text: string): string[] =>
  [...text.matchAll(CALL)].map(({ groups }) => groups?.well ?? groups?.script ?? '');

describe('npm scripts', () => {
  it('the check of npm scripts finds each way to call one', () => {
    const text = 'npm start; `npm test`, npm run --silent size && npm --prefix examples/next start';
    expect(callsIn(text)).toEqual(['start', 'test', 'size', 'start']);
  });

  it.each([...pages(), ...OTHERS])('every npm script that %s names exists', (page) => {
    const known = scriptsFor(page);
    expect(
      callsIn(readText(page)).filter(
        (script) => !known.includes(script) && !isOfAnotherApp(page, script),
      ),
    ).toEqual([]);
  });
});
