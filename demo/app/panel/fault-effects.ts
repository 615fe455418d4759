import {
  SANDBOX_CREDENTIALS,
  type FakeLink,
  type FakeLinkCredentials,
} from 'react-plaid-relink/testing';
import type { Fault, LoginFault } from './faults';

const GOOD: FakeLinkCredentials = SANDBOX_CREDENTIALS;

/** Credentials that make Sandbox fail (plaid.com/docs/sandbox/test-credentials). */
const LOGINS: Readonly<Record<LoginFault, FakeLinkCredentials>> = {
  wrong_password: { username: 'user_good', password: 'pass_bad' },
  security_code: { username: 'user_good', password: SANDBOX_CREDENTIALS.mfaPassword },
  bank_down: { username: 'user_good', password: 'error_INSTITUTION_DOWN' },
  bank_locked: { username: 'user_good', password: 'error_ITEM_LOCKED' },
  token_expired: { username: 'user_custom', password: '{"force_error":"INVALID_LINK_TOKEN"}' },
};

/** What Link's form holds, as the faults are when it shows. */
export function liveCredentials(login: () => LoginFault | null): FakeLinkCredentials {
  const current = (): FakeLinkCredentials => {
    const fault = login();
    return fault ? LOGINS[fault] : GOOD;
  };
  return {
    get username() {
      return current().username;
    },
    get password() {
      return current().password;
    },
  };
}

/** Makes the browser of this page fail as the faults say. */
export function createPageFaults(link: FakeLink | null): (faults: ReadonlySet<Fault>) => void {
  let goOnline: (() => void) | null = null;
  return (faults) => {
    link?.simulate({
      script: faults.has('ad_blocker') ? 'blocked' : 'loads',
      load: faults.has('link_hangs') ? 'never' : 'async',
    });
    if (faults.has('offline')) goOnline ??= goOffline();
    else {
      goOnline?.();
      goOnline = null;
    }
  };
}

/** @returns the function that brings the network back */
function goOffline(): () => void {
  const { fetch } = window;
  window.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
  window.dispatchEvent(new Event('offline'));
  return () => {
    window.fetch = fetch;
    Reflect.deleteProperty(navigator, 'onLine');
    window.dispatchEvent(new Event('online'));
  };
}
