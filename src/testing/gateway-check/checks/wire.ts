import type { TokenKind } from '../../../core/types';
import { isRelinkError } from '../../../core/errors/relink-error';
import { parseInstitution } from '../../../core/item/parse-institution';
import { namedItem, parseItemHealth } from '../../../core/item/parse-item-health';
import { isRecord, nonEmptyString } from '../../../core/unknown';
import { describe, isRouteMissing, type Answer } from '../probe/answer';
import { checked, skipped, type Check, type Finding } from '../probe/check';
import type { Probe } from '../probe/probe';
import { ITEM, ITEMS, LINK, PUBLIC, RELINKED, UNKNOWN_ID } from '../probe/routes';
import { faultsOfToken } from './faults-of-token';

const OPTIONAL = 'The backend has no such route. It is optional.';

export const wireChecks: readonly Check[] = [
  {
    id: 'link-token',
    rule: 'R5',
    title: 'The backend mints a link token for the user’s own Item',
    why: 'No button can open Link without it.',
    fix: 'Answer POST /link/token/create with { link_token, expiration, expires_in }, minted for the Item’s access_token.',
    run: (probe) => checkToken(probe, 'link_token'),
  },
  {
    id: 'public-token',
    rule: 'R5',
    title: 'The backend mints a public token for the user’s own Item',
    why: 'Apps that still have a public key open Link with it.',
    fix: 'Answer POST /item/public_token/create with { public_token, expires_in }, or leave the route out.',
    run: (probe) => checkToken(probe, 'public_token'),
  },
  {
    id: 'item-health',
    rule: 'R6',
    title: 'The backend says how the user’s own Item is',
    why: 'Without it no relink is confirmed, and no notice is shown.',
    fix: 'Answer POST /item/get with { item_id, health, remedy }, or with Plaid’s own { item }.',
    async run(probe) {
      const answer = await probe.post(ITEM, { item_id: probe.itemId }, { fresh: true });
      return isRouteMissing(answer)
        ? skipped(OPTIONAL)
        : checked(faultsOfHealth(answer, probe.itemId));
    },
  },
  {
    id: 'items-health',
    rule: 'R6',
    title: 'The backend says how several Items are, and which the user does not have',
    why: 'A page with many Items asks once. An entry at the wrong place would be shown for another Item.',
    fix: 'Answer POST /items/get with { items }: one entry for each id, in their order, with the error of /item/get where there is one.',
    async run(probe) {
      const ids = [UNKNOWN_ID, probe.itemId];
      const answer = await probe.post(ITEMS, { item_ids: ids });
      if (isRouteMissing(answer)) return skipped(OPTIONAL);
      if (isLimited(answer)) return skipped('The user’s own Item is over the limit.');
      return checked(faultsOfItems(answer, ids));
    },
  },
  {
    id: 'relinked',
    rule: 'R6',
    title: 'The backend hears of a relink, and says how the Item is',
    why: 'The server would not learn of a relink whose page is closed too early.',
    fix: 'Answer POST /item/relinked with the body of /item/get, or leave the route out.',
    async run(probe) {
      if ((await probe.routes([RELINKED])).length === 0) return skipped(OPTIONAL);
      if (!probe.reportRelink)
        return skipped('It would report a relink that did not happen. Allow it with reportRelink.');
      const fields = { item_id: probe.itemId, link_session_id: 'gateway-check', purpose: 'repair' };
      return checked(faultsOfHealth(await probe.post(RELINKED, fields), probe.itemId));
    },
  },
];

async function checkToken(probe: Probe, kind: TokenKind): Promise<Finding> {
  const [path, other] = kind === 'link_token' ? [LINK, PUBLIC] : [PUBLIC, LINK];
  const answer = await probe.post(path, { item_id: probe.itemId });
  if (isRouteMissing(answer)) {
    const has = await probe.routes([other]);
    return has.length > 0
      ? skipped('The backend has no such route, and mints the other kind of token.')
      : checked([`${describe(answer)}, and the backend mints no other token either`]);
  }
  return checked(faultsOfToken(answer, kind));
}

function faultsOfHealth(answer: Answer, itemId: string): string[] {
  if (answer.status !== 200) return [describe(answer)];
  return faultsOfItem(answer.json, itemId).map((fault) => `${describe(answer)}, and ${fault}`);
}

/** The client's own parsers say what the client understands. */
function faultsOfItem(body: unknown, itemId: string): string[] {
  if ((namedItem(body) ?? itemId) !== itemId) return ['it names another Item than the request'];
  try {
    parseItemHealth(itemId, body, Date.now());
    const { institution, duplicate_of: other }: Record<string, unknown> = isRecord(body)
      ? body
      : {};
    return [...parseInstitution(institution).problems, ...faultsOfDuplicate(itemId, other)].map(
      (problem) => `the client leaves out a part of it: ${problem}`,
    );
  } catch (error) {
    if (!isRelinkError(error)) throw error;
    return [
      'it has neither { health, remedy } in the words of the wire format nor Plaid’s { item }',
    ];
  }
}

function faultsOfDuplicate(itemId: string, other: unknown): string[] {
  if (other === undefined || other === null) return [];
  const isOther = nonEmptyString(other) !== null && other !== itemId;
  return isOther ? [] : ['duplicate_of is no id of another Item'];
}

/** The 429 of an Item stands in its place. */
function isLimited({ json }: Answer): boolean {
  const items = isRecord(json) && Array.isArray(json.items) ? (json.items as unknown[]) : [];
  return items.some(
    (entry) =>
      isRecord(entry) && isRecord(entry.error) && entry.error.error_type === 'RATE_LIMIT_EXCEEDED',
  );
}

function faultsOfItems(answer: Answer, ids: readonly string[]): string[] {
  const { status, json } = answer;
  if (status !== 200 || !isRecord(json)) return [describe(answer)];
  const { items } = json;
  if (!Array.isArray(items) || items.length !== ids.length)
    return [`${describe(answer)}, and items has not one entry for each id`];
  const [unknown, own] = items as unknown[];
  const faults: string[] = [];
  if ([unknown, own].some((entry, at) => !isRecord(entry) || entry.item_id !== ids[at]))
    faults.push('the entries of items are not in the order of item_ids');
  if (!isRecord(unknown) || !isRecord(unknown.error) || !nonEmptyString(unknown.error.error_code))
    faults.push('an unknown Item has no error with an error_code in its place');
  return [
    ...faults,
    ...faultsOfItem(own, ids[1] ?? '').map((fault) => `of the user’s own Item, ${fault}`),
  ];
}
