import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { createConsumer, type Consumer } from '../support/consumer';

const EXAMPLES = fileURLToPath(new URL('../../examples/servers', import.meta.url));
/** The packages of the platforms; Express and Fastify are of the repository's versions there too. */
const PLATFORMS = fileURLToPath(new URL('platforms', import.meta.url));
const HERE = fileURLToPath(new URL('.', import.meta.url));

/** An app that installed the packed package, and has the servers of the examples; built for Node, and for Workers. */
export async function createServersApp(): Promise<Consumer> {
  const app = await createConsumer(PLATFORMS);
  for (const name of await readdir(EXAMPLES)) {
    if (!name.endsWith('.ts') || name.endsWith('.d.ts')) continue;
    // The handler of the examples is there under another name: the servers import echo-handler.ts in its place.
    const target = name === 'handler.ts' ? 'relink-handler.ts' : name;
    await app.write({ [target]: await readFile(join(EXAMPLES, name), 'utf8') });
  }
  const own = async (name: string): Promise<string> =>
    (await readFile(join(HERE, name), 'utf8'))
      .replaceAll('../../examples/servers/handler.ts', './relink-handler.ts')
      .replace('../../examples/servers/', './');
  const [express, lambda, nest] = await Promise.all(
    ['express', 'lambda', 'nest'].map((name) => readFile(join(EXAMPLES, `${name}.ts`), 'utf8')),
  );
  if (!express || !lambda || !nest) throw new Error('An example is empty.');
  const lambdaBy = (adapter: string): string =>
    lambda
      .replace("import serverless from 'serverless-http'", `import serverless from '${adapter}'`)
      .replace('serverless(app)', 'serverless({ app })');
  await app.write({
    'both.ts': await own('both-handlers.ts'),
    'lambda-parsed.ts': lambda.replace('express();\n', 'express();\napp.use(express.json());\n'),
    'lambda-codegenie.ts': lambdaBy('@codegenie/serverless-express'),
    'lambda-vendia.ts': lambdaBy('@vendia/serverless-express'),
    'nest-fastify.ts': nest
      .replace('(AppModule)', '(AppModule, new FastifyAdapter())')
      .replace(/^/, "import { FastifyAdapter } from '@nestjs/platform-fastify';\n"),
    'handler.ts': await own('echo-handler.ts'),
    'react-router-server.ts': await own('react-router-server.ts'),
    'express-parsed.ts': express
      .replace('app.use(express.json());\n', '')
      .replace("app.use('/api/plaid',", "app.use(express.json());\napp.use('/api/plaid',"),
  });
  const node = [
    'node-http',
    'express',
    'express-parsed',
    'fastify',
    'hono',
    'react-router-server',
    'nest',
    'nest-fastify',
    'http2',
  ];
  await bundle(app.dir, node, 'es', 'mjs');
  // Fastify's example awaits at the top level, as only ES modules may.
  const functions = [
    'lambda',
    'lambda-parsed',
    'lambda-codegenie',
    'lambda-vendia',
    'google-cloud',
    'azure',
    'both',
  ];
  await bundle(app.dir, ['node-http', 'express-parsed', ...functions], 'cjs', 'cjs');
  await bundleWorker(app.dir);
  return app;
}

/** Strips the types; every package stays an import, or a `require`. */
async function bundle(
  root: string,
  names: string[],
  format: 'es' | 'cjs',
  extension: string,
): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: 'built',
      emptyOutDir: false,
      rolldownOptions: {
        input: names.map((name) => join(root, `${name}.ts`)),
        output: {
          format,
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `[name]-[hash].${extension}`,
        },
      },
    },
  });
}

/** One file with all that it needs, as Wrangler would upload it. */
async function bundleWorker(root: string): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: {
      target: 'webworker',
      noExternal: true,
      resolve: { conditions: ['workerd', 'worker', 'browser', 'module'] },
    },
    // The worker reads its variables from it.
    environments: { ssr: { keepProcessEnv: true } },
    build: {
      ssr: true,
      outDir: 'worker',
      rolldownOptions: {
        input: join(root, 'workers.ts'),
        output: { format: 'es', entryFileNames: 'worker.mjs', inlineDynamicImports: true },
      },
    },
  });
}

/** The configuration with which workerd runs the worker outside of Cloudflare. */
export async function writeWorkerdConfig(
  app: Consumer,
  port: number,
  variables: Record<string, string>,
): Promise<string> {
  const wrangler = await readFile(join(EXAMPLES, 'wrangler.jsonc'), 'utf8');
  const date = /"compatibility_date": ("[\d-]+")/.exec(wrangler)?.[1];
  const flags = /"compatibility_flags": (\[.*\])/.exec(wrangler)?.[1];
  if (!date || !flags) throw new Error('wrangler.jsonc lacks compatibility_date or _flags.');
  const bindings = Object.entries(variables).map(
    ([name, value]) => `(name = ${JSON.stringify(name)}, text = ${JSON.stringify(value)})`,
  );
  const path = join(app.dir, 'workerd.capnp');
  await writeFile(
    path,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .relink),
    (name = "internet", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const relink :Workerd.Worker = (
  modules = [(name = "worker.mjs", esModule = embed "worker/worker.mjs")],
  compatibilityDate = ${date},
  compatibilityFlags = ${flags},
  bindings = [${bindings.join(', ')}],
);
`,
  );
  return path;
}
