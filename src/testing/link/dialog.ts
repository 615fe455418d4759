import type { PlaidLinkError } from '../../core/link';
import { SANDBOX_CREDENTIALS, type LinkReply } from '../plaid/link-sessions';
import { DIALOG_STYLE } from './dialog-style';
import type { FakeLinkHandler, LinkView } from './handler';

/**
 * What a person sees of the fake Link: a small dialog in its iframe, with Sandbox's credentials at hand and the
 * failures that Sandbox offers. Plain DOM, so that it works in every app and Storybook.
 */
export function createDialog(handler: FakeLinkHandler): LinkView {
  const close = (): void => handler.close();
  return {
    show(reply, error) {
      const doc = handler.iframe.contentDocument;
      if (!doc) return;
      doc.documentElement.lang = 'en';
      doc.title = 'Fake Plaid Link';
      doc.head.replaceChildren(element(doc, 'style', {}, DIALOG_STYLE));
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
        error ? element(doc, 'p', { role: 'alert', class: 'error' }, textOf(error)) : '',
        ...paneOf(doc, handler, reply),
      );
      doc.body.replaceChildren(element(doc, 'div', { class: 'backdrop' }, dialog));
      doc.onkeydown = (event) => {
        if (event.key === 'Escape') close();
      };
      handler.iframe.focus();
      (
        dialog.querySelector<HTMLElement>('input') ?? dialog.querySelector<HTMLElement>('.primary')
      )?.focus();
    },
  };
}

function textOf(error: PlaidLinkError): string {
  return error.display_message ?? 'Something went wrong. Close this window and try again.';
}

type Child = Node | string;

function textIn(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}

function paneOf(doc: Document, handler: FakeLinkHandler, reply: LinkReply | null): Child[] {
  switch (reply?.step) {
    case 'credentials':
      return credentialsPane(doc, handler, reply.redirectUri);
    case 'mfa':
      return [
        form(
          doc,
          (data) => handler.act({ type: 'mfa', code: textIn(data, 'code') }),
          field(doc, 'code', 'Security code', 'text', SANDBOX_CREDENTIALS.mfaCode),
          submit(doc, 'Continue'),
        ),
      ];
    case 'accounts':
      return [
        element(doc, 'p', {}, 'Choose the accounts to share.'),
        form(
          doc,
          (data) =>
            handler.act({ type: 'accounts', accountIds: data.getAll('account').map(String) }),
          ...reply.accounts.map((account) =>
            element(
              doc,
              'label',
              { class: 'check' },
              element(doc, 'input', {
                type: 'checkbox',
                name: 'account',
                value: account.id,
                checked: '',
              }),
              `${account.name} ••${account.mask}`,
            ),
          ),
          submit(doc, 'Continue'),
        ),
      ];
    case 'success':
      return [
        element(doc, 'p', { class: 'done' }, 'Your account is connected again.'),
        button(doc, 'Finish', () => void handler.act({ type: 'finish' }), { class: 'primary' }),
      ];
    default:
      return [
        element(doc, 'p', {}, 'This session has ended. Close the window and start again.'),
        button(doc, 'Close window', () => handler.close(), { class: 'primary' }),
      ];
  }
}

/** Passwords that make Sandbox fail (plaid.com/docs/sandbox/test-credentials). */
const FAILURES: readonly (readonly [label: string, username: string, password: string])[] = [
  ['Wrong password', 'user_good', 'pass_bad'],
  ['Ask for a security code', 'user_good', SANDBOX_CREDENTIALS.mfaPassword],
  ['Account locked', 'user_good', 'error_ITEM_LOCKED'],
  ['Bank is down', 'user_good', 'error_INSTITUTION_DOWN'],
  ['Token expired', 'user_custom', '{"force_error":"INVALID_LINK_TOKEN"}'],
];

function credentialsPane(
  doc: Document,
  handler: FakeLinkHandler,
  redirectUri: string | null,
): Child[] {
  const logIn = (username: string, password: string): Promise<void> =>
    handler.act({ type: 'credentials', username, password });
  return [
    element(doc, 'p', {}, 'Log in to share your accounts again.'),
    form(
      doc,
      (data) => logIn(textIn(data, 'username'), textIn(data, 'password')),
      field(doc, 'username', 'Username', 'text', SANDBOX_CREDENTIALS.username),
      field(doc, 'password', 'Password', 'password', SANDBOX_CREDENTIALS.password),
      submit(doc, 'Log in'),
    ),
    redirectUri
      ? button(doc, 'Continue at the bank’s site', () => leaveForBank(handler, redirectUri), {
          class: 'plain',
        })
      : '',
    element(
      doc,
      'details',
      {},
      element(doc, 'summary', {}, 'Make it fail'),
      ...FAILURES.map(([label, username, password]) =>
        button(doc, label, () => void logIn(username, password), { class: 'failure' }),
      ),
    ),
  ];
}

/** A bank of the OAuth kind: the page goes away, and the bank sends the user back to `redirect_uri`. */
function leaveForBank({ iframe }: FakeLinkHandler, redirectUri: string): void {
  const url = new URL(redirectUri);
  url.searchParams.set('oauth_state_id', crypto.randomUUID());
  iframe.ownerDocument.defaultView?.location.assign(url);
}

function form(doc: Document, send: (data: FormData) => Promise<void>, ...children: Child[]): Node {
  const made = element(doc, 'form', {}, ...children);
  made.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(new FormData(made));
  });
  return made;
}

function field(doc: Document, name: string, label: string, type: string, hint: string): Node {
  const input = element(doc, 'input', {
    id: name,
    name,
    type,
    autocomplete: 'off',
    'aria-describedby': `${name}-hint`,
  });
  return element(
    doc,
    'div',
    { class: 'field' },
    element(doc, 'label', { for: name }, label),
    input,
    element(doc, 'small', { id: `${name}-hint` }, `Sandbox: ${hint}`),
  );
}

function submit(doc: Document, label: string): Node {
  return element(doc, 'button', { type: 'submit', class: 'primary' }, label);
}

function button(
  doc: Document,
  label: string,
  onClick: () => void,
  attributes: Record<string, string> = {},
): Node {
  const made = element(doc, 'button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', onClick);
  return made;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  doc: Document,
  name: Name,
  attributes: Record<string, string>,
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = doc.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
