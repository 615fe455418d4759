import type { NodeMessage } from './node-message';

/**
 * The headers of a message, as the middleware before the adapter has left them: a header that was changed or removed in
 * `headers` is changed or removed here too.
 */
export function headersOf({ headers = {}, headersDistinct }: NodeMessage): [string, string][] {
  const result: [string, string][] = [];
  const authority = headers[':authority'];
  for (const [name, value] of Object.entries(headers)) {
    // HTTP/2 has the method, the path and the host among the headers.
    if (value === undefined || name.startsWith(':')) continue;
    if (typeof authority === 'string' && name.toLowerCase() === 'host') continue;
    const distinct = headersDistinct?.[name];
    if (typeof value === 'string' && (!distinct || distinct.length < 2)) {
      result.push([name, toBytes(value)]);
      continue;
    }
    const values = distinct && isJoined(value, distinct) ? distinct : [value].flat();
    for (const single of values) result.push([name, toBytes(String(single))]);
  }
  if (typeof authority === 'string') result.push(['host', toBytes(authority)]);
  return result;
}

/** Whether Node made this value of these: it joins repeated headers, or keeps the first. */
function isJoined(value: string | number | string[], distinct: readonly string[]): boolean {
  const given = String(value);
  return [distinct[0], distinct.join(', '), distinct.join('; '), distinct.join()].includes(given);
}

/** Serverless platforms decode the bytes of a header as UTF-8. A `Headers` takes one character for each byte. */
function toBytes(value: string): string {
  return /^[\0-\xff]*$/.test(value) ? value : Buffer.from(value).toString('latin1');
}
