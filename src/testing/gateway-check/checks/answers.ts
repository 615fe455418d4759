import { isRecord, nonEmptyString } from '../../../core/unknown';
import { describe, isRedirect, type Answer } from '../probe/answer';
import { checked, skipped, type Check, type Finding } from '../probe/check';
import { findSecret } from '../probe/find-secret';
import type { Probe } from '../probe/probe';
import { ALL } from '../probe/routes';

/** Traces of Node and browsers, Python, Ruby, Go, and of Java and its kin. */
const STACK =
  /(?:\n|\\n)\s+at \S.*:\d+:\d+|Traceback \(most recent call last\)|\.rb:\d+:in |goroutine \d+ \[|\n?\s*at [\w.$]+\([\w.]+:\d+\)|\.(?:py|go)", line \d+/;

/** These look at every answer of the run, so they come last. */
export const answerChecks: readonly Check[] = [
  {
    id: 'no-secret',
    rule: 'R4',
    title: 'No answer has a secret in it, plain or encoded, at any depth',
    why: 'An access token gives access to a user’s bank data for as long as the Item lives.',
    fix: 'Build each answer field by field. Rotate a token that left the server: /item/access_token/invalidate.',
    run: (probe) => faultsIn(probe.answers, findSecretIn),
  },
  {
    id: 'no-internals',
    rule: 'R4',
    title: 'No answer tells of the server’s inside',
    why: 'A stack trace names files, versions and queries to an attacker.',
    fix: 'Answer Plaid’s error object with a text of your own, and write the cause to the log.',
    run: (probe) =>
      faultsIn(probe.answers, ({ text }) => (STACK.test(text) ? 'has a stack trace' : null)),
  },
  {
    id: 'json',
    rule: 'R6',
    title: 'Every answer is JSON',
    why: 'A login page or an HTML error page is taken for a broken backend, and the user is not told to sign in.',
    fix: 'Answer application/json on these routes, errors, 401 and 404 included. Do not redirect to a login page.',
    run: async (probe) =>
      faultsIn(await answersOfRoutes(probe), (answer) => {
        const { method, status, headers, json } = answer;
        if (isRedirect(answer)) return 'is a redirect';
        // The answer to a pre-flight has no body.
        if (method === 'OPTIONS' || status === 204) return null;
        if (!isRecord(json)) return 'is no JSON object';
        const type = headers.get('content-type') ?? '';
        return /^application\/json\s*(;|$)/i.test(type) ? null : 'has another content type';
      }),
  },
  {
    id: 'no-store',
    rule: 'R6',
    title: 'No answer may be stored',
    why: 'A browser or a proxy keeps a token, or shows one user’s answer to the next.',
    fix: 'Send Cache-Control: no-store with every answer.',
    run: async (probe) =>
      faultsIn(await answersOfRoutes(probe), ({ headers }) =>
        hasNoStore(headers) ? null : 'has no Cache-Control: no-store',
      ),
  },
  {
    id: 'error-form',
    rule: 'R6',
    title: 'Every error is Plaid’s error object',
    why: 'The client and the user get no code, no text and no request id.',
    fix: 'Answer { error_type, error_code, error_message, display_message, request_id }.',
    run: async (probe) =>
      faultsIn(await answersOfRoutes(probe), ({ status, json }) => {
        // What is no JSON at all is another check's.
        if (status < 400 || !isRecord(json)) return null;
        const missing = ['error_type', 'error_code', 'error_message'].filter(
          (name) => nonEmptyString(json[name]) === null,
        );
        return missing.length > 0 ? `has no ${missing.join(', no ')}` : null;
      }),
  },
  {
    id: 'no-5xx',
    rule: 'R8',
    title: 'No request of these checks makes the server fail',
    why: 'An error of the server fills its log and its alarms, and a caller can cause it at will.',
    fix: 'See the server’s log for the time of this run.',
    run: async (probe) =>
      faultsIn(await answersOfRoutes(probe), ({ status }) =>
        status >= 500 ? 'is an error of the server' : null,
      ),
  },
  {
    id: 'retry-after',
    rule: 'R10',
    title: 'A 429 says when to try again',
    why: 'Clients that do not know try again too early.',
    fix: 'Send Retry-After with seconds.',
    run({ answers }) {
      const limited = answers.filter(({ status }) => status === 429);
      if (limited.length === 0) return skipped('No answer was a 429.');
      return faultsIn(limited, ({ headers }) => {
        const value = headers.get('retry-after') ?? '';
        const isTime = /^\d+$/.test(value) || !Number.isNaN(Date.parse(value));
        return isTime ? null : 'has no Retry-After';
      });
    },
  },
];

/** Of the routes that the backend has: what its framework answers elsewhere holds nothing of the gateway's. */
async function answersOfRoutes(probe: Probe): Promise<Answer[]> {
  const paths = await probe.routes(ALL);
  return probe.answers.filter(({ path }) => paths.includes(path));
}

/** One fault for each request that had it. */
function faultsIn(answers: readonly Answer[], faultOf: (answer: Answer) => string | null): Finding {
  const faults = answers.flatMap((answer) => {
    const fault = faultOf(answer);
    return fault === null ? [] : [`${describe(answer)}: the answer ${fault}`];
  });
  return checked([...new Set(faults)]);
}

function findSecretIn(answer: Answer): string | null {
  const found = findSecret(answer);
  return found === null ? null : `has ${found}`;
}

function hasNoStore(headers: Headers): boolean {
  return /(^|[\s,])no-store($|[\s,])/i.test(headers.get('cache-control') ?? '');
}
