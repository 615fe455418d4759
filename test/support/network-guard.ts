import { Socket } from 'node:net';

/** Thrown, and remembered, where a test reaches for another machine. */
export class NetworkLeak extends Error {
  override readonly name = 'NetworkLeak';
}

const leaks: NetworkLeak[] = [];

/** The leaks since the last call; the test that made them fails with them. */
export function takeLeaks(): NetworkLeak[] {
  return leaks.splice(0);
}

/**
 * Every TCP and TLS connection of Node goes through this method, whatever library makes it. Remembered as well as
 * thrown, because the code under test may well swallow a failed connection.
 */
export function guardNetwork(): void {
  Socket.prototype.connect = new Proxy(Socket.prototype.connect, {
    apply(connect, socket, args: unknown[]) {
      const host = hostOf(args);
      if (host === null || isLoopback(host)) return Reflect.apply(connect, socket, args) as Socket;
      const leak = new NetworkLeak(`A test tried to reach ${host}. Tests stay on this machine.`);
      leaks.push(leak);
      throw leak;
    },
  });
}

/** The host of any of the forms of `socket.connect`, or null for a local pipe. */
function hostOf(args: unknown[]): string | null {
  const [first, second] =
    args.length === 1 && Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  if (typeof first === 'string' && Number.isNaN(Number(first))) return null;
  if (typeof first === 'object' && first !== null) {
    if (Reflect.get(first, 'path')) return null;
    return String(Reflect.get(first, 'host') ?? 'localhost');
  }
  return typeof second === 'string' ? second : 'localhost';
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || host.startsWith('127.');
}
