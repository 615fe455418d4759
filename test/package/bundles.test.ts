import { join } from 'node:path';
import { build as buildWithEsbuild, type Plugin } from 'esbuild';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleGraph } from '../support/bundle-graph';
import { createConsumer, type Consumer } from '../support/consumer';

const PEERS = ['react', 'react-dom/client', 'react-plaid-link', 'react/jsx-runtime', 'swr'];
/** Of each entry: the folders whose code it may bring along, one of its own files, and the packages it may import. */
const ENTRIES = [
  {
    entry: 'index',
    only: /^src\/(index\.ts|(components|react|browser|messages|core)\/)/,
    own: 'src/browser/link/link-adapter.tsx',
    packages: PEERS,
  },
  {
    entry: 'server',
    only: /^src\/(server\.ts|(server|core)\/)/,
    own: 'src/server/webhook/verify/verify-webhook.ts',
    packages: ['jose'],
  },
  {
    entry: 'testing',
    only: /^src\/((testing|server)(\.ts|\/)|core\/)/,
    own: 'src/server/relink-handler.ts',
    // The server's half loads it at the first webhook.
    packages: ['jose'],
  },
];

describe('the entries of the tarball', () => {
  let app: Consumer;
  let dist: string;
  beforeAll(async () => {
    app = await createConsumer();
    dist = join(app.dir, 'node_modules/react-plaid-relink/dist');
  });
  afterAll(() => app.remove());

  describe.each(['js', 'cjs'])('as %s', (extension) => {
    it.each(ENTRIES)(
      'the entry $entry brings along the code of its own half only',
      async ({ entry, only, own, packages }) => {
        const graph = await bundleGraph(dist, `${entry}.${extension}`);
        expect(graph.sources).toContain(own);
        expect(graph.sources.filter((source) => !only.test(source))).toEqual([]);
        expect(graph.packages.filter((name) => !packages.includes(name))).toEqual([]);
      },
    );
  });

  it.each(ENTRIES)(
    'the entry $entry is one file per module of src, so that a bundler can leave each of them out',
    async ({ entry }) => {
      const { files, sources } = await bundleGraph(dist, `${entry}.js`);
      expect(files.map((file) => `src/${file.replace(/\.js$/, '')}`)).toEqual(
        sources.map((source) => source.replace(/\.tsx?$/, '')),
      );
    },
  );

  it('a page that Vite builds holds no code of the server or of the fakes', async () => {
    const chunks = await buildPage(`
      import { createElement } from 'react';
      import { createRoot } from 'react-dom/client';
      import * as client from 'react-plaid-relink';
      createRoot(document.getElementById('root')).render(
        Object.keys(client).map((key) => createElement(client.RelinkButton, { key, itemId: key })),
      );`);
    const modules = chunks.flatMap(({ moduleIds }) => moduleIds);
    const ours = modules.filter((id) => id.startsWith(dist)).map((id) => id.slice(dist.length + 1));
    expect(ours).toContain('index.js');
    expect(ours.filter((file) => /^(server|testing)/.test(file))).toEqual([]);
    const code = codeOf(chunks);
    expect(code).toContain('data-state');
    for (const secret of ['access_token', 'accessToken', 'createRelinkHandler', 'PLAID-SECRET'])
      expect(code).not.toContain(secret);
  });

  it('a page with a token hook that Vite builds has all that its first token needs in its first chunks, and no engine', async () => {
    const chunks = await buildPage(`
      import { createElement } from 'react';
      import { createRoot } from 'react-dom/client';
      import { useLinkTokenForItem } from 'react-plaid-relink';
      const Token = () => useLinkTokenForItem('item-1').token;
      createRoot(document.getElementById('root')).render(createElement(Token));`);
    const first = codeOf(loadedAtOnce(chunks));
    for (const needed of ['/link/token/create', 'The backend did not answer within'])
      expect(first).toContain(needed);
    const ofEngine = 'Link could not be removed cleanly';
    expect(codeOf(chunks)).toContain(ofEngine);
    expect(first).not.toContain(ofEngine);
  });

  // esbuild puts a file into a page's first chunks where the page's entry exports something of it and a later chunk uses
  // it: so no file that the engine uses has an export of the entry's.
  it('a page of idle buttons that esbuild splits loads the files first that it has unsplit, and no others', async () => {
    await app.write({
      'idle.js': `import { RelinkButton } from 'react-plaid-relink';\nglobalThis.page = [RelinkButton];`,
    });
    const [unsplit, split] = [await firstFilesOf([leaveOutLater]), await firstFilesOf([])];
    expect(unsplit).toContain('components/button/relink-button.js');
    expect(split).toEqual(unsplit);
  });

  /** Of the page `idle.js`, as esbuild divides it: the files of dist that have code in what loads at once. */
  async function firstFilesOf(plugins: Plugin[]): Promise<string[]> {
    const { metafile } = await buildWithEsbuild({
      absWorkingDir: app.dir,
      entryPoints: ['idle.js'],
      outdir: 'out',
      bundle: true,
      splitting: true,
      format: 'esm',
      minify: true,
      write: false,
      metafile: true,
      external: ['react', 'react/*', 'react-dom'],
      plugins,
    });
    const first = new Set(['out/idle.js']);
    for (const name of first)
      for (const { kind, path } of metafile.outputs[name]?.imports ?? [])
        if (kind === 'import-statement') first.add(path);
    const inputs = [...first].flatMap((name) =>
      Object.entries(metafile.outputs[name]?.inputs ?? {}),
    );
    return inputs
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .flatMap(([input]) => /react-plaid-relink\/dist\/(.*)/.exec(input)?.[1] ?? [])
      .sort();
  }

  async function buildPage(code: string): Promise<Rolldown.OutputChunk[]> {
    await app.write({
      'index.html': '<div id="root"></div><script type="module" src="./page.js"></script>',
      'page.js': code,
    });
    const result = await build({
      root: app.dir,
      logLevel: 'error',
      configFile: false,
      build: { write: false },
    });
    if (!('output' in result)) throw new Error('Vite built more than one page.');
    return result.output.filter((part) => part.type === 'chunk');
  }
});

/** A dynamic import is another chunk. */
const leaveOutLater: Plugin = {
  name: 'leave-out-later',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

const codeOf = (chunks: readonly Rolldown.OutputChunk[]): string =>
  chunks.map(({ code }) => code).join('\n');

/** The page's entry, and what it imports statically. */
function loadedAtOnce(chunks: readonly Rolldown.OutputChunk[]): Rolldown.OutputChunk[] {
  const loaded = new Set(chunks.filter(({ isEntry }) => isEntry));
  for (const { imports } of loaded) {
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) loaded.add(chunk);
  }
  return [...loaded];
}
