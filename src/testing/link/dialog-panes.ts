import { SANDBOX_CREDENTIALS, type LinkReply } from '../plaid/sessions/link-backend';
import { button, element, field, form, submit, type Child } from './dialog-elements';
import type { FakeLinkCredentials, FakeLinkHandler } from './link-types';

function textIn(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}

/** The content of the dialog at a step. `prefill` is what the form for the login holds. */
export function paneOf(
  doc: Document,
  handler: FakeLinkHandler,
  reply: LinkReply | null,
  prefill?: FakeLinkCredentials,
): Child[] {
  switch (reply?.step) {
    case 'credentials':
      return credentialsPane(doc, handler, reply.redirectUri, prefill);
    case 'oauth':
      return bankPane(doc, handler, reply);
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
  prefill: FakeLinkCredentials | undefined,
): Child[] {
  const logIn = (username: string, password: string): Promise<void> =>
    handler.act({ type: 'credentials', username, password });
  const submitForm = async (data: FormData): Promise<void> => {
    await logIn(textIn(data, 'username'), textIn(data, 'password'));
    if (prefill && handler.reply?.step === 'success') await handler.act({ type: 'finish' });
  };
  return [
    element(doc, 'p', {}, 'Log in to share your accounts again.'),
    form(
      doc,
      submitForm,
      field(doc, 'username', 'Username', 'text', SANDBOX_CREDENTIALS.username, prefill?.username),
      field(
        doc,
        'password',
        'Password',
        'password',
        SANDBOX_CREDENTIALS.password,
        prefill?.password,
      ),
      submit(doc, 'Log in'),
    ),
    ...redirectButton(doc, handler, redirectUri),
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

/** In place of the bank's own window, which is a pop-up on most devices (plaid.com/docs/link/oauth). */
function bankPane(
  doc: Document,
  handler: FakeLinkHandler,
  { institution, redirectUri }: LinkReply,
): Child[] {
  const finishOAuth = (isAllowed: boolean): void => void handler.act({ type: 'oauth', isAllowed });
  return [
    element(doc, 'p', {}, `Here the user logs in at ${institution.name}, in a window of the bank.`),
    button(doc, 'Log in there and allow', () => finishOAuth(true), { class: 'primary' }),
    button(doc, 'Close the bank’s window', () => finishOAuth(false), { class: 'failure' }),
    ...redirectButton(doc, handler, redirectUri),
  ];
}

function redirectButton(
  doc: Document,
  handler: FakeLinkHandler,
  redirectUri: string | null,
): Child[] {
  if (!redirectUri) return [];
  const leave = (): void => leaveForBank(handler, redirectUri);
  return [button(doc, 'Continue at the bank’s site', leave, { class: 'plain' })];
}

/** Goes to an OAuth bank in this tab and back: the bank would send the user back to `redirect_uri`. */
function leaveForBank({ iframe }: FakeLinkHandler, redirectUri: string): void {
  const url = new URL(redirectUri);
  url.searchParams.set('oauth_state_id', crypto.randomUUID());
  iframe.ownerDocument.defaultView?.location.assign(url);
}
