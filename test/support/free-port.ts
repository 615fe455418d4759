import { createServer } from 'node:net';

/**
 * Below the ports that a system gives to a program that asks for any, and to each connection that begins: 32768 and up
 * on Linux, 49152 and up elsewhere. One of those could be taken again before the server that it is for listens.
 */
const LOWEST = 20_000;
const BLOCK = 1_000;
const BLOCKS = 12;

/** Processes that test at the same time choose from different ports. */
const block = LOWEST + (Number(process.env.VITEST_POOL_ID ?? 0) % BLOCKS) * BLOCK;
let next = Math.floor(Math.random() * BLOCK);

/** A port of this machine that is free now. */
export const freePort = (): Promise<number> => portsInARow(1);

/** The first of three in a row, as the demo and the examples take them. */
export const freePorts = (): Promise<number> => portsInARow(3);

async function portsInARow(count: number): Promise<number> {
  for (;;) {
    if (next + count > BLOCK) next = 0;
    const first = block + next;
    next += count;
    const ports = Array.from({ length: count }, (_, at) => first + at);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return first;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
