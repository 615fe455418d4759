import type { RelinkView } from '../../../src/core/client/session-types';
import {
  initialState,
  type Call,
  type HostedReason,
  type SessionEvent,
  type SessionState,
} from '../../../src/core/engine/machine/state';
import { ITEM, OPTIONS, PLAIN } from './values';

/** One moment: the session, the page around it, and the events that wait for their turn. */
export interface World {
  readonly state: SessionState;
  /** Events that are waiting for their turn. Empty where the session is at rest. */
  readonly queue: readonly SessionEvent[];
  readonly page: Page;
  /** Whether the app has acted within the callbacks of this event: once is enough to find what is possible. */
  readonly hasActed: boolean;
  readonly isDisposed: boolean;
}

/** The page, as far as effects change it. */
export interface Page {
  readonly shown: RelinkView;
  readonly link: 'none' | 'waiting' | 'building' | 'ready' | 'opened' | 'over' | 'ending';
  /** What Link has said since it opened. */
  readonly linkSaid: 'nothing' | 'loaded' | 'open';
  readonly asking: 'nothing' | 'once' | 'whenVisible' | 'untilHealthy';
  readonly hosted: SessionState['hosted'];
  /** Why Plaid's own page is being prepared. */
  readonly why: HostedReason | null;
  /** Whether an empty tab waits for Plaid's own page. */
  readonly hasTab: boolean;
  /** The calls whose promises are not settled. */
  readonly unsettled: readonly Call[];
  /** Whether Link has succeeded since the last click, and the app has not been told of a relink since. */
  readonly hasSucceeded: boolean;
  /** Whether the page has seen the Item broken, at the last click or since. */
  readonly sawBroken: boolean;
  /** Whether another tab has said that it relinked the Item. */
  readonly heardOfRelink: boolean;
}

/** Nothing that a repair could be concluded from. */
export const NOT_REPAIRED = {
  hasSucceeded: false,
  sawBroken: false,
  heardOfRelink: false,
} as const satisfies Partial<Page>;

export const START: World = {
  state: { ...initialState(ITEM), options: PLAIN },
  queue: [],
  page: {
    shown: { status: 'idle', error: null },
    link: 'none',
    linkSaid: 'nothing',
    asking: 'nothing',
    hosted: 'none',
    why: null,
    hasTab: false,
    unsettled: [],
    ...NOT_REPAIRED,
  },
  hasActed: false,
  isDisposed: false,
};

export const withPage = (world: World, change: Partial<Page>): World => ({
  ...world,
  page: { ...world.page, ...change },
});
export const queued = (world: World, event: SessionEvent): World => ({
  ...world,
  queue: [...world.queue, event],
});

export function hasLink({ link }: Page): boolean {
  return link !== 'none' && link !== 'waiting';
}

/** Two worlds with one key go on alike: the texts and the identity of objects make no difference. */
export function keyOf({ state, queue, page, hasActed, isDisposed }: World): string {
  return JSON.stringify([state, queue, page, hasActed, isDisposed], (name, value: unknown) => {
    if (name === 'options') return OPTIONS.findIndex((options) => options === value);
    if (name === 'call') return 0;
    if (name === 'calls' || name === 'unsettled') return (value as readonly unknown[]).length;
    if (name === 'error' || name === 'blocked')
      return (value as { code?: string } | null)?.code ?? value;
    // What helps the Item decides about tokens, not about states.
    if (name === 'metadata' || name === 'health' || name === 'remedy') return undefined;
    return value;
  });
}
