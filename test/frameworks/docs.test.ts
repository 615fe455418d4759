import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, inject, it } from 'vitest';

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Names that the README may use for what runs the handler, and the file that is run. Next.js has a test of its own. */
const EXAMPLES: Record<string, string> = {
  Hono: 'examples/servers/hono.ts',
  Remix: 'examples/servers/react-router.ts',
  'React Router': 'examples/servers/react-router.ts',
  Bun: 'examples/servers/bun.ts',
  Deno: 'examples/servers/deno.ts',
  Workers: 'examples/servers/workers.ts',
  Express: 'examples/servers/express.ts',
  Fastify: 'examples/servers/fastify.ts',
  Nest: 'examples/servers/nest.ts',
  Lambda: 'examples/servers/lambda.ts',
  Netlify: 'examples/servers/netlify.ts',
  Vercel: 'examples/servers/vercel.ts',
  toNodeHandler: 'examples/servers/node-http.ts',
};
/** What people would ask for next: a page that names one of these needs a server here. */
const NOT_RUN = ['Koa', 'SvelteKit', 'Nuxt', 'Astro', 'Elysia'];

/** What docs/frameworks.md names with its version, and test/frameworks/platforms installs. */
const PLATFORMS = [
  'serverless-http',
  '@codegenie/serverless-express',
  '@vendia/serverless-express',
  '@google-cloud/functions-framework',
  '@nestjs/core',
  '@azure/functions',
  '@vercel/node-bridge',
  'node-mocks-http',
  'light-my-request',
  'supertest',
];

const page = read('docs/frameworks.md');
const blocks = [...page.matchAll(/^<!-- (examples\/\S+) -->\n```\w+\n([\s\S]*?)^```/gm)];

describe('docs/frameworks.md', () => {
  it.each(blocks.map(([, path = '', code = '']) => ({ path, code })))(
    'docs/frameworks.md shows $path as it is run',
    ({ path, code }) => {
      expect(code).toBe(read(path));
    },
  );

  it('docs/frameworks.md has a file for each code block, and shows every server', () => {
    expect(blocks).toHaveLength(page.match(/^```\w+$/gm)?.length ?? 0);
    const servers = readdirSync(new URL('../../examples/servers', import.meta.url)).filter(
      (name) =>
        !/^(your-app|your-app-module|runtimes\.d|platforms\.d|connect-again|rate-limit|(postgres|redis)-(institutions|records|webhooks))\.ts$/.test(
          name,
        ),
    );
    expect(blocks.map(([, path]) => path).sort()).toEqual(
      servers.map((name) => `examples/servers/${name}`).sort(),
    );
  });

  it('docs/frameworks.md shows servers under 40 lines only', () => {
    for (const [, , code = ''] of blocks) expect(code.split('\n').length).toBeLessThan(40);
  });

  it('docs/frameworks.md names the versions that are run', () => {
    for (const name of [
      'express',
      'fastify',
      'hono',
      '@hono/node-server',
      'react-router',
      'plaid',
    ]) {
      const { version } = JSON.parse(read(`node_modules/${name}/package.json`)) as {
        version: string;
      };
      expect(page).toContain(version);
    }
    const { dependencies } = JSON.parse(read('test/frameworks/platforms/package.json')) as {
      dependencies: Record<string, string>;
    };
    for (const name of PLATFORMS) expect(page).toContain(dependencies[name]);
    for (const runtime of Object.values(inject('runtimes'))) {
      if ('version' in runtime) expect(page).toContain(runtime.version);
    }
  });
});

describe('the README', () => {
  const readme = read('README.md');

  it('the README names no framework that is not run here', () => {
    for (const name of NOT_RUN) expect(readme).not.toMatch(new RegExp(`\\b${name}\\b`));
  });

  it.each(Object.entries(EXAMPLES).filter(([name]) => new RegExp(`\\b${name}\\b`).test(readme)))(
    'the README’s example for %s exists at %s',
    (_name, path) => {
      expect(existsSync(new URL(`../../${path}`, import.meta.url))).toBe(true);
    },
  );
});
