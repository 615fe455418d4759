/**
 * `npm run bench:bytes`: what a page loads with this package, and with what one would take in its place, and when.
 *
 * Needs a build, or PACKED. Installs the package, the bundlers and the other packages into a folder of its own, so that
 * they are no dependencies here. React is not counted; everything else is, swr and react-plaid-link too. A bundler that
 * cannot be installed here is left out, and the table says so. Exits with 1 if a bundler puts into a page's first files
 * what is meant to come later.
 */
import { readPage, sizeOf } from './bytes/built-page.mjs';
import bun from './bytes/bun.mjs';
import esbuild from './bytes/esbuild.mjs';
import { EVERY_EXPORT, IDLE_BUTTON, pageWith, PLAIN_BUTTON, writePage } from './bytes/pages.mjs';
import parcel from './bytes/parcel.mjs';
import rollup from './bytes/rollup.mjs';
import rspack from './bytes/rspack.mjs';
import turbopack from './bytes/turbopack.mjs';
import vite from './bytes/vite.mjs';
import webpack from './bytes/webpack.mjs';
import { openWorkshop } from './bytes/workshop.mjs';

const BUNDLERS = { vite, rollup, esbuild, webpack, rspack, parcel, turbopack, bun };
const PACKAGES = {
  '@jridgewell/trace-mapping': '0.3.31',
  '@quiltt/react': '6.1.0',
  'react-plaid-link': '5.0.0',
  'teller-connect-react': '0.2.3',
  react: '19.3.1',
  'react-dom': '19.3.1',
  swr: '2.5.1',
};

/** Modules that neither idle buttons need, nor hooks that mint tokens: by their names in the build and in its source maps. */
const LATER = {
  'the engine': /react-plaid-relink\/(dist|src)\/core\/engine\/(engine|session)\./,
  'the Link adapter': /react-plaid-relink\/(dist|src)\/browser\/link\//,
  'focus and announcements': /react-plaid-relink\/(dist|src)\/components\/feedback\/feedback\./,
  'react-plaid-link': /node_modules\/react-plaid-link\//,
};

const workshop = await openWorkshop(PACKAGES);

/** @returns builds a page with the bundler, and gives its files */
async function builderOf(key, { packages, build }) {
  const bench = await workshop.openBench(key, packages);
  let pages = 0;
  return async (page) => {
    const folder = `${bench.folder}/page-${(pages += 1)}`;
    await writePage(folder, page);
    return readPage(await build(folder, bench), workshop.sourcesIn);
  };
}

const kb = ({ brotli, minified }) => `${(brotli / 1000).toFixed(2)} kB (${minified} B)`;
const without = (size, base) => ({
  brotli: size.brotli - base.brotli,
  minified: size.minified - base.minified,
});

const nameOf = ({ name, note, version, packages }) =>
  [`${name} ${version ?? Object.values(packages)[0]}`, note].filter(Boolean).join(', ');
const firstLineOf = (error) => (error.stderr || error.message).split('\n')[0];

console.log(
  'Compressed with brotli (minified size in parentheses), everything except React; each file by itself.\n',
);
await comparePackages();
process.exitCode = (await compareBundlers()) > 0 ? 1 : 0;

async function comparePackages() {
  console.log('| page | before any click | later |\n|---|---|---|');
  const build = await builderOf('packages', rollup);
  const plain = sizeOf((await build(PLAIN_BUTTON)).first);
  for (const [name, names, from, when] of [
    ['`<RelinkButton>`', 'RelinkButton', 'react-plaid-relink', 'at intent'],
    ['`usePublicTokenForItem`', 'usePublicTokenForItem', 'react-plaid-relink'],
    [
      '`useRelink`, `<RelinkProvider>`',
      'useRelink, RelinkProvider',
      'react-plaid-relink',
      'at intent',
    ],
    ['react-plaid-link by hand', 'usePlaidLink', 'react-plaid-link'],
    ['`QuilttButton` of @quiltt/react', 'QuilttButton', '@quiltt/react'],
    ['`useTellerConnect` of teller-connect-react', 'useTellerConnect', 'teller-connect-react'],
  ]) {
    const { first, later } = await build(pageWith(names, from));
    const before = kb(without(sizeOf(first), plain));
    console.log(`| ${name} | ${before} | ${when ? `${kb(sizeOf(later))} ${when}` : '–'} |`);
  }
}

/** @returns how much comes too early, in all bundlers */
async function compareBundlers() {
  let failures = 0;
  console.log(
    "\n| bundler | idle button | every export | the bundler's own runtime | too early |\n|---|---|---|---|---|",
  );
  for (const [key, bundler] of Object.entries(BUNDLERS)) {
    const name = nameOf(bundler);
    const build = await builderOf(key, bundler).catch((error) => {
      console.log(`| ${name} | could not be installed: ${firstLineOf(error)} | | | |`);
    });
    if (!build) continue;
    const plain = sizeOf((await build(PLAIN_BUTTON)).first);
    const idle = await build(IDLE_BUTTON);
    const every = await build(EVERY_EXPORT);
    const early = Object.keys(LATER).filter((what) => isEarly(what, [idle, every], name));
    failures += early.length;
    const sizes = [idle, every].map(({ first }) => kb(without(sizeOf(first), plain)));
    console.log(
      `| ${name} | ${sizes.join(' | ')} | ${kb(plain)} | ${early.join(', ') || 'nothing'} |`,
    );
  }
  return failures;
}

function isEarly(what, pages, name) {
  const isIn = (files) =>
    files.some(({ sources }) => sources.some((source) => LATER[what].test(source)));
  if (!pages.every(({ first, later }) => isIn([...first, ...later])))
    throw new Error(`${name} never loads ${what}.`);
  return pages.some(({ first }) => isIn(first));
}
