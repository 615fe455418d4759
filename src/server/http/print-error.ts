import { ERROR_PAGES } from '../../core/errors/pages';
import { describeCause, type DescribedCause } from './describe-cause';
import type { RelinkHandlerError } from './handler-error';

/** A cause that comes with each request is printed with its stack once in this time. */
const QUIET_MS = 60_000;
const MAX_CAUSES = 100;

/** When each cause was last printed with its stack, for the whole process: the console is one. */
const printed = new Map<string, number>();

/** Prints an error, and what the app's own function threw: without it "see the cause" would lead nowhere. */
export function printError(
  { route, status, errorCode, message, requestId, cause }: RelinkHandlerError,
  note = '',
): void {
  const [text = '', page] = message.split(` See ${ERROR_PAGES}`);
  const line = `react-plaid-relink: ${status} for ${route}: ${errorCode}. ${text} (request_id: ${requestId ?? 'none'})`;
  const address = page === undefined ? '' : `See ${ERROR_PAGES}${page}`;
  const first = [line, note, address].filter(Boolean).join(' ');
  console.error([first, ...(cause === undefined ? [] : linesOf(describeCause(cause)))].join('\n'));
}

/** Each is indented, so that no text of the cause looks like a line of this log. */
function linesOf(cause: DescribedCause): string[] {
  const lines: string[] = [];
  const heads: string[] = [];
  for (let each: DescribedCause | undefined = cause; each; each = each.cause) {
    const { name, code, message, stack } = each;
    const title = code === undefined || code === name ? name : `${name} [${code}]`;
    const head = `    ${heads.length === 0 ? '' : 'caused by '}${title}: ${message}`;
    heads.push(head);
    lines.push(head, ...framesOf(stack));
  }
  return isRepeated(lines.join('\n'))
    ? [...heads, '    (printed with its stack within the last minute)']
    : lines;
}

/** Without the lines that repeat the message. Engines write `at name (file:1:2)` or `name@file:1:2`. */
function framesOf(stack: string | null): string[] {
  const lines = (stack ?? '').split('\n').map((line) => line.trim());
  return lines
    .filter((line) => /^at |@\S*:\d+(?::\d+)?$/.test(line))
    .map((line) => `        ${line}`);
}

function isRepeated(cause: string): boolean {
  const now = Date.now();
  const last = printed.get(cause);
  if (last !== undefined && Math.abs(now - last) < QUIET_MS) return true;
  printed.delete(cause);
  printed.set(cause, now);
  const [oldest] = printed.keys();
  if (printed.size > MAX_CAUSES && oldest !== undefined) printed.delete(oldest);
  return false;
}
