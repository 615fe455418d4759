/**
 * One deliberate break or more per guarantee. The tests named after the guarantee must fail on it: a promise that can be broken
 * unnoticed is not proven.
 */
export interface Mutation {
  guarantee: `G${number}`;
  /** What is broken, in the words of the promise. */
  breaks: string;
  file: string;
  find: string;
  replace: string;
  /** Where its tests are. */
  tests: readonly string[];
}

export const MUTATIONS: readonly Mutation[] = [
  {
    guarantee: 'G1',
    breaks: 'an expired token counts as usable',
    file: 'src/core/tokens/token.ts',
    find: 'return usableForMs(token, env) > 0;',
    replace: 'return usableForMs(token, env) > -Infinity;',
    tests: ['core-token-store', 'histories-tokens'],
  },
  {
    guarantee: 'G2',
    breaks: 'a spent token can be spent again',
    file: 'src/core/tokens/token.ts',
    find: 'if (spent.has(print)) return false;',
    replace: '',
    tests: ['core-token-store', 'histories-tokens', 'hostile-surroundings'],
  },
  {
    guarantee: 'G3',
    breaks: 'a click on another Item takes an open Link away',
    file: 'src/core/engine/session.ts',
    find: 'isHeld: () => holdsLink(state.view.status) || waitingClicks > 0,',
    replace: 'isHeld: () => false,',
    tests: ['core-session', 'histories-sessions'],
  },
  {
    guarantee: 'G4',
    breaks: 'all Items share one token',
    file: 'src/core/tokens/token.ts',
    find: 'JSON.stringify([key.kind, key.itemId, key.accountSelection, key.purpose])',
    replace: 'JSON.stringify([key.kind, key.accountSelection, key.purpose])',
    tests: ['core-token-store', 'token-hooks', 'histories-tokens'],
  },
  {
    guarantee: 'G5',
    breaks: 'each callback of Link counts as an outcome',
    file: 'src/core/engine/link-attempt.ts',
    find: "if (phase !== 'opened') return false;",
    replace: "if (phase === 'gone') return false;",
    tests: ['core-session', 'histories-sessions'],
  },
  {
    guarantee: 'G6',
    breaks: 'a button prepares as soon as it is there',
    file: 'src/components/button/relink-button.tsx',
    find: "prepareOn === 'mount' && !disabled",
    replace: '!disabled',
    tests: ['relink-button'],
  },
  {
    guarantee: 'G7',
    breaks: 'an access token in an answer is let through',
    file: 'src/core/gateway/call-gateway.ts',
    find: 'refuseSecrets(itemId, answer);',
    replace: '',
    tests: ['core-gateway'],
  },
  {
    guarantee: 'G8',
    breaks: 'a foreign Item gets another answer than an unknown one',
    file: 'src/server/service/find-owned-item.ts',
    find: 'throw itemNotFound();',
    replace: "throw internalError({ errorCode: 'FORBIDDEN', message: 'It is not yours.' });",
    tests: ['server-handler', 'server-guards'],
  },
  {
    guarantee: 'G8',
    breaks: 'a user whose id is missing is signed in',
    file: 'src/server/service/signed-in-user.ts',
    find: "if (id === undefined || id === null || id === '') throw notSignedIn();",
    replace: "if (id === undefined || id === null || id === '') return 'visitor';",
    tests: ['server-user-id'],
  },
  {
    guarantee: 'G8',
    breaks: 'an object for a visitor is a user',
    file: 'src/server/service/no-user.ts',
    find: 'if (!namesNoUser(value, MAX_DEPTH)) return null;',
    replace: 'if (value) return null;',
    tests: ['server-user-id'],
  },
  {
    guarantee: 'G8',
    breaks: 'an Item of another clientUserId is taken',
    file: 'src/server/service/find-owned-item.ts',
    find: 'if (!clientUserIdOf || clientUserIdOf(user) === clientUserId) return;',
    replace: 'if (!clientUserIdOf || clientUserId) return;',
    tests: ['server-user-id'],
  },
  {
    guarantee: 'G8',
    breaks: 'ids of other users’ Items can be guessed without end',
    file: 'src/server/service/find-owned-item.ts',
    find: 'if (userId !== null) await count(call, foreignItemsKey(userId));',
    replace: '',
    tests: ['server-foreign-ids'],
  },
  {
    guarantee: 'G8',
    breaks: 'the limit counts the id as the client spells it',
    file: 'src/server/service/find-owned-item.ts',
    find: 'const itemKey = shortHash(item.accessToken);',
    replace: 'const itemKey = shortHash(itemId);',
    tests: ['server-rate-limit'],
  },
  {
    guarantee: 'G8',
    breaks: 'clients that leave make Plaid be asked again and again',
    file: 'src/server/plaid/item-cache.ts',
    find: 'return ageMs < SHARED_MS || (!isSettled && ageMs < timeoutMs);',
    replace: 'return isSettled && ageMs < SHARED_MS;',
    tests: ['server-item-cache'],
  },
  {
    guarantee: 'G9',
    breaks: 'a Link that is not in update mode is taken for one that is',
    file: 'src/core/engine/link-attempt.ts',
    find: "String(metadata.is_update_mode).toLowerCase() === 'false'",
    replace: 'false',
    tests: ['core-session', 'fake-link'],
  },
  {
    guarantee: 'G10',
    breaks: 'an Item counts as healthy whatever the server says',
    file: 'src/core/engine/confirm-relink.ts',
    find: "if (last.state === 'healthy') {",
    replace: 'if (last.state) {',
    tests: ['core-session', 'histories-sessions'],
  },
  {
    guarantee: 'G10',
    breaks: 'closing Link is called a repair wherever the server calls the Item healthy',
    file: 'src/core/engine/machine/reduce-answers.ts',
    find: "return wasSeenBroken || otherTab === 'relinked';",
    replace: 'return true;',
    tests: ['core-session-truth', 'hosted-link', 'histories-sessions'],
  },
  {
    guarantee: 'G11',
    breaks: 'a click waits a day for a Link that never appears',
    file: 'src/core/engine/link-attempt.ts',
    find: 'const LINK_TIMEOUT_MS = 20_000;',
    replace: 'const LINK_TIMEOUT_MS = 86_400_000;',
    tests: ['core-session', 'histories-sessions'],
  },
  {
    guarantee: 'G12',
    breaks: 'a script that was blocked once stays blocked',
    file: 'src/browser/link/link-script.ts',
    find: 'loading = null;\n  });',
    replace: '});',
    tests: ['link-script'],
  },
  {
    guarantee: 'G13',
    breaks: 'the webhook that came last counts, and not the newest one',
    file: 'src/core/item/next-record.ts',
    find: 'if (known && sortKey(known) >= sortKey(added)) return record;',
    replace: '',
    tests: ['item-record'],
  },
  {
    guarantee: 'G13',
    breaks: 'no webhook is accepted while Plaid cannot be asked for its key again',
    file: 'src/server/webhook/keys/webhook-keys.ts',
    find: 'return remember({ ...old, freshUntil: now() + RETRY_MS });',
    replace: 'throw thrown;',
    tests: ['webhook-keys'],
  },
  {
    guarantee: 'G13',
    breaks: 'a flood of forged webhooks keeps a new key of Plaid’s from being looked up',
    file: 'src/server/webhook/keys/lookup-budget.ts',
    find: 'const taken = first() ?? (isSecondLook ? second() : null);',
    replace: 'const taken = isSecondLook ? first() : first();',
    tests: ['webhook-keys'],
  },
  {
    guarantee: 'G13',
    breaks: 'a webhook that failed on one machine is handled by none',
    file: 'src/server/webhook/shared-deliveries.ts',
    find: 'await forget(id);\n        throw thrown;',
    replace: 'throw thrown;',
    tests: ['webhook-machines'],
  },
  {
    guarantee: 'G13',
    breaks: 'a webhook of Sandbox reaches an app of Production',
    file: 'src/server/webhook/verify/verifier.ts',
    find: 'if (environment !== null && webhook.environment !== environment) {',
    replace: 'if (false) {',
    tests: ['webhook-environment'],
  },
];
