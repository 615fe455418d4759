/** A mail's parts, each as plain text. */
export interface MailParts {
  language: string;
  direction: 'ltr' | 'rtl';
  appName: string;
  title: string;
  text: string;
  action: string;
  /** An http or https address. */
  url: string;
  linkEnds: string;
  address: string;
  trust: string;
  byYourself: string;
  why: string;
}

/**
 * Light, and dark where the reader's system is. The colours stand beside the elements, since some mail programs take the
 * style sheet away; those that keep it can be dark.
 */
const STYLE = `:root{color-scheme:light dark;supported-color-schemes:light dark}h1{text-wrap:balance}p{text-wrap:pretty}
@media (prefers-color-scheme:dark){body,main{background:#16181d!important;color:#f3f4f6!important}.soft{color:#c3c8d1!important}a{color:#9cc2ff!important}a.go{background:#9cc2ff!important;border-color:#9cc2ff!important;color:#0b1324!important}hr{border-color:#4b5263!important}}`;

const FONT = 'font:16px/1.5 system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';
const SOFT = 'color:#4a5160';

/** The text part of the mail. */
export function mailText(parts: MailParts): string {
  const { title, text, action, url, linkEnds, trust, byYourself, why } = parts;
  return `${[title, text, `${action}\n${url}`, linkEnds, trust, byYourself, why].join('\n\n')}\n`;
}

/** The HTML part: one column, without pictures, scripts and anything that is loaded. */
export function mailHtml(parts: MailParts): string {
  const { direction } = parts;
  const of = (part: keyof MailParts): string => escapeHtml(parts[part]);
  const about = `lang="${of('language')}" dir="${direction}"`;
  // Language and direction stand at `main` too: mail programs show what is in the body, within a page of their own.
  return `<!doctype html>
<html ${about}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${of('title')}</title>
<style>${STYLE}</style>
</head>
<body style="margin:0;background:#fff;color:#1b1f27">
<main ${about} style="${FONT};box-sizing:border-box;max-width:600px;margin:0 auto;padding:24px 20px;background:#fff;color:#1b1f27;overflow-wrap:anywhere">
<p class="soft" style="margin:0 0 24px;${SOFT}">${of('appName')}</p>
<h1 style="font-size:24px;line-height:1.25;margin:0 0 12px">${of('title')}</h1>
<p style="margin:0 0 24px">${of('text')}</p>
<p style="margin:0 0 24px"><a class="go" href="${of('url')}" style="display:inline-block;padding:10px 22px;border:2px solid #1f4fd1;border-radius:8px;background:#1f4fd1;color:#fff;font-weight:600;text-decoration:none">${of('action')}</a></p>
<p class="soft" style="margin:0 0 24px;${SOFT};font-size:14px">${of('linkEnds')}</p>
<p class="soft" style="margin:0 0 12px;${SOFT}">${of('trust')}</p>
<p class="soft" style="margin:0 0 24px;${SOFT}">${of('byYourself')}</p>
<hr style="margin:0 0 24px;border:0;border-top:1px solid #c9ced8">
<p class="soft" style="margin:0 0 12px;${SOFT};font-size:14px">${of('address')}<br><a href="${of('url')}" dir="ltr" style="color:#1f4fd1;word-break:break-all">${of('url')}</a></p>
<p class="soft" style="margin:0;${SOFT};font-size:14px">${of('why')}</p>
</main>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
