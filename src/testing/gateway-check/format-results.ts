import type { GatewayCheckResult } from './gateway-check-result';

const WORDS = { holds: 'holds', fails: 'FAILS', skipped: 'skipped' } as const;

/** The results as a table, and below it what fails: what was seen, why it matters, and how to mend it. */
export function formatResults(results: readonly GatewayCheckResult[]): string {
  const idWidth = Math.max(...results.map(({ id }) => id.length));
  const rows = results.map((result) => {
    const { outcome, rule, id, title } = result;
    const note = outcome === 'skipped' ? ` (${result.reason})` : '';
    return `${WORDS[outcome].padEnd(8)} ${rule.padEnd(4)} ${id.padEnd(idWidth)}  ${title}${note}`;
  });
  const failures = results.flatMap((result) =>
    result.outcome === 'fails' ? [formatFailure(result)] : [],
  );
  return [rows.join('\n'), ...failures, countsOf(results)].join('\n\n');
}

/** A mistake that all routes share is shown for some of them. */
const MAX_FAULTS = 8;

function formatFailure({
  id,
  rule,
  title,
  faults,
  why,
  fix,
}: Extract<GatewayCheckResult, { outcome: 'fails' }>): string {
  const more = faults.length - MAX_FAULTS;
  return [
    `${id} (${rule}): does not hold: ${title}.`,
    ...faults.slice(0, MAX_FAULTS).map((fault) => `  seen  ${fault}.`),
    ...(more > 0 ? [`  seen  ${more} more.`] : []),
    `  why   ${why}`,
    `  mend  ${fix}`,
  ].join('\n');
}

function countsOf(results: readonly GatewayCheckResult[]): string {
  const count = (outcome: GatewayCheckResult['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length;
  return `${count('holds')} hold, ${count('fails')} fail, ${count('skipped')} skipped. The rules are in docs/gateway.md.`;
}
