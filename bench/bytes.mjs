/**
 * `npm run bench:bytes`: what a page loads with this package, and with what one would take in its place, and when.
 *
 * Needs a build. Installs the bundlers and the other packages into a folder of its own, so that they are no
 * dependencies here, and puts the built package beside them. Everything except React is counted, swr and
 * react-plaid-link too. Exits with 1 if a bundler puts into a page's first files what is meant to come later.
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { cp, mkdtemp, readFile, realpath, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build as buildWithEsbuild, transform, version as esbuildVersion } from 'esbuild';
import { build as buildWithVite, version as viteVersion } from 'vite';

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
const EXTERNAL = /^react(-dom)?(\/|$)/;

/** Files that a page of idle buttons, or of hooks that mint tokens, must not load. */
const LATER = {
  'the engine': /react-plaid-relink\/dist\/core\/engine\/(engine|session)\./,
  'the Link adapter': /react-plaid-relink\/dist\/browser\/link\//,
  'focus and announcements': /react-plaid-relink\/dist\/components\/feedback\/feedback\./,
  'react-plaid-link': /node_modules\/react-plaid-link\//,
};

const root = await realpath(await mkdtemp(join(tmpdir(), 'relink-bytes-')));
process.on('exit', () => rmSync(root, { recursive: true, force: true }));
await writeFile(join(root, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
const wanted = Object.entries({ ...OTHERS, ...BUNDLERS }).map(([name, at]) => `${name}@${at}`);
execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', ...wanted], { cwd: root });
for (const part of ['package.json', 'dist']) {
  const from = fileURLToPath(new URL(`../${part}`, import.meta.url));
  await cp(from, join(root, 'node_modules/react-plaid-relink', part), { recursive: true });
}

const { resolve } = createRequire(join(root, 'package.json'));
const load = async (name) => import(pathToFileURL(resolve(name)).href);
const { rollup } = await load('rollup');
const { nodeResolve } = await load('@rollup/plugin-node-resolve');
const { default: commonjs } = await load('@rollup/plugin-commonjs');
const { default: webpack } = await load('webpack');

/**
 * Each builds a page and gives its files, the page's own first: `{ name, code, modules, imports, later }`. `modules` are
 * the source files with code in it, `imports` the files that load together with it, `later` those that `import()` loads.
 */
const bundle = {
  async rollup(entry) {
    const build = await rollup({
      input: entry,
      external: EXTERNAL,
      // As in an app, whose first chunk may also hold what later ones import from it.
      preserveEntrySignatures: false,
      plugins: [nodeResolve({ browser: true }), commonjs()],
      onwarn() {},
    });
    return chunksOf((await build.generate({ format: 'esm' })).output);
  },

  async vite(entry) {
    const { output } = await buildWithVite({
      root,
      configFile: false,
      logLevel: 'silent',
      build: { write: false, rollupOptions: { input: entry, external: EXTERNAL } },
    });
    return chunksOf(output);
  },

  async esbuild(entry) {
    const { metafile, outputFiles } = await buildWithEsbuild({
      absWorkingDir: root,
      entryPoints: [entry],
      outdir: 'esbuild',
      bundle: true,
      splitting: true,
      format: 'esm',
      minify: true,
      external: ['react', 'react/*', 'react-dom', 'react-dom/*'],
      metafile: true,
      write: false,
    });
    const files = Object.entries(metafile.outputs).map(([name, output]) => {
      const namesOf = (kind) =>
        output.imports
          .filter((each) => each.kind === kind && !each.external)
          .map((each) => each.path);
      return {
        name,
        code: outputFiles.find(({ path }) => path === join(root, name)).text,
        modules: Object.keys(output.inputs).filter((id) => output.inputs[id].bytesInOutput > 0),
        imports: namesOf('import-statement'),
        later: namesOf('dynamic-import'),
        isEntry: output.entryPoint === entry.slice(root.length + 1),
      };
    });
    return entryFirst(files);
  },

  async webpack(entry) {
    const path = join(root, 'webpack');
    const compiler = webpack({
      mode: 'production',
      context: root,
      entry,
      output: { path, module: true },
      experiments: { outputModule: true },
      externals: EXTERNAL,
      externalsType: 'module',
      performance: false,
    });
    const stats = await new Promise((done, fail) =>
      compiler.run((error, result) => (error ? fail(error) : done(result))),
    );
    await new Promise((done) => compiler.close(done));
    if (stats.hasErrors()) throw new Error(stats.toString('errors-only'));
    const { chunks, chunkGraph } = stats.compilation;
    const files = [...chunks].map(async (chunk) => ({
      name: chunk.id,
      code: await readFile(join(path, [...chunk.files][0]), 'utf8'),
      // Modules that were joined to one are in a list of their own.
      modules: [...chunkGraph.getChunkModules(chunk)]
        .flatMap((module) => module.modules ?? module)
        .map((module) => module.resource ?? ''),
      imports: [],
      later: [...chunk.getAllAsyncChunks()].map(({ id }) => id),
      isEntry: chunk.canBeInitial(),
    }));
    return entryFirst(await Promise.all(files));
  },
};

function chunksOf(output) {
  const chunks = output.filter(({ type }) => type === 'chunk');
  return entryFirst(
    chunks.map((chunk) => ({
      name: chunk.fileName,
      code: chunk.code,
      modules: Object.keys(chunk.modules).filter((id) => chunk.modules[id].renderedLength > 0),
      imports: chunk.imports,
      later: chunk.dynamicImports,
      isEntry: chunk.isEntry,
    })),
  );
}

const entryFirst = (files) => files.sort((one, other) => other.isEntry - one.isEntry);

/** The files of a page: those that it loads first, and those that it loads later, in one go. */
async function filesOf(bundler, page) {
  const entry = join(root, 'page.js');
  await writeFile(entry, page);
  const files = await bundle[bundler](entry);
  const reach = (names, known) => {
    for (const name of names) {
      const file = files.find((each) => each.name === name);
      // What is not among them is external.
      if (!file || known.has(file)) continue;
      known.add(file);
      reach(file.imports, known);
    }
    return known;
  };
  const first = reach([files[0].name], new Set());
  const later = reach(
    [...first].flatMap((file) => file.later),
    new Set(),
  );
  return { first: [...first], later: [...later].filter((file) => !first.has(file)) };
}

/** A page that uses each of the names, so that no bundler leaves them out. */
const pageWith = (names, from) =>
  `import { ${names} } from '${from}';\nglobalThis.page = [${names}];`;

async function sizeOf(files) {
  const define = { 'process.env.NODE_ENV': '"production"' };
  const codes = await Promise.all(
    files.map(({ code }) =>
      transform(code, { minify: true, format: 'esm', target: 'es2022', define }),
    ),
  );
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  const brotli = sum(codes.map(({ code }) => brotliCompressSync(code).byteLength));
  if (brotli < 500) throw new Error('The page is empty.');
  return `${(brotli / 1000).toFixed(2)} kB (${sum(codes.map(({ code }) => Buffer.byteLength(code)))} B)`;
}

console.log(
  'Compressed with brotli (minified size in parentheses), everything except React; each file by itself.\n',
);
console.log('| page | before any click | later |\n|---|---|---|');
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
  const { first, later } = await filesOf('rollup', pageWith(names, from));
  const then = when ? `${await sizeOf(later)} ${when}` : '–';
  console.log(`| ${name} | ${await sizeOf(first)} | ${then} |`);
}

const EVERYTHING = `import * as relink from 'react-plaid-relink';\nglobalThis.page = { ...relink };`;
let failures = 0;
console.log('\n| bundler | idle buttons | every export | too early |\n|---|---|---|---|');
for (const [name, bundler] of Object.entries({
  [`Vite ${viteVersion}`]: 'vite',
  [`Rollup ${BUNDLERS.rollup}`]: 'rollup',
  [`esbuild ${esbuildVersion}, with splitting`]: 'esbuild',
  [`webpack ${BUNDLERS.webpack}, which Next.js can use`]: 'webpack',
})) {
  const pages = [];
  for (const page of [pageWith('RelinkButton', 'react-plaid-relink'), EVERYTHING])
    pages.push(await filesOf(bundler, page));
  const modules = (files) => files.flatMap((file) => file.modules).join('\n');
  const early = Object.keys(LATER).filter((what) => {
    const isIn = (files) => LATER[what].test(modules(files));
    if (!pages.every(({ later }) => isIn(later))) throw new Error(`${name} never loads ${what}.`);
    return pages.some(({ first }) => isIn(first));
  });
  failures += early.length;
  const sizes = await Promise.all(pages.map(({ first }) => sizeOf(first)));
  console.log(`| ${name} | ${sizes.join(' | ')} | ${early.join(', ') || 'nothing'} |`);
}
process.exit(failures > 0 ? 1 : 0);
