// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../../src/core/engine/session';
import type { RelinkOptions, RelinkResult } from '../../src/core/client/session-types';
import { settlePromises } from '../support/fake-environment';
import { createSessionWorld, type SessionWorld } from '../support/session-world';

const PLAIN = (): RelinkOptions => ({});

let world: SessionWorld;
let ada: Session;
let bob: Session;
beforeEach(() => {
  world = createSessionWorld();
  ada = world.newSession('item-ada');
  bob = world.newSession('item-bob');
});

/** Options that act once, when the status is reached for the first time. */
function on(reached: string, act: () => void): () => RelinkOptions {
  let hasActed = false;
  const options: RelinkOptions = {
    onStatusChange(status) {
      if (status !== reached || hasActed) return;
      hasActed = true;
      act();
    },
  };
  return () => options;
}

const openLinks = (): string[] =>
  world.link.links
    .filter((link) => link.opened > 0 && !link.removed)
    .map((link) => link.options.token.slice(0, 'link-sandbox-item-xxx'.length));

describe('two Items that want the page’s one Link', () => {
  it('G3: the first of two clicks within one callback opens Link, and the second fails with session_in_progress', async () => {
    const results: Promise<RelinkResult>[] = [];
    ada.prepare(
      on('ready', () => {
        results.push(ada.open(PLAIN), bob.open(PLAIN));
      }),
    );
    await settlePromises();
    await expect(results[1]).resolves.toMatchObject({ error: { code: 'session_in_progress' } });
    expect(openLinks()).toEqual(['link-sandbox-item-ada']);
    world.link.current().reportOpen();
    world.link.current().exit();
    await expect(results[0]).resolves.toMatchObject({ status: 'exited' });
  });

  it('G3: a click that is made while its prepared Link is released for another Item fails with session_in_progress', async () => {
    const results: Promise<RelinkResult>[] = [];
    ada.prepare(on('idle', () => void results.push(ada.open(PLAIN))));
    await settlePromises();
    const other = bob.open(PLAIN);
    await settlePromises();
    await expect(results[0]).resolves.toMatchObject({ error: { code: 'session_in_progress' } });
    expect(openLinks()).toEqual(['link-sandbox-item-bob']);
    world.link.current().reportOpen();
    world.link.current().exit();
    await expect(other).resolves.toMatchObject({ status: 'exited' });
  });

  it('G3: a click that is made while its prepared Link is released for another Item’s preparation opens the only Link', async () => {
    const results: Promise<RelinkResult>[] = [];
    ada.prepare(on('idle', () => void results.push(ada.open(PLAIN))));
    await settlePromises();
    bob.prepare(PLAIN);
    await settlePromises();
    expect(openLinks()).toEqual(['link-sandbox-item-ada']);
    expect(world.link.links.filter((link) => !link.removed)).toHaveLength(1);
    world.link.current().reportOpen();
    world.link.current().exit();
    await expect(results[0]).resolves.toMatchObject({ status: 'exited' });
  });
});
