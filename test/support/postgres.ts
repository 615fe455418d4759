import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort } from './free-port';

/** Where Debian puts the server's programs, which are not on the path. */
const DEBIAN = '/usr/lib/postgresql';

function binDir(): string | null {
  const onPath = (process.env.PATH ?? '').split(delimiter);
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((v) => join(DEBIAN, v, 'bin')) : [];
  return [...onPath, ...debian].find((dir) => existsSync(join(dir, 'initdb'))) ?? null;
}

/** Whether this machine has a Postgres server; Debian's package is `postgresql`. */
export function hasPostgres(): boolean {
  return binDir() !== null;
}

export interface Postgres {
  url: string;
  query(sql: string, parameters?: unknown[]): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

interface Driver {
  default: {
    Pool: new (options: { connectionString: string }) => {
      query(sql: string, parameters?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
      on(event: 'error', listener: () => void): void;
      end(): Promise<void>;
    };
  };
}

/**
 * A Postgres of the test's own, in a folder that goes with it, on a free port of this machine.
 *
 * @param driver the path of the `pg` package's entry
 */
export async function startPostgres(driver: string): Promise<Postgres> {
  const bin = binDir();
  if (bin === null) throw new Error('There is no Postgres on this machine.');
  const dir = await mkdtemp(join(tmpdir(), 'relink-postgres-'));
  const data = join(dir, 'data');
  const port = await freePort();
  // Postgres refuses to run as root.
  const who = process.getuid?.() === 0 ? accountOf('postgres') : null;
  if (who) chownSync(dir, who.uid, who.gid);
  const options = { ...who, cwd: dir };
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust'], options);
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', dir, '-F'],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise<void>((resolve, reject) => {
    server.stderr.on('data', (chunk: Buffer) => {
      if (chunk.includes('ready to accept connections')) resolve();
    });
    server.once('exit', (code) => reject(new Error(`postgres ended with ${String(code)}.`)));
  });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const { default: pg } = (await import(/* @vite-ignore */ pathToFileURL(driver).href)) as Driver;
  const pool = new pg.Pool({ connectionString: url });
  // A connection that the pool has just given back may still hear the server go.
  pool.on('error', () => {});
  return {
    url,
    query: async (sql, parameters) => (await pool.query(sql, parameters)).rows,
    async stop() {
      await pool.end();
      if (server.exitCode === null) {
        server.kill('SIGINT');
        await once(server, 'exit');
      }
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function accountOf(name: string): { uid: number; gid: number } {
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8' }).trim());
  return { uid: id('-u'), gid: id('-g') };
}
