import { isRecord, nonEmptyString } from '../../../core/unknown';
import type { Answer } from '../probe/answer';
import { checked, skipped, type Check } from '../probe/check';
import { LINK, PUBLIC, TOKENS } from '../probe/routes';

export const tokenChecks: readonly Check[] = [
  {
    id: 'fresh-token',
    rule: 'R5',
    title: 'Each request gets a token of its own',
    why: 'A token opens Link once. A cached one fails for the next user, or opens Link for another Item.',
    fix: 'Ask Plaid for each request, and cache no token, also not between requests at the same time.',
    async run(probe) {
      const faults: string[] = [];
      let seen = 0;
      for (const path of await probe.routes(TOKENS)) {
        const ask = (): Promise<Answer> => probe.post(path, { item_id: probe.itemId });
        // Two at the same time and one after them: a cache may join requests, or keep their answer.
        const answers = [...(await Promise.all([ask(), ask()])), await ask()];
        const tokens = answers.map(tokenOf).filter((token) => token !== null);
        seen += tokens.length;
        if (new Set(tokens).size < tokens.length)
          faults.push(`POST ${path} gave one token to ${tokens.length} requests`);
      }
      return seen > 1 ? checked(faults) : skipped('No two tokens could be had.');
    },
  },
  {
    id: 'token-kind',
    rule: 'R5',
    title: 'A route gives the kind of token that it is named for, and no other',
    why: 'The client refuses the other kind, and a public token may be exchanged for an access token.',
    fix: 'Give link_token at /link/token/create, public_token at /item/public_token/create, and neither anywhere else.',
    run({ answers }) {
      const faults = answers.flatMap(({ request, path, text }) => [
        ...(path !== LINK && /"link-(sandbox|development|production)-/.test(text)
          ? [`${request} was answered with a link token`]
          : []),
        ...(path !== PUBLIC && /"public-(sandbox|development|production)-/.test(text)
          ? [`${request} was answered with a public token`]
          : []),
      ]);
      return checked([...new Set(faults)]);
    },
  },
];

function tokenOf({ json }: Answer): string | null {
  return isRecord(json)
    ? (nonEmptyString(json.link_token) ?? nonEmptyString(json.public_token))
    : null;
}
