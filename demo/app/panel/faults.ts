import { SERVER_FAULTS, FAULTS_HEADER, type ServerFault } from '../../server/faults';

/** What a login at the fake Link runs into. One at a time. */
const LOGIN_FAULTS = [
  'wrong_password',
  'security_code',
  'token_expired',
  'bank_down',
  'bank_locked',
] as const;

export type LoginFault = (typeof LOGIN_FAULTS)[number];
type PageFault = 'offline' | 'ad_blocker' | 'link_hangs';
export type Fault = ServerFault | LoginFault | PageFault;

export interface FaultInfo {
  label: string;
  /** What a user then sees. */
  then: string;
}

/** In the order of the panel. */
export const FAULT_GROUPS: readonly (readonly [
  title: string,
  faults: readonly (readonly [Fault, FaultInfo])[],
])[] = [
  [
    'Browser',
    [
      [
        'ad_blocker',
        {
          label: 'Ad blocker',
          then: 'Link’s script is gone. Plaid’s own page is the way that is left.',
        },
      ],
      [
        'offline',
        { label: 'Offline', then: 'No network. The click says so, and works again later.' },
      ],
      [
        'link_hangs',
        {
          label: 'Link never loads',
          then: 'A click that waits for Link’s dialog ends after 15 s.',
        },
      ],
    ],
  ],
  [
    'Your server',
    [
      ['slow', { label: 'Slow answers', then: 'Each takes 2.5 s more. The click is kept.' }],
      ['signed_out', { label: 'Signed out (401)', then: 'The session of your app has ended.' }],
      ['rate_limited', { label: 'Too many requests (429)', then: 'With Retry-After: 42.' }],
      [
        'server_error',
        { label: 'Server error (500)', then: 'The click says so, and can be tried again.' },
      ],
      ['html', { label: 'HTML in place of JSON', then: 'A proxy’s page with status 200.' }],
      ['plaid_down', { label: 'Plaid is down', then: 'Plaid answers your server with errors.' }],
    ],
  ],
  [
    'At the bank, in Link’s dialog',
    [
      [
        'wrong_password',
        { label: 'Wrong password', then: 'The first login is refused, the second goes through.' },
      ],
      ['security_code', { label: 'Security code', then: 'The bank asks for 1234.' }],
      [
        'bank_down',
        { label: 'Bank is down', then: 'The login fails, and no fault is the user’s.' },
      ],
      ['bank_locked', { label: 'Account locked', then: 'Only the bank’s own site can unlock it.' }],
      [
        'token_expired',
        { label: 'Session expired', then: 'Close Link: the next click has a new token.' },
      ],
    ],
  ],
];

const isLoginFault = (fault: Fault): fault is LoginFault =>
  LOGIN_FAULTS.some((name) => name === fault);

/** The faults that are on. */
export interface Faults {
  current(): ReadonlySet<Fault>;
  set(fault: Fault, isOn: boolean): void;
  clear(): void;
  /** For the provider: the header that asks the demo's backend for its faults. */
  headers(): Record<string, string>;
  login(): LoginFault | null;
  subscribe(listener: () => void): () => void;
}

/** @param apply makes the page itself fail, or no longer */
export function createFaults(apply: (faults: ReadonlySet<Fault>) => void): Faults {
  const listeners = new Set<() => void>();
  let current: ReadonlySet<Fault> = new Set();

  function change(next: ReadonlySet<Fault>): void {
    current = next;
    apply(next);
    for (const listener of [...listeners]) listener();
  }

  return {
    current: () => current,
    set(fault, isOn) {
      const rest = [...current].filter(
        (other) => other !== fault && !(isOn && isLoginFault(fault) && isLoginFault(other)),
      );
      change(new Set(isOn ? [...rest, fault] : rest));
    },
    clear: () => change(new Set()),
    headers(): Record<string, string> {
      const names = SERVER_FAULTS.filter((fault) => current.has(fault));
      return names.length > 0 ? { [FAULTS_HEADER]: names.join(',') } : {};
    },
    login: () => LOGIN_FAULTS.find((fault) => current.has(fault)) ?? null,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
