import { holdsSecret, redactPlain } from './secrets';

/** Printable ASCII, which all secrets are made of, as URLs, mails, JSON, JavaScript and HTML escape it. */
const ESCAPE =
  /[%=]([2-7][0-9a-f])|\\{1,8}u(?:00|\{0{0,6})([2-7][0-9a-f])\}?|\\{1,8}x([2-7][0-9a-f])|&#x0{0,6}([2-7][0-9a-f]);|&#0{0,6}(\d{2,3});/gi;

/** Dashes that word processors, mails and web pages put in place of a hyphen. */
const DASH = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]|&(?:hyphen|dash|ndash|minus);/gi;

/** An escape may be escaped. */
const MAX_LEVELS = 3;

/** 24 characters of base64 are 18 bytes, and the shortest token is longer. */
const BASE64 = /[A-Za-z0-9+/_-]{24,}={0,2}/g;
/** Also as `<Buffer 61 63 …>` and `61:63:…`. */
const HEX = /(?:[0-9a-f]{2}[ :]?){16,}/gi;

/** Replaces secrets, however they are encoded. A text with an escaped secret comes back unescaped. */
export function redactSecrets(text: string): string {
  let plain = redactPlain(text);
  let unescaped = plain;
  for (let level = 0; level < MAX_LEVELS; level += 1) {
    unescaped = unescape(unescaped);
    if (holdsSecret(unescaped)) plain = unescaped = redactPlain(unescaped);
  }
  return plain
    .replace(BASE64, (run) => (alignments(run, 4).some(holdsBase64Secret) ? '[redacted]' : run))
    .replace(HEX, (run) => (holdsHexSecret(run) ? '[redacted]' : run));
}

function unescape(text: string): string {
  return text
    .replace(DASH, '-')
    .replace(
      ESCAPE,
      (escape, percent?: string, u?: string, x?: string, entity?: string, decimal?: string) => {
        const hex = percent ?? u ?? x ?? entity;
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : escape;
      },
    );
}

/** A run may begin in the middle of a group: characters before it may look like a part of it. */
function alignments(run: string, group: number): string[] {
  return Array.from({ length: group }, (_, at) => {
    const length = run.length - at;
    return run.slice(at, at + length - (length % group));
  });
}

function holdsBase64Secret(run: string): boolean {
  const standard = run.replaceAll('-', '+').replaceAll('_', '/');
  // `atob` refuses padding elsewhere than at the end.
  return holdsSecret(atob(standard.replaceAll('=', 'A')));
}

function holdsHexSecret(run: string): boolean {
  return alignments(run.replace(/[ :]/g, ''), 2).some((digits) => {
    const codes = digits.match(/../g) ?? [];
    return holdsSecret(String.fromCharCode(...codes.map((code) => Number.parseInt(code, 16))));
  });
}
