import { isPlaidPage } from '../../../core/link/plaid-page';
import type { AppPlatform } from '../../../core/types';
import { isRecord, nonEmptyString } from '../../../core/unknown';
import { errorCodeOf, type Answer } from '../probe/answer';
import { checked, skipped, type Check } from '../probe/check';
import { isLocal } from '../probe/is-local';
import type { Probe } from '../probe/probe';
import { LINK } from '../probe/routes';
import { faultsOfToken } from './faults-of-token';

const PLATFORMS: readonly AppPlatform[] = ['ios', 'android'];
const NO_TOKEN = 'The backend mints no link token without these fields either.';

/** Fields that no backend may refuse; the app may refuse what they ask for, with the 403. */
const PLAIN_FIELDS: readonly [how: string, fields: object][] = [
  ['with account selection', { account_selection_enabled: true }],
  ['with a purpose', { purpose: 'renew' }],
  [
    'with null in every field',
    { account_selection_enabled: null, hosted_link: null, purpose: null, platform: null },
  ],
];

/** What a link token may be asked for. */
export const linkRequestChecks: readonly Check[] = [
  {
    id: 'link-fields',
    rule: 'R5',
    title: 'A link token is minted for account selection, for a purpose, and where a field is null',
    why: 'Users cannot add accounts, and buttons with a purpose of their own do not open Link.',
    fix: 'Take account_selection_enabled, which goes to Plaid in update, and purpose. Null is as good as left out. Answer 403 NOT_ALLOWED where the app does not want it.',
    async run(probe) {
      if (!mintsPlainly(probe)) return skipped(NO_TOKEN);
      const faults: string[] = [];
      for (const [how, fields] of PLAIN_FIELDS) {
        const answer = await ask(probe, fields, how);
        if (!isForbidden(answer)) faults.push(...faultsOfToken(answer, 'link_token'));
      }
      return checked(faults);
    },
  },
  {
    id: 'hosted-link',
    rule: 'R5',
    title: 'A request for Plaid’s own page gets its address',
    why: 'A user whose network blocks Link’s script has no other way to the bank.',
    fix: 'Where hosted_link is true, send Plaid hosted_link: {}, and answer with its hosted_link_url beside the token. A backend that does not offer it answers 400 INVALID_FIELD.',
    async run(probe) {
      if (!mintsPlainly(probe)) return skipped(NO_TOKEN);
      const answer = await ask(probe, { hosted_link: true }, 'for Plaid’s own page');
      if (isRefused(answer))
        return skipped('The backend refuses it, and may: Hosted Link is optional.');
      return checked([...faultsOfToken(answer, 'link_token'), ...faultsOfPage(answer, probe)]);
    },
  },
  {
    id: 'app-platform',
    rule: 'R5',
    title: 'A request of an app on iOS or Android gets a link token',
    why: 'No button of a React Native app can open Link without it.',
    fix: 'Take platform. For android send Plaid android_package_name and no redirect_uri, for ios the redirect_uri. A backend without a mobile app answers 400 INVALID_FIELD.',
    async run(probe) {
      if (!mintsPlainly(probe)) return skipped(NO_TOKEN);
      const faults: string[] = [];
      let refused = 0;
      for (const platform of PLATFORMS) {
        const answer = await ask(probe, { platform }, `of an app on ${platform}`);
        if (isRefused(answer)) refused += 1;
        else faults.push(...faultsOfToken(answer, 'link_token'));
      }
      return refused === PLATFORMS.length
        ? skipped('The backend refuses every app, and may: a mobile app is optional.')
        : checked(faults);
    },
  },
];

/** By the first answer of this route, which is that of the check `link-token`. A mistake that it tells is told once. */
function mintsPlainly({ answers }: Probe): boolean {
  const plain = answers.find(({ path }) => path === LINK);
  return plain === undefined || faultsOfToken(plain, 'link_token').length === 0;
}

function ask(probe: Probe, fields: object, how: string): Promise<Answer> {
  return probe.post(LINK, { item_id: probe.itemId, ...fields }, { how });
}

/** The contract says 400; an app that decides by request answers 403. */
const isRefused = (answer: Answer): boolean => answer.status === 400 || isForbidden(answer);

const isForbidden = (answer: Answer): boolean =>
  answer.status === 403 && errorCodeOf(answer) === 'NOT_ALLOWED';

function faultsOfPage({ status, json, request }: Answer, { url }: Probe): string[] {
  if (status !== 200 || !isRecord(json)) return [];
  const page = nonEmptyString(json.hosted_link_url);
  if (page === null) return [`${request} was answered without a hosted_link_url`];
  // A backend on the developer's machine may be in front of a fake Plaid, which is there too.
  const isFake = URL.canParse(page) && isLocal(page) && isLocal(url);
  return isPlaidPage(page) || isFake
    ? []
    : [`${request}: hosted_link_url is no https page of plaid.com, so the client does not open it`];
}
