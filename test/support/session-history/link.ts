import { createRelinkError } from '../../../src/core/errors/catalogue';
import type { FakeEnvironment } from '../fake-environment';
import { eventMetadata, type FakeLinkPort, type FakeMountedLink } from '../fake-link-port';
import type { SessionModel } from './model';
import type { StepOf } from './steps';

/** Lets a Link report an event or an outcome, and notes in the model what that means. */
export function letLinkSay(
  link: FakeMountedLink,
  says: StepOf<'link'>['says'],
  model: SessionModel,
): void {
  const truth = model.links.get(link);
  if (!truth) return;
  const end = (): void => {
    // Only an outcome of a Link that was opened and is still there can count, and only its first.
    if (link.opened === 0 || truth.isOver || link.removed) return;
    model.linkOutcomes += 1;
    truth.isOver = true;
  };
  const show = (mode: string | null): void => {
    if (link.opened > 0 && !link.removed) {
      truth.isSeen = true;
      truth.isWrongMode ||= mode === 'false';
    }
    link.reportOpen(mode);
  };
  switch (says) {
    case 'ready':
      return link.callbacks.onReady();
    case 'load':
      return link.callbacks.onLoad();
    case 'open':
      return show('true');
    case 'open, other mode':
      return show('false');
    case 'open, mode missing':
      return show(null);
    case 'open and success':
      show('true');
      return letLinkSay(link, 'success', model);
    case 'success':
      if (link.opened > 0 && !truth.isOver && !link.removed) model.succeeded.add(truth.itemId);
      if (link.opened > 0 && !truth.isWrongMode) model.healed.add(truth.itemId);
      end();
      return link.succeed();
    case 'exit':
      end();
      return link.exit();
    case 'exit, locked':
      end();
      return link.exit('ITEM_LOCKED');
    case 'exit, invalid token':
      end();
      return link.exit('INVALID_LINK_TOKEN');
    case 'event, invalid token':
      return link.callbacks.onEvent('ERROR', {
        ...eventMetadata,
        error_code: 'INVALID_LINK_TOKEN',
      });
    case 'failure': {
      const { isOver } = truth;
      truth.isOver = true;
      link.callbacks.onFailure(new Error('told by the test'));
      // Not every Link listens to this.
      if (!link.removed) truth.isOver = isOver;
    }
  }
}

/** What the next load of Link's script does. */
export function setScript(
  does: StepOf<'script'>['does'],
  port: FakeLinkPort,
  env: FakeEnvironment,
): void {
  port.script.hold = does === 'hang' ? hangAsTheRealOne(env) : null;
  port.script.fail =
    does === 'fail' ? createRelinkError('link_blocked', { message: 'told by the test' }) : null;
}

/** The script loader gives up by itself after 15 s. */
function hangAsTheRealOne(env: FakeEnvironment): Promise<never> {
  const promise = new Promise<never>((_resolve, reject) => {
    env.setTimer(() => reject(createRelinkError('link_blocked', { message: 'timed out' })), 15_000);
  });
  promise.catch(() => {});
  return promise;
}
