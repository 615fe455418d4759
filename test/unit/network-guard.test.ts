import { createServer } from 'node:http';
import { get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { takeLeaks } from '../support/network-guard';

describe('the network guard', () => {
  it('the network guard stops and records a fetch that leaves the machine', async () => {
    await expect(fetch('http://192.0.2.1/')).rejects.toThrow();
    expect(takeLeaks().map(String)).toEqual([expect.stringContaining('192.0.2.1')]);
  });

  it('the network guard stops Node’s own HTTP clients too', async () => {
    const outcome = new Promise((resolve) => {
      try {
        get('https://192.0.2.1/').once('error', resolve);
      } catch (error) {
        resolve(error);
      }
    });
    await expect(outcome).resolves.toBeInstanceOf(Error);
    expect(takeLeaks()).toHaveLength(1);
  });

  it('the network guard lets the machine talk to itself', async () => {
    const server = createServer((_request, response) => response.end('here'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.text())).resolves.toBe(
      'here',
    );
    server.close();
    expect(takeLeaks()).toEqual([]);
  });
});
