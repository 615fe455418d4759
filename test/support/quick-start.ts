import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright';
import { inject } from 'vitest';
import { openPage } from './browser-page';
import { eventually } from './eventually';
import { freePort } from './free-port';
import { blocksOf, type BuiltPage } from './markdown';
import { startServerProcess, type ServerProcess } from './server-process';

const exec = promisify(execFile);
const NPM_INSTALL = ['npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--silent'];

interface QuickStartOptions {
  page: BuiltPage;
  /** What makes the app in a folder named `app`, without installing anything: a command, or its files. */
  scaffold: string[] | Readonly<Record<string, string>>;
  /** What to install beside what the page installs, as `name@version`. */
  packages?: string[];
}

/** An app that a reader of a quick start has: the scaffold, and every file that the page shows. */
export interface QuickStartApp {
  dir: string;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  /** Runs a command in the app to its end. @throws with its output where it fails */
  run(command: string[], env?: Record<string, string>): Promise<string>;
  /** Starts a server of the app's, and waits until it listens on `port`. */
  start(command: string[], port: number, env?: Record<string, string>): Promise<ServerProcess>;
  remove(): Promise<void>;
}

/**
 * Does what the page tells its reader: makes an app, runs the page's `npm install` with the packed package (see pack.ts,
 * which the project must have as a global set-up), and writes each block that follows a `<!-- file: PATH -->`.
 */
export async function createQuickStart({
  page,
  scaffold,
  packages = [],
}: QuickStartOptions): Promise<QuickStartApp> {
  const parent = await mkdtemp(join(tmpdir(), 'relink-quick-start-'));
  const dir = join(parent, 'app');
  const own = ownEnvironment();
  const runIn = async (
    cwd: string,
    [command = '', ...args]: string[],
    env: Record<string, string> = {},
  ): Promise<string> => {
    try {
      const options = { cwd, env: { ...own, ...env }, maxBuffer: 50_000_000 };
      return (await exec(command, args, options)).stdout;
    } catch (thrown) {
      const { stdout = '', stderr = '' } = thrown as { stdout?: string; stderr?: string };
      const told = `${command} ${args.join(' ')}\n${stdout}${stderr}`;
      throw new Error(told, { cause: thrown });
    }
  };
  const app: QuickStartApp = {
    dir,
    async write(files) {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(dir, path)), { recursive: true });
        await writeFile(join(dir, path), text);
      }
    },
    run: (command, env) => runIn(dir, command, env),
    start: ([command = '', ...args], port, env) =>
      startServerProcess({ command, args, cwd: dir, env: { ...own, ...env }, isGroup: true }, port),
    remove: () => rm(parent, { recursive: true, force: true, maxRetries: 5 }),
  };
  await (Array.isArray(scaffold) ? runIn(parent, scaffold) : app.write(scaffold));
  await app.write(filesOf(page));
  for (const [index, names] of installsOf(page).entries())
    await app.run([...NPM_INSTALL, ...names, ...(index === 0 ? packages : [])]);
  return app;
}

/** The files that a page has its reader write, by their paths in the app. */
function filesOf(page: BuiltPage): Record<string, string> {
  const files: Record<string, string> = {};
  for (const { file: own, shows, code, line } of blocksOf(page)) {
    const file = own ?? fileOfExample(shows);
    if (file === null) continue;
    if (file in files) throw new Error(`${page}:${line} shows ${file} a second time.`);
    files[file] = code;
  }
  return files;
}

/** A block that shows a file of the example is the same file in the reader's app. */
const fileOfExample = (shows: string | null): string | null =>
  /^examples\/vite-express\/(.+)$/.exec(shows ?? '')?.[1] ?? null;

/** The arguments of each `npm install` of the page, with the tarball in place of the published package. */
function installsOf(page: BuiltPage): string[][] {
  const lines = blocksOf(page).flatMap(({ language, code }) =>
    language === 'sh' ? code.split('\n') : [],
  );
  const installs = lines.flatMap((line) => {
    const [, names = null] = /^npm install (.+)$/.exec(line) ?? [];
    return names === null ? [] : [names.split(' ')];
  });
  if (installs.length === 0) throw new Error(`${page} installs nothing.`);
  return installs.map((names) =>
    names.map((name) => (name === 'react-plaid-relink' ? inject('tarball') : name)),
  );
}

/** Without what vitest sets for its own children. */
function ownEnvironment(): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !/^(NODE_ENV|VITEST.*|NODE_OPTIONS)$/.test(name)) env[name] = value;
  }
  return env;
}

/** `npx react-plaid-relink fake-plaid` in the app, and the lines for `.env` that it prints. */
export async function startFakePlaid(
  app: QuickStartApp,
): Promise<{ server: ServerProcess; dotEnv: string; env: Record<string, string> }> {
  const port = await freePort();
  const command = ['npx', 'react-plaid-relink', 'fake-plaid', '--port', String(port)];
  const server = await app.start(command, port);
  const variables = await eventually(() => {
    const found = [...server.output().matchAll(/^([A-Z_]+)=(.*)$/gm)];
    if (found.length === 0) throw new Error(`No lines for .env:\n${server.output()}`);
    return found;
  });
  return {
    server,
    dotEnv: variables.map(([line]) => `${line}\n`).join(''),
    env: Object.fromEntries(variables.map(([, name = '', value = '']) => [name, value])),
  };
}

/** As a user: signs in, and takes the broken Item through the fake Link's dialog. */
export async function signInAndReconnect(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  const connection = page.getByRole('listitem').filter({ hasText: 'First Platypus Bank' });
  await connection.getByRole('button', { name: 'Reconnect' }).click();
  const link = page.frameLocator('iframe[title="Plaid Link"]:visible');
  await link.getByLabel('Username').fill('user_good');
  await link.getByLabel('Password').fill('pass_good');
  await link.getByRole('button', { name: 'Log in' }).click();
  await link.getByRole('button', { name: 'Finish' }).click();
  await waitForConnected(page, 'First Platypus Bank');
}

/**
 * The same in a development server of Vite. It finds the packages when the page is first opened, bundles them, and loads the
 * page once more; the user comes after that.
 *
 * @returns what should not happen in the page
 */
export async function reconnectInDevelopment(
  app: QuickStartApp,
  command: string[],
  port: number,
): Promise<string[]> {
  const server = await app.start(command, port);
  try {
    const url = `http://127.0.0.1:${port}/banks`;
    const first = await openPage(url);
    await first.page.waitForLoadState('networkidle');
    await first.close();
    const watched = await openPage(url);
    await signInAndReconnect(watched.page);
    await watched.close();
    return watched.problems;
  } finally {
    await server.stop();
  }
}

export const waitForConnected = (page: Page, bank: string): Promise<void> =>
  page
    .getByRole('listitem')
    .filter({ hasText: `${bank}: connected` })
    .waitFor();

/** The files below a folder of the app in which a text occurs. */
export function filesWith(app: QuickStartApp, folder: string, text: string): string[] {
  const { stdout } = spawnSync('grep', ['-rlF', '--', text, folder], {
    cwd: app.dir,
    encoding: 'utf8',
  });
  return stdout.split('\n').filter(Boolean);
}
