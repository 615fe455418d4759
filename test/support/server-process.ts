import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { vi } from 'vitest';

export interface ServerProcess {
  port: number;
  /** All that it has printed. */
  output(): string;
  stop(): Promise<void>;
}

export interface ServerCommand {
  command: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  /** Whether it starts processes of its own, which must end with it. @default false */
  isGroup?: boolean;
}

const START_TIMEOUT_MS = 30_000;

/** Starts a server that listens on `port`, which must be free, and waits until it takes connections. */
export async function startServerProcess(
  { command, args, cwd, env, isGroup = false }: ServerCommand,
  port: number,
): Promise<ServerProcess> {
  let output = '';
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: isGroup,
  });
  const read = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      output += error.message;
      resolve();
    });
    child.once('close', () => resolve());
  });
  async function stop(): Promise<void> {
    if (isGroup && child.pid !== undefined) killGroup(child.pid);
    else child.kill('SIGKILL');
    await ended;
  }
  const failed = ended.then(() => Promise.reject(new Error('It ended.')));
  const isUp = vi.waitFor(() => tryToConnect(port), { timeout: START_TIMEOUT_MS, interval: 25 });
  try {
    await Promise.race([isUp, failed]);
  } catch (cause) {
    await stop();
    throw new Error(`${command} took no connection on port ${port}:\n${output}`, { cause });
  }
  return { port, output: () => output, stop };
}

/** A group that has ended by itself is no failure. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH')) throw thrown;
  }
}

function tryToConnect(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, 'localhost');
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });
}
