import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { BackendWorld } from './world';

/** Run last: what the tests before have left behind. */
export function describeTraces(world: () => BackendWorld): void {
  it('every answer was as openapi.yaml describes it, could not be stored, and had no access token', () => {
    expect(world().faults()).toEqual([]);
  });

  it('G7: the backend’s output and its files have no token and no secret', async () => {
    const { items, plaid, server } = world();
    const files = await readdir(server.scratch, { recursive: true, withFileTypes: true });
    const texts = await Promise.all(
      files
        // What a compiler keeps is not the backend’s.
        .filter((file) => file.isFile() && !file.parentPath.includes('cache'))
        .map((file) => readFile(join(file.parentPath, file.name), 'latin1')),
    );
    for (const text of [server.output(), ...texts]) {
      for (const { accessToken } of Object.values(items))
        expect(text.includes(accessToken)).toBe(false);
      for (const secret of [plaid.secret, 'link-sandbox-'])
        expect(text.includes(secret)).toBe(false);
    }
  });
}
