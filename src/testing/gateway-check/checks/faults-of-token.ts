import type { TokenKind } from '../../../core/types';
import { isRecord, nonEmptyString, parseDate } from '../../../core/unknown';
import { describe, type Answer } from '../probe/answer';

const HALF_HOUR_S = 30 * 60;

/** What is wrong with an answer that must be a token; empty where nothing is. */
export function faultsOfToken(answer: Answer, kind: TokenKind): string[] {
  const { status, json } = answer;
  if (status !== 200 || !isRecord(json)) return [describe(answer)];
  const token = nonEmptyString(json[kind]);
  const prefix = kind === 'link_token' ? 'link-' : 'public-';
  if (!token?.startsWith(prefix)) return [`${describe(answer)}, and has no ${kind} "${prefix}…"`];
  const { expires_in: left, expiration } = json;
  const faults: string[] = [];
  if (left !== undefined && !(typeof left === 'number' && left > 0))
    faults.push('expires_in is no number of seconds above 0');
  // Plaid's half hour and some slack. The client believes no longer life than that.
  else if (typeof left === 'number' && left > 2 * HALF_HOUR_S)
    faults.push('expires_in is more than the 1800 seconds that Plaid gives (milliseconds?)');
  if (expiration !== undefined && parseDate(expiration) === null)
    faults.push('expiration is no time in ISO 8601');
  return faults;
}
