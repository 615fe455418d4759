import { describe, isRouteMissing, type Answer } from '../probe/answer';
import { BROWSER_HEADERS, checked, skipped, type Check } from '../probe/check';
import type { Probe, Sent } from '../probe/probe';
import { ALL, fieldsFor, ITEM, LINK, ONE_ITEM, PUBLIC } from '../probe/routes';

const ATTACKER = 'https://attacker.example';
const WHY =
  'A page of another site sends requests with the cookies of a user who visits it, and may read the answers.';
const FIX =
  'Refuse with 403 where Origin is neither your own nor on a list of exact origins, and where Sec-Fetch-Site is cross-site or same-site.';

export const crossSiteChecks: readonly Check[] = [
  {
    id: 'own-origin',
    rule: 'R7',
    title: 'The app’s own page gets in',
    why: 'No button works in a browser.',
    fix: 'Put the page’s exact origin, scheme and port included, on the list of origins.',
    async run(probe) {
      if (!probe.canForgeHeaders) return skipped(BROWSER_HEADERS);
      const origin = probe.origin ?? new URL(probe.url).origin;
      const site = origin === new URL(probe.url).origin ? 'same-origin' : 'cross-site';
      const headers = { origin, 'sec-fetch-site': site };
      const answer = await askOne(probe, { headers, how: 'from the app’s page' });
      if (answer === null || answer.status === 200) return checked([]);
      if (probe.origin === null)
        return skipped('The backend’s own origin is refused. If pages are elsewhere, give origin.');
      return checked([describe(answer)]);
    },
  },
  {
    id: 'foreign-origin',
    rule: 'R7',
    title: 'A page of another site is refused',
    why: WHY,
    fix: FIX,
    async run(probe) {
      if (!probe.canForgeHeaders) return skipped(BROWSER_HEADERS);
      const faults: string[] = [];
      for (const [origin, name] of foreignOrigins(probe)) {
        const answer = await askOne(probe, { headers: { origin }, how: `from ${name}` });
        if (answer && !isRefusal(answer)) faults.push(describe(answer));
      }
      for (const path of await probe.routes(ALL)) {
        const headers = { origin: ATTACKER, 'sec-fetch-site': 'cross-site' };
        const rest = { headers, how: 'from another site' };
        const answer = await probe.post(path, fieldsFor(path, probe.itemId), rest);
        if (!isRefusal(answer)) faults.push(describe(answer));
      }
      return checked(faults);
    },
  },
  {
    id: 'sec-fetch-site',
    rule: 'R7',
    title: 'A request that the browser marks as another site’s is refused',
    why: WHY,
    fix: FIX,
    async run(probe) {
      if (!probe.canForgeHeaders) return skipped(BROWSER_HEADERS);
      const faults: string[] = [];
      for (const site of ['cross-site', 'same-site']) {
        const headers = { 'sec-fetch-site': site };
        const answer = await askOne(probe, { headers, how: `with Sec-Fetch-Site: ${site}` });
        if (answer && !isRefusal(answer)) faults.push(describe(answer));
      }
      return checked(faults);
    },
  },
  {
    id: 'cors',
    rule: 'R7',
    title: 'No other origin may read an answer',
    why: 'A page of another site reads the token with the cookies of a user who visits it.',
    fix: 'Send Access-Control-Allow-Origin for listed origins only. Never reflect the Origin header, and never send *.',
    async run(probe) {
      if (!probe.canForgeHeaders) return skipped(BROWSER_HEADERS);
      const faults: string[] = [];
      for (const [origin, name] of foreignOrigins(probe)) {
        const preflight = {
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
          'content-type': null,
        };
        const [path = LINK] = await probe.routes(ALL);
        const sent: Sent[] = [
          { path, method: 'OPTIONS', headers: { origin, ...preflight }, how: `from ${name}` },
          { path, body: '{}', session: 'none', headers: { origin }, how: `from ${name}` },
        ];
        for (const each of sent) {
          const answer = await probe.send(each);
          const allowed = answer.headers.get('access-control-allow-origin');
          if (allowed === origin || allowed === '*')
            faults.push(`${answer.request}: Access-Control-Allow-Origin lets it read the answer`);
        }
      }
      return checked(faults);
    },
  },
  {
    id: 'simple-types',
    rule: 'R7',
    title: 'A form is refused',
    why: 'A form of another site needs no pre-flight, so a browser sends it with the user’s cookies.',
    fix: 'Answer 415 to every content type but application/json.',
    async run(probe) {
      const [path] = await probe.routes(ONE_ITEM);
      if (path === undefined) return skipped('The backend has none of the routes about one Item.');
      const json = JSON.stringify({ item_id: probe.itemId });
      const form = new URLSearchParams({ item_id: probe.itemId }).toString();
      const part = `--x\r\ncontent-disposition: form-data; name="item_id"\r\n\r\n${probe.itemId}\r\n--x--\r\n`;
      const forms: readonly [type: string, body: string][] = [
        ['text/plain', json],
        ['application/x-www-form-urlencoded', form],
        ['application/x-www-form-urlencoded', json],
        ['multipart/form-data; boundary=x', part],
      ];
      const faults: string[] = [];
      for (const [type, body] of forms) {
        const headers = { 'content-type': type };
        const how = `as ${type.replace(/;.*/, '')}`;
        const answer = await probe.send({ path, body, headers, how });
        if (!isRefusal(answer)) faults.push(describe(answer));
      }
      return checked(faults);
    },
  },
  {
    id: 'methods',
    rule: 'R7',
    title: 'Every method but POST is refused',
    why: 'An image or a link of another site sends a GET with the user’s cookies, and caches and logs keep its address.',
    fix: 'Answer 405 with Allow: POST to every other method.',
    async run(probe) {
      const faults: string[] = [];
      for (const path of await probe.routes(ONE_ITEM)) {
        const query = `${path}?${new URLSearchParams({ item_id: probe.itemId })}`;
        for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
          const body = method === 'GET' ? null : JSON.stringify({ item_id: probe.itemId });
          const answer = await probe.send({ path: query, method, body });
          if (!isRefusal(answer)) faults.push(describe(answer));
        }
      }
      return checked(faults);
    },
  },
];

/** Origins that are the app's by a careless comparison. */
function foreignOrigins({ url, origin }: Probe): readonly [origin: string, name: string][] {
  const { protocol, host } = new URL(origin ?? url);
  return [
    [ATTACKER, 'another origin'],
    ['null', 'the origin null'],
    [`${protocol}//${host}.attacker.example`, 'an origin that begins with the app’s'],
    [`https://attacker-${host}`, 'an origin that ends with the app’s'],
  ];
}

/** A question about the user's own Item that costs as little as the backend offers. */
async function askOne(probe: Probe, rest: Omit<Sent, 'path' | 'body'>): Promise<Answer | null> {
  const [path] = await probe.routes([ITEM, LINK, PUBLIC]);
  return path === undefined ? null : probe.post(path, { item_id: probe.itemId }, rest);
}

/** A redirect may lead to the answer. */
function isRefusal(answer: Answer): boolean {
  return (answer.status >= 400 && answer.status < 500) || isRouteMissing(answer);
}
