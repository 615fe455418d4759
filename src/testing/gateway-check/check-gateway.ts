import { parseCheckOptions, type CheckGatewayOptions } from './check-options';
import { ALL_CHECKS } from './checks/all-checks';
import type { GatewayCheckResult } from './gateway-check-result';
import { Limited, NoAnswer } from './probe/answer';
import { checked, skipped, type Check, type Finding } from './probe/check';
import { createProbe, type Probe } from './probe/probe';

/** After this many checks without an answer no more are made: each would wait until its time is over. */
const MAX_SILENT_CHECKS = 3;

/**
 * Tries a backend, in whatever language it is written, as the client and as an attacker would, against the rules of
 * openapi.yaml. It sends about a hundred requests and mints a few tokens, so run it against Sandbox, with users and Items
 * of tests. It runs in Node and, without the checks of headers that a page cannot set, in a browser.
 *
 * @returns one result for each property. No result has a token in it, or anything of `headers`.
 * @throws RelinkError `invalid_options`; the reason of `signal` where that aborts
 * @example
 * const results = await checkGateway({
 *   url: 'http://localhost:3000/api/plaid',
 *   itemId: 'item-of-ada',
 *   foreignItemId: 'item-of-bob',
 *   headers: { cookie: 'session=session-of-ada' },
 * });
 * expect(results.filter(({ outcome }) => outcome === 'fails')).toEqual([]);
 */
export async function checkGateway(options: CheckGatewayOptions): Promise<GatewayCheckResult[]> {
  const probe = createProbe(parseCheckOptions(options));
  const results: GatewayCheckResult[] = [];
  let silentChecks = 0;
  for (const check of ALL_CHECKS) {
    let finding: Finding = skipped('The backend did not answer earlier requests.');
    if (silentChecks < MAX_SILENT_CHECKS) {
      try {
        finding = await check.run(probe);
      } catch (error) {
        finding = findingOf(error, probe);
        if (error instanceof NoAnswer) silentChecks += 1;
      }
    }
    const result = toResult(check, finding);
    results.push(result);
    options.onResult?.(result);
  }
  return results;
}

/** @throws what is no fault of the backend's */
function findingOf(error: unknown, { canForgeHeaders }: Probe): Finding {
  if (error instanceof Limited) {
    return skipped('The backend’s rate limit was reached (429). Run it again in a minute.');
  }
  if (!(error instanceof NoAnswer)) throw error;
  // A page does not see an answer that CORS keeps from it, and such an answer is right for many of these requests.
  return error.reason === 'network' && !canForgeHeaders
    ? skipped('The browser shows the page no answer (CORS, or the network). Run it in Node.')
    : checked([error.message]);
}

function toResult({ id, rule, title, why, fix }: Check, finding: Finding): GatewayCheckResult {
  const about = { id, rule, title };
  if (finding.type === 'skipped') return { ...about, outcome: 'skipped', reason: finding.reason };
  const { faults } = finding;
  if (faults.length === 0) return { ...about, outcome: 'holds' };
  return { ...about, outcome: 'fails', faults, why, fix };
}
