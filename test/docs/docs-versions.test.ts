import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../support/markdown';

let site = '';
beforeEach(() => {
  site = mkdtempSync(join(tmpdir(), 'relink-versions-'));
});
afterEach(() => rmSync(site, { recursive: true }));

function versions(...folders: string[]): void {
  for (const folder of folders) mkdirSync(join(site, folder));
  const script = join(ROOT, 'scripts/docs-versions.ts');
  execFileSync(process.execPath, ['--import', 'tsx', script, site], { cwd: ROOT, stdio: 'pipe' });
}
const linksOf = (page: string): string[] =>
  [...readFileSync(join(site, page), 'utf8').matchAll(/href="([^"]+)"/g)].map(
    ([, link = '']) => link,
  );

describe('the versions of the documentation', () => {
  it('the site leads to the newest release and lists every version, the newest first', () => {
    versions('main', 'v0.2.0', 'v0.10.0');
    expect(linksOf('index.html')).toEqual(['./v0.10.0/index.html']);
    expect(linksOf('versions.html')).toEqual(
      ['v0.10.0', 'v0.2.0', 'main'].map((version) => `./${version}/index.html`),
    );
  });

  it('the site leads to main while there is no release', () => {
    versions('main');
    expect(linksOf('index.html')).toEqual(['./main/index.html']);
  });

  it('a site without a version is refused', () => {
    expect(() => versions()).toThrow(/has no version/);
  });
});
