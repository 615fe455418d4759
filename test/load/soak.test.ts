import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

const SOAK = fileURLToPath(new URL('../../bench/soak.mjs', import.meta.url));

interface Report {
  requests: number;
  opened: number;
  counts: Record<string, number>;
  problems: string[];
}

/** Runs over the built package, which this project's set-up has made. */
async function soak(env: Record<string, string>): Promise<Report> {
  const child = spawn(process.execPath, [SOAK], { env: { ...process.env, ...env } });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  const line = output.trim().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) throw new Error(output);
  return JSON.parse(line) as Report;
}

// Both at once: each waits for time-outs more than it computes, and looks at its own processes alone.
describe.concurrent('1,000 users at once, with a Plaid that fails in every way', () => {
  it('G8: 1,000 users get tokens for their own Items only, every request is answered, and memory stays flat', async ({
    expect,
  }) => {
    const { problems, requests, opened, counts } = await soak({ USERS: '1000', ROUNDS: '3' });
    expect(problems).toEqual([]);
    expect(requests).toBe(12_000);
    expect(opened).toBeGreaterThan(1_000);
    // The faults were there, or this proves nothing.
    for (const status of [200, 404, 429, 502, 503, 504]) expect(counts[status]).toBeGreaterThan(0);
  }, 300_000);

  it('the load test notices a backend that leaks', async ({ expect }) => {
    const { problems } = await soak({ USERS: '200', ROUNDS: '6', LEAK: '1' });
    expect(problems).toEqual([expect.stringContaining('the heap grew')]);
  }, 300_000);
});
