import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

/** What a bundler keeps of an app that imports these names, without comments. */
async function bundle(imported: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { ${imported} } from './src/index.ts';`,
      resolveDir: process.cwd(),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
    charset: 'utf8',
    packages: 'external',
    outdir: 'out',
    splitting: true,
    logLevel: 'error',
  });
  return outputFiles.map(({ text }) => text).join('\n');
}

const APP = 'RelinkProvider, RelinkButton, RelinkNotice, RelinkList, useRelink, useItemHealth';
const MARKS = {
  german: 'Ihre Bank',
  informal: 'deine Bank',
  french: 'votre banque',
  spanish: 'su banco',
};
const languagesIn = (code: string): string[] =>
  Object.entries(MARKS).flatMap(([language, mark]) => (code.includes(mark) ? [language] : []));

describe('the languages that an app loads', () => {
  it('an app with every component and no other language loads English alone', async () => {
    const code = await bundle(APP);
    expect(code).toContain('your bank');
    expect(languagesIn(code)).toEqual([]);
  });

  it.each([
    ['germanMessages', ['german']],
    ['germanInformalMessages', ['german', 'informal']],
    ['frenchMessages', ['french']],
    ['spanishMessages', ['spanish']],
  ])('an app that imports %s loads that language, and no other', async (name, languages) => {
    expect(languagesIn(await bundle(`${APP}, ${name}`))).toEqual(languages);
  });
});
