import { endOfFlag, type ItemFlag } from './item-flag';
import type { ItemFlagKind, ItemHealth, ItemHealthState, ItemRemedy } from '../types';

type Verdict = readonly [ItemHealthState, ItemRemedy];

const RELINK: Verdict = ['needs_update', 'relink'];
const EXPIRING: Verdict = ['expiring', 'relink'];
const NEW_LINK: Verdict = ['revoked', 'new_link'];

/**
 * What each flag means for the user, worst first; null for one that is no problem. `disconnect` and `expiration` are trouble
 * to come until their end. A withdrawn permission is cured by update mode (`UserPermissionRevokedWebhook` in the official
 * client's types), and a withdrawn account by update mode with account selection (plaid.com/docs/api/items).
 */
const VERDICTS: Readonly<Record<ItemFlagKind, Verdict | null>> = {
  permission_revoked: RELINK,
  account_revoked: ['needs_update', 'relink_with_accounts'],
  product_permissions: RELINK,
  consent: RELINK,
  app: RELINK,
  disconnect: EXPIRING,
  expiration: EXPIRING,
  new_accounts: null,
};

const PROBLEMS = (Object.keys(VERDICTS) as ItemFlagKind[]).filter((kind) => VERDICTS[kind]);

/**
 * The health of an Item with all that is known of it: Plaid's error first, then the flags, then the end of the consent.
 *
 * @param health Plaid's answer alone
 * @param flags those that are not over
 * @param nowMs milliseconds since the epoch, compared with the end of a flag
 * @param isRefused whether Plaid refused to mint a token for the Item since its last relink: update mode cannot help
 */
export function mergeHealth(
  health: ItemHealth,
  flags: readonly ItemFlag[],
  nowMs: number,
  { isRefused = false }: { isRefused?: boolean } = {},
): ItemHealth {
  const flag = findWorst(flags, nowMs);
  const verdict = verdictOf(health, flag, nowMs);
  const [state, remedy] = isRefused ? verdictAfterRefusal(verdict) : verdict;
  const ends = [health.consentExpiresAt?.getTime() ?? Number.NaN, ...flags.map(endOfFlag)].filter(
    (end) => !Number.isNaN(end),
  );
  return {
    ...health,
    state,
    remedy,
    consentExpiresAt: ends.length > 0 ? new Date(Math.min(...ends)) : null,
    reason: health.reason ?? flag?.reason ?? null,
    flags: flags.map(({ kind }) => kind),
  };
}

/** Update mode cannot open. An Item that still works until its end goes on saying so. */
function verdictAfterRefusal(verdict: Verdict): Verdict {
  const [state] = verdict;
  if (state === 'needs_update') return NEW_LINK;
  return state === 'expiring' ? ['expiring', 'new_link'] : verdict;
}

function verdictOf(health: ItemHealth, flag: ItemFlag | null, nowMs: number): Verdict {
  const own: Verdict = [health.state, health.remedy];
  const saysTrouble = health.state !== 'healthy' && health.state !== 'expiring';
  // A consent that has ended has no error code, and says no more than a flag does.
  if (!flag || (saysTrouble && (health.errorCode !== null || health.state === 'unavailable')))
    return own;
  const verdict = verdictOfFlag(flag, nowMs);
  return verdict[0] === 'expiring' && saysTrouble ? own : verdict;
}

function verdictOfFlag(flag: ItemFlag, nowMs: number): Verdict {
  const verdict = VERDICTS[flag.kind] ?? RELINK;
  return verdict === EXPIRING && endOfFlag(flag) <= nowMs ? RELINK : verdict;
}

/** A flag whose end has passed is as bad as an error, so it comes before those whose end is ahead. */
function findWorst(flags: readonly ItemFlag[], nowMs: number): ItemFlag | null {
  const problems = PROBLEMS.flatMap((kind) => flags.filter((flag) => flag.kind === kind));
  return problems.find((flag) => verdictOfFlag(flag, nowMs) !== EXPIRING) ?? problems[0] ?? null;
}
