import type { TokenKey } from '../../../src/core/tokens/token';
import { idOf } from './model';
import type { Reader } from './readers';
import { ITEMS, KINDS, type TokenStep } from './steps';
import { openLinkOf, whileWaiting, type TokenWorld } from './world';

const HOUR = 60 * 60_000;

/** Does one step of a history. */
export async function play(step: TokenStep, world: TokenWorld): Promise<void> {
  const { env, model, surface, readers, prepared } = world;
  switch (step.type) {
    case 'mount': {
      const reader: Reader = { key: keyAt(step), isInUse: false, pinned: null };
      world.actions += 1;
      readers.push(reader);
      surface.add(reader);
      break;
    }
    case 'unmount': {
      const reader = oneOf(readers, step.which);
      if (!reader) break;
      closeLinkOf(reader, world);
      readers.splice(readers.indexOf(reader), 1);
      surface.remove(reader);
      break;
    }
    case 'change item': {
      const reader = oneOf(readers, step.which);
      if (!reader) break;
      world.actions += 1;
      closeLinkOf(reader, world);
      reader.key = { ...reader.key, itemId: ITEMS[step.item] ?? 'item-a' };
      surface.update(reader);
      break;
    }
    case 'in use': {
      const reader = oneOf(readers, step.which);
      if (!reader || reader.isInUse === step.inUse) break;
      world.actions += 1;
      if (step.inUse) {
        reader.isInUse = true;
        const { token } = surface.read(reader);
        if (token !== null) openLinkOf(reader, token, world);
      } else {
        closeLinkOf(reader, world);
      }
      surface.update(reader);
      break;
    }
    case 'refresh': {
      const reader = oneOf(readers, step.which);
      if (!reader) break;
      world.actions += 1;
      void whileWaiting(world, idOf(reader.key), () => surface.refresh(reader));
      break;
    }
    case 'focus': {
      const reader = oneOf(readers, step.which);
      if (reader) void surface.store.load(reader.key);
      break;
    }
    case 'prepare':
      void prepare(keyAt(step), world);
      break;
    case 'open': {
      const token = oneOf(prepared, step.which);
      if (!token) break;
      world.actions += 1;
      if (!surface.store.claim(token)) break;
      model.spend(token.value, token.key, 'session');
      const problem = model.problemOf(token.value, token.key);
      if (problem) model.fail(`Link was opened with a token that ${problem}.`);
      world.opened += 1;
      break;
    }
    case 'pass':
      await env.pass(step.ms);
      break;
    case 'sleep':
      await model.sleep(step.ms);
      break;
    case 'set clock':
      model.setClock(step.byMs);
      if (world.isClockHeard) env.wake();
      break;
    case 'visible':
      env.setVisible(step.isVisible);
      break;
    case 'online':
      env.setOnline(step.isOnline);
      break;
    case 'bfcache':
      // Frozen for longer than any token lives, then shown again.
      await model.sleep(HOUR);
      break;
    case 'backend':
      world.backend.setAnswers(step.answers);
  }
}

/** A session gets a token, for up to three requests. */
async function prepare(key: TokenKey, world: TokenWorld): Promise<void> {
  const { model, surface, prepared } = world;
  world.actions += 3;
  const token = await whileWaiting(world, idOf(key), () =>
    surface.store.acquire(key, { attempts: 3 }),
  );
  if (!token) return;
  const problem = model.problemOf(token.value, key);
  if (problem) model.fail(`A session got a token that ${problem}.`);
  prepared.push(token);
}

/** The reader's Link closes, if it was open. */
function closeLinkOf(reader: Reader, { model }: TokenWorld): void {
  reader.isInUse = false;
  const truth = model.truthOf(reader.pinned);
  if (truth) truth.spentBy = 'reader';
  reader.pinned = null;
}

function oneOf<T>(all: readonly T[], index: number): T | undefined {
  return all[index % Math.max(all.length, 1)];
}

function keyAt(step: { kind: number; item: number }): TokenKey {
  return {
    kind: KINDS[step.kind] ?? 'link_token',
    itemId: ITEMS[step.item] ?? 'item-a',
    accountSelection: false,
    purpose: 'repair',
  };
}
