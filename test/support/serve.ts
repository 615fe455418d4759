import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler, type WebHandler } from 'react-plaid-relink/server';

export interface Served {
  url: string;
  close(): Promise<void>;
}

/** Serves a Web-standard handler over a real socket on this machine. */
export async function serve(handler: WebHandler): Promise<Served> {
  const relink = toNodeHandler(handler);
  const server = createServer((incoming, outgoing) => void relink(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
