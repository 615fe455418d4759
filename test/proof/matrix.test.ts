import type { RelinkRequestEvent } from 'react-plaid-relink/server';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually';
import {
  createServerApp,
  ITEM,
  LINK,
  ORIGIN,
  PUBLIC,
  RELINKED,
  TRUSTED,
  TRUSTED_APP,
} from '../support/server-app';

const WHO = ['nobody', 'ada', 'bob'] as const;
const WHAT = ['ada', 'bob', 'removed', 'unknown', 'malformed'] as const;
const HOW = {
  'a public token': [PUBLIC, {}],
  'a link token': [LINK, {}],
  'a link token with accounts': [LINK, { account_selection_enabled: true }],
  health: [ITEM, {}],
  'a report': [RELINKED, { link_session_id: 'session-1' }],
} as const;
type How = keyof typeof HOW;
const MINTS_NOTHING: readonly How[] = ['health', 'a report'];

function expected(who: (typeof WHO)[number], what: (typeof WHAT)[number], how: How): number {
  if (who === 'nobody') return 401;
  if (who === what) return 200;
  // Ada's own, which Plaid no longer has: that is how it is, and no token can be had for it.
  if (what === 'removed' && who === 'ada') return MINTS_NOTHING.includes(how) ? 200 : 404;
  return 404;
}

const cases = WHO.flatMap((who) =>
  WHAT.flatMap((what) => (Object.keys(HOW) as How[]).map((how) => ({ who, what, how }))),
);

describe('users and Items', () => {
  it.each(cases)(
    'G8: a request of $who for $how of the Item "$what" gets only what its owner may have',
    async ({ who, what, how }) => {
      const app = createServerApp();
      const { plaid } = app;
      const items = { ...app.items, removed: await app.ownRemoved('ada') };
      const events: RelinkRequestEvent[] = [];
      const { handler } = app.setUp({
        trustedOrigins: [TRUSTED, TRUSTED_APP],
        userId: (user) => user,
        clientUserIdOf: (user) => user,
        onRequest: (event) => void events.push(event),
      });
      const asked = plaid.requests.length;
      const itemId =
        what === 'unknown' ? 'no-such-item' : what === 'malformed' ? 'a\0b' : items[what].itemId;
      const [path, flags] = HOW[how];
      const answers = await Promise.all(
        [ORIGIN, TRUSTED, TRUSTED_APP].map((origin) =>
          handler(
            app.requestFor(path, {
              user: who,
              headers: { origin },
              body: JSON.stringify({ item_id: itemId, ...flags }),
            }),
          ),
        ),
      );
      const status = expected(who, what, how);
      expect(answers.map((answer) => answer.status)).toEqual([status, status, status]);

      // What is told of it names the Item to its owner's audit log alone, and holds no token.
      await eventually(() => expect(events).toHaveLength(answers.length));
      const isOwn = who === what || (who === 'ada' && what === 'removed');
      for (const event of events) {
        expect(event).toMatchObject({
          status,
          userId: who === 'nobody' ? null : who,
          itemId: isOwn ? itemId : null,
        });
        expect(JSON.stringify(event)).not.toMatch(/(?:access|link|public)-sandbox/);
      }

      for (const answer of answers) {
        const body = (await answer.json()) as Record<string, unknown>;
        const token = body.link_token ?? body.public_token;
        if (status !== 200 || MINTS_NOTHING.includes(how)) {
          expect(token).toBeUndefined();
          continue;
        }
        // Whatever was minted opens Link for this user's own Item, and for no other.
        if (typeof token !== 'string') throw new Error('A 200 without a token.');
        const key = how === 'a public token' ? plaid.publicKey : undefined;
        const before = plaid.itemState(items[who === 'bob' ? 'bob' : 'ada'].itemId).relinkCount;
        const { sessionId } = await plaid.link({ type: 'open', token, key });
        await plaid.link({
          type: 'credentials',
          sessionId,
          username: 'user_good',
          password: 'pass_good',
        });
        await plaid.link({ type: 'accounts', sessionId, accountIds: ['acc-checking'] });
        await plaid.link({ type: 'finish', sessionId });
        expect(plaid.itemState(itemId).relinkCount).toBe(before + 1);
      }
      // Nothing is asked of Plaid for an Item that is not theirs.
      if (status === 401 || (status === 404 && what !== 'removed')) {
        expect(plaid.requests.slice(asked)).toEqual([]);
      }
    },
  );

  it('G8: foreign, unknown and malformed ids get the same bytes after the same calls of the app', async () => {
    const { items, calls, setUp } = createServerApp();
    const { ask } = setUp();
    const ids: unknown[] = [
      items.bob.itemId,
      items.bob.itemId.toUpperCase(),
      'no-such',
      '',
      'a\0',
      null,
      7,
      {},
      [],
    ];
    const seen = new Set<string>();
    for (const path of [LINK, ITEM, RELINKED]) {
      for (const item_id of ids) {
        calls.authenticate = 0;
        calls.findItem = [];
        const answer = await ask(path, { body: JSON.stringify({ item_id }) });
        const { authenticate, findItem } = calls;
        const whole = [answer.status, [...answer.headers], answer.text];
        seen.add(JSON.stringify([whole, authenticate, findItem.length]));
      }
    }
    expect(seen.size).toBe(1);
  });
});
