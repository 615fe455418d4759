import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A port of this machine that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The first of three in a row, as the demo and the examples take them. */
export async function freePorts(): Promise<number> {
  for (;;) {
    const first = await freePort();
    const next = await Promise.all([first + 1, first + 2].map((port) => isFree(port)));
    if (next.every(Boolean)) return first;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
