/**
 * `docs-versions.ts FOLDER`: writes the two pages beside the versions of the documentation, each of which is a folder. One
 * lists the versions; the other, the site's first page, leads to the newest release, or to main while there is none.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [site = '.'] = process.argv.slice(2);
const folders = readdirSync(site, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const releases = folders
  .filter((name) => /^v\d/.test(name))
  .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
const versions = [...releases, ...folders.filter((name) => name === 'main')];
const [newest] = versions;
if (!newest) throw new Error(`${site} has no version. Each version is a folder: main, v1.2.3.`);

const page = (head: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>react-plaid-relink: versions</title><style>:root { color-scheme: light dark; font: 1rem/1.6 system-ui; margin: 2rem }</style>
${head}<body>${body}</body></html>\n`;
const linkTo = (version: string): string => `<a href="./${version}/index.html">${version}</a>`;

writeFileSync(
  join(site, 'versions.html'),
  page(
    '',
    `<h1>Versions</h1><ul>${versions.map((one) => `<li>${linkTo(one)}</li>`).join('')}</ul>`,
  ),
);
writeFileSync(
  join(site, 'index.html'),
  page(`<meta http-equiv="refresh" content="0; url=./${newest}/index.html">`, linkTo(newest)),
);
