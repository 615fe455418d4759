import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { toNodeHandler } from 'react-plaid-relink/server';
import { createFakePlaid } from 'react-plaid-relink/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { freePorts } from '../support/free-port';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let child: ChildProcess | null = null;
let plaid: Server | null = null;
afterEach(() => {
  // What did not end, and the children that it left: the group has them all.
  if (child?.pid && isGroupAlive(child.pid)) process.kill(-child.pid, 'SIGKILL');
  plaid?.close();
  plaid?.closeAllConnections();
  [child, plaid] = [null, null];
});

function isGroupAlive(pid: number): boolean {
  try {
    return process.kill(-pid, 0);
  } catch {
    return false;
  }
}

function start(command: string, args: readonly string[], env: Record<string, string> = {}) {
  const started = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child = started;
  let output = '';
  started.stdout.on('data', (chunk: Buffer) => void (output += chunk.toString()));
  return {
    started,
    output: () => output,
    async printed(text: string): Promise<void> {
      while (!output.includes(text)) await once(started.stdout, 'data');
    },
    /** Each process that holds the pipe has ended: the child, and what it left behind. */
    closed: once(started, 'close'),
  };
}

describe('npm start', () => {
  it('npm start ends, with all that it started, where npm is told to end before the page is ready', async () => {
    const fake = createFakePlaid();
    const answer = toNodeHandler(fake.fetch);
    // The demo makes Items first, so that a request says that its start has begun and has not ended.
    plaid = createServer((request, response) => {
      const { started } = demo;
      const isGone = started.exitCode !== null || started.signalCode !== null;
      const gone = isGone ? Promise.resolve() : once(started, 'exit');
      started.kill('SIGTERM');
      void gone.then(() => answer(request, response));
    });
    plaid.listen(0, '127.0.0.1');
    await once(plaid, 'listening');
    const demo = start('npm', ['start'], {
      PORT: String(await freePorts()),
      PLAID_CLIENT_ID: fake.clientId,
      PLAID_SECRET: fake.secret,
      PLAID_BASE_URL: `http://127.0.0.1:${(plaid.address() as AddressInfo).port}`,
    });
    await demo.closed;
    // It was not the start that ended it.
    expect(demo.output()).toContain('The demo runs against');
  });

  it('npm start ends, with all that it started, where npm is told to end while the page runs', async () => {
    const demo = start('npm', ['start'], {
      PORT: String(await freePorts()),
      PLAID_CLIENT_ID: '',
      PLAID_SECRET: '',
    });
    await demo.printed('Open http://localhost:');
    demo.started.kill('SIGTERM');
    await demo.closed;
  });

  it('npm start of an example ends where npm is told to end during the build', async () => {
    const script = `
      import { onEnd } from './examples/start-tools.mjs';
      console.log('building');
      process.stdin.once('data', () => onEnd(() => process.exit()));`;
    // The shell stays, as that of npm does.
    const example = start('sh', [
      '-c',
      '"$0" --input-type=module -e "$1"; :',
      process.execPath,
      script,
    ]);
    await example.printed('building');
    const { started } = example;
    const gone = once(started, 'exit');
    started.kill('SIGTERM');
    await gone;
    started.stdin.write('built\n');
    await example.closed;
  });
});
