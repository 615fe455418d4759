/**
 * `npm run bench:bytes`: what a page loads with this package, and with what one would take in its place, and when.
 *
 * Installs the others into a folder of its own, so that they are no dependencies here. Everything but React is counted,
 * swr and react-plaid-link too. Needs a build. Ends with 1 where a bundler puts into a page's first chunk what is to
 * come later.
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { transform } from 'esbuild';
import { build as buildWithVite } from 'vite';

const OTHERS = {
  '@quiltt/react': '6.1.0',
  'react-plaid-link': '5.0.0',
  'teller-connect-react': '0.2.3',
  react: '19.3.1',
  'react-dom': '19.3.1',
  swr: '2.5.1',
};
const BUNDLERS = {
  rollup: '4.67.4',
  '@rollup/plugin-node-resolve': '16.0.3',
  '@rollup/plugin-commonjs': '28.0.9',
  webpack: '5.112.2',
};

const OURS = fileURLToPath(new URL('../dist/index.js', import.meta.url));
const EXTERNAL = /^react(-dom)?(\/|$)/;

/** Chunks by a file that only they hold. */
const LATER = {
  'at intent': [/browser-engine/, /manners/],
  'with the first token': [/token-registry/],
};

/** A page by what it imports, and which chunks of ours come later. */
const PAGES = [
  ['`<RelinkButton>`', 'RelinkButton', 'react-plaid-relink', 'at intent'],
  [
    '`usePublicTokenForItem`',
    'usePublicTokenForItem',
    'react-plaid-relink',
    'with the first token',
  ],
  [
    '`useRelink`, `<RelinkProvider>`',
    'useRelink, RelinkProvider',
    'react-plaid-relink',
    'at intent',
  ],
  ['react-plaid-link by hand', 'usePlaidLink', 'react-plaid-link'],
  ['`QuilttButton` of @quiltt/react', 'QuilttButton', '@quiltt/react'],
  ['`useTellerConnect` of teller-connect-react', 'useTellerConnect', 'teller-connect-react'],
];

const dir = await mkdtemp(join(tmpdir(), 'relink-bytes-'));
process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
await writeFile(join(dir, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
const wanted = Object.entries({ ...OTHERS, ...BUNDLERS }).map(([name, at]) => `${name}@${at}`);
execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', ...wanted], { cwd: dir });

const { resolve } = createRequire(join(dir, 'package.json'));
const load = async (name) => import(pathToFileURL(resolve(name)).href);
const { rollup } = await load('rollup');
const { nodeResolve } = await load('@rollup/plugin-node-resolve');
const { default: commonjs } = await load('@rollup/plugin-commonjs');
const { default: webpack } = await load('webpack');

/** The package as an app finds it; its peers are those of the folder. */
const ours = {
  name: 'ours',
  async resolveId(id, importer) {
    if (id === 'react-plaid-relink') return OURS;
    if (importer?.startsWith(join(OURS, '..')) && !id.startsWith('.') && !EXTERNAL.test(id)) {
      return this.resolve(id, join(dir, 'page.js'), { skipSelf: true });
    }
    return null;
  },
};

async function minify(code) {
  const define = { 'process.env.NODE_ENV': '"production"' };
  return (await transform(code, { minify: true, format: 'esm', target: 'es2022', define })).code;
}

async function bundleWithRollup(input) {
  const bundle = await rollup({
    input,
    external: EXTERNAL,
    // As in an app, whose first chunk may also hold what later ones import from it.
    preserveEntrySignatures: false,
    plugins: [ours, nodeResolve({ browser: true }), commonjs()],
    onwarn() {},
  });
  return (await bundle.generate({ format: 'esm' })).output;
}

/** @returns bytes by when they are loaded */
async function measure(names, from, later) {
  const entry = join(dir, 'page.js');
  // Used, or the bundler leaves it out.
  await writeFile(entry, `import { ${names} } from '${from}';\nglobalThis.page = [${names}];`);
  const output = await bundleWithRollup(entry);
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]));
  const counted = new Set();
  const withImports = (chunk) => {
    if (!chunk || counted.has(chunk.fileName)) return [];
    counted.add(chunk.fileName);
    return [chunk, ...chunk.imports.flatMap((file) => withImports(chunks.get(file)))];
  };
  const first = await sizeOf(withImports(output.find(({ isEntry }) => isEntry)));
  const wantedLater = output.filter(
    ({ isDynamicEntry, facadeModuleId, moduleIds }) =>
      isDynamicEntry &&
      (LATER[later] ?? []).some((name) =>
        [facadeModuleId, ...moduleIds].some((id) => name.test(id)),
      ),
  );
  return { first, then: later && (await sizeOf(wantedLater.flatMap(withImports))) };
}

async function sizeOf(chunks) {
  const codes = await Promise.all(chunks.map(({ code }) => minify(code)));
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  return {
    min: sum(codes.map((code) => Buffer.byteLength(code))),
    brotli: sum(codes.map((code) => brotliCompressSync(code).byteLength)),
  };
}

/** Texts of files that a page of idle buttons must not load. */
const MARKS = {
  'the engine': 'Link succeeded, but the backend could not say',
  'the Link host': 'Link could not be removed cleanly',
  'the token engine': 'The backend did not answer within',
  'react-plaid-link': 'react-plaid-link',
};

/** What of it is in the first chunks of a page with a button and a hook. */
async function tooEarly(bundler) {
  const entry = join(dir, 'app.js');
  await writeFile(
    entry,
    `import { RelinkButton, usePublicTokenForItem } from 'react-plaid-relink';
     globalThis.app = [RelinkButton, usePublicTokenForItem];`,
  );
  const text = (await bundler(entry)).join('\n');
  if (!text.includes('data-state')) throw new Error('The button is not in the page.');
  return Object.keys(MARKS).filter((what) => text.includes(MARKS[what]));
}

async function firstOfVite(entry) {
  const { output } = await buildWithVite({
    root: dir,
    configFile: false,
    logLevel: 'silent',
    plugins: [{ ...ours, enforce: 'pre' }],
    build: { write: false, rollupOptions: { input: entry, external: EXTERNAL } },
  });
  return firstOf(output);
}

const firstOfRollup = async (entry) => firstOf(await bundleWithRollup(entry));

/** A page names its later chunks, and what it names it does not yet load. */
function firstOf(output) {
  const first = output.find(({ isEntry }) => isEntry);
  const files = new Set([first.fileName, ...first.imports]);
  return output
    .filter(({ fileName }) => files.has(fileName))
    .map(({ code }) => withoutImports(code));
}

function withoutImports(code) {
  return code.replace(/import\((["'`])[^"'`]*\1\)|["'`][^"'`\s]*\.js["'`]/g, '');
}

async function firstOfWebpack(entry) {
  const path = join(dir, 'webpack');
  const compiler = webpack({
    mode: 'production',
    context: dir,
    entry,
    output: { path },
    resolve: { alias: { 'react-plaid-relink': OURS }, modules: [join(dir, 'node_modules')] },
    performance: false,
  });
  const stats = await new Promise((done, fail) =>
    compiler.run((error, result) => (error ? fail(error) : done(result))),
  );
  await new Promise((done) => compiler.close(done));
  if (stats.hasErrors()) throw new Error(stats.toString('errors-only'));
  const { entrypoints } = stats.toJson({ all: false, entrypoints: true });
  return Promise.all(entrypoints.main.assets.map(({ name }) => readFile(join(path, name), 'utf8')));
}

const kilobytes = ({ min, brotli }) => `${(brotli / 1000).toFixed(2)} kB (${min} B)`;
console.log(
  'Compressed with brotli (and minified only), everything but React; each chunk by itself.\n',
);
console.log('| page | before any click | later |\n|---|---|---|');
for (const [name, names, from, later] of PAGES) {
  const { first, then } = await measure(names, from, later);
  if (first.brotli < 500) throw new Error(`${name} is not in its page.`);
  console.log(`| ${name} | ${kilobytes(first)} | ${then ? `${kilobytes(then)} ${later}` : '–'} |`);
}

console.log('\n| bundler | comes too early |\n|---|---|');
let failures = 0;
for (const [name, bundler] of Object.entries({
  Vite: firstOfVite,
  [`Rollup ${BUNDLERS.rollup}`]: firstOfRollup,
  [`webpack ${BUNDLERS.webpack}, which Next.js can use`]: firstOfWebpack,
})) {
  const early = await tooEarly(bundler);
  failures += early.length;
  console.log(`| ${name} | ${early.join(', ') || 'nothing'} |`);
}
process.exit(failures > 0 ? 1 : 0);
