import { SANDBOX_CREDENTIALS } from '../plaid/sessions/link-backend';
import type { PlaidLinkError } from './plaid-link-types';
import { button, element } from './dialog-elements';
import { paneOf } from './dialog-panes';
import { DIALOG_STYLE } from './dialog-style';
import type { FakeLinkCredentials, FakeLinkHandler, LinkView } from './link-types';

/**
 * What a person sees of the fake Link: a small dialog in its iframe, with Sandbox's credentials and a choice of failures.
 * It is plain DOM, so that it works in every app and in Storybook.
 */
export function createDialog(handler: FakeLinkHandler, prefill?: FakeLinkCredentials): LinkView {
  const close = (): void => handler.close();
  return {
    show(reply, error) {
      const doc = handler.iframe.contentDocument;
      if (!doc) return;
      doc.documentElement.lang = 'en';
      // The dialog follows the page's colour scheme if the page has chosen one.
      doc.documentElement.style.colorScheme = schemeOf(handler.iframe);
      doc.title = 'Fake Plaid Link';
      addStyle(doc);
      const title = reply?.institution.name ?? 'Plaid Link';
      const dialog = element(
        doc,
        'div',
        { role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'title', class: 'dialog' },
        element(
          doc,
          'header',
          {},
          element(doc, 'span', { class: 'badge' }, 'Fake Plaid Link: test only'),
          button(doc, '×', close, { 'aria-label': 'Close', class: 'close' }),
        ),
        element(doc, 'h1', { id: 'title' }, title),
        // Without a reply the session is over, and its pane says so.
        error && reply
          ? element(doc, 'p', { role: 'alert', class: 'error' }, messageOf(error))
          : '',
        ...paneOf(doc, handler, reply, prefill && (error ? SANDBOX_CREDENTIALS : prefill)),
      );
      doc.body.replaceChildren(element(doc, 'div', { class: 'backdrop' }, dialog));
      doc.onkeydown = (event) => {
        if (event.key === 'Escape') close();
      };
      handler.iframe.focus();
      // A form that is filled in needs one press only.
      const empty = dialog.querySelector<HTMLInputElement>('input');
      const first = empty?.value && prefill ? null : empty;
      (first ?? dialog.querySelector<HTMLElement>('.primary'))?.focus();
    },
  };
}

/** The frame inherits the page's Content-Security-Policy, which may forbid a style element. jsdom has no other way. */
function addStyle(doc: Document): void {
  const Sheet = doc.defaultView?.CSSStyleSheet;
  if (!Sheet || !('replaceSync' in Sheet.prototype)) {
    doc.head.replaceChildren(element(doc, 'style', {}, DIALOG_STYLE));
    return;
  }
  const sheet = new Sheet();
  sheet.replaceSync(DIALOG_STYLE);
  doc.adoptedStyleSheets = [sheet];
}

function messageOf(error: PlaidLinkError): string {
  return error.display_message ?? 'Something went wrong. Close this window and try again.';
}

function schemeOf({ ownerDocument }: HTMLIFrameElement): string {
  const { colorScheme } = getComputedStyle(ownerDocument.documentElement);
  return /^(light|dark)$/.test(colorScheme) ? colorScheme : 'light dark';
}
