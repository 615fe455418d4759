import type { RelinkGateway } from '../../../src/core/gateway/wire';
import type { SessionModel } from './model';
import type { StepOf } from './steps';

export const PAGE_URL = 'https://secure.plaid.com/link/';

/** A backend that answers as the steps say: it mints, fails, never answers, and repeats a token. */
export interface Backend {
  gateway: RelinkGateway;
  mint: StepOf<'mint'>['does'];
  health: StepOf<'health'>['does'];
  /** Whether a link token comes with the URL of Plaid's own page, where the request asks for one. */
  isHostedOffered: boolean;
}

export function createBackend(model: SessionModel): Backend {
  let lastToken = '';

  const backend: Backend = {
    mint: 'token',
    health: 'truth',
    isHostedOffered: false,
    gateway: {
      createLinkToken(itemId, { hostedLink }) {
        const { mint, isHostedOffered } = backend;
        if (mint === 'hang') return new Promise(() => {});
        if (mint === '500' || mint === '403') return failure(Number(mint));
        if (mint !== 'repeat' || lastToken === '') lastToken = model.mint(itemId);
        return Promise.resolve({
          link_token: lastToken,
          expires_in: 1_800,
          ...(hostedLink && isHostedOffered && { hosted_link_url: PAGE_URL + lastToken }),
        });
      },
      getItem(item_id) {
        const { health } = backend;
        if (health === 'hang') return new Promise(() => {});
        if (health === '500') return failure(500);
        if (health === 'locked') {
          model.saidBroken.add(item_id);
          return Promise.resolve({
            item_id,
            health: 'needs_update',
            remedy: 'visit_bank',
            error_code: 'ITEM_LOCKED',
          });
        }
        if (health === 'healthy' || model.healed.has(item_id)) {
          model.saidHealthy.add(item_id);
          return Promise.resolve({ item_id, health: 'healthy', remedy: 'none' });
        }
        model.saidBroken.add(item_id);
        return Promise.resolve({ item_id, health: 'needs_update', remedy: 'relink' });
      },
    },
  };
  return backend;
}

function failure(status: number): Promise<never> {
  return Promise.reject(Object.assign(new Error('told by the test'), { status }));
}
