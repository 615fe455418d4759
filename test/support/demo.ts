import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { vi } from 'vitest';
import { parseSettings, startServers } from '../../demo/server/start';
import { freePorts } from './free-port';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_TIMEOUT_MS = 60_000;

export interface Demo {
  url: string;
  stop(): Promise<void>;
}

function run(env: Record<string, string>): { child: ChildProcess; output: () => string } {
  let output = '';
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { ...process.env, PLAID_CLIENT_ID: '', PLAID_SECRET: '', ...env },
    // A group of its own, so that npm and what it started end together.
    detached: true,
  });
  const read = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  return { child, output: () => output };
}

/** Starts the demo as a user does, and reads the URL that it prints. */
export async function startDemo(env: Record<string, string> = {}): Promise<Demo> {
  const { child, output } = run({ PORT: String(await freePorts()), ...env });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  async function stop(): Promise<void> {
    if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    await ended;
  }
  const printed = vi.waitFor(
    () => {
      const [, url] = /Open (http:\/\/localhost:\d+)/.exec(output()) ?? [];
      if (url === undefined) throw new Error('It printed no URL.');
      return url;
    },
    { timeout: START_TIMEOUT_MS },
  );
  const failed = ended.then(() => Promise.reject<string>(new Error('It ended.')));
  try {
    return { url: await Promise.race([printed, failed]), stop };
  } catch (cause) {
    await stop();
    throw new Error(`npm start:\n${output()}`, { cause });
  }
}

/** The demo with a page that is built: a browser loads it in a fraction of the time, and it behaves the same. */
export async function startBuiltDemo(): Promise<Demo> {
  const outDir = await mkdtemp(join(tmpdir(), 'relink-demo-'));
  const page = {
    configFile: join(ROOT, 'demo/vite.config.ts'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  } as const;
  await build(page);
  const settings = parseSettings({ PORT: String(await freePorts()) });
  const stopServers = await startServers(settings);
  const server = await preview({
    ...page,
    preview: {
      host: 'localhost',
      port: settings.port,
      strictPort: true,
      proxy: { '/api': `http://127.0.0.1:${settings.backendPort}` },
    },
  });
  return {
    url: `http://localhost:${settings.port}`,
    async stop() {
      stopServers();
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

/** Starts the demo where it cannot start, and waits for it to say why. */
export async function failToStart(
  env: Record<string, string>,
): Promise<{ exitCode: number | null; lines: string[] }> {
  const { child, output } = run(env);
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
  // npm's own lines are not the demo's.
  const lines = output()
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^(>|npm )/.test(line));
  return { exitCode, lines };
}
