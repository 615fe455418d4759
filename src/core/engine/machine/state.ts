import type { ClickRecord } from '../../client/activity';
import type {
  Confirmation,
  OptionsSource,
  RedirectOrigin,
  RelinkResult,
  RelinkView,
} from '../../client/session-types';
import type { RelinkError } from '../../errors/relink-error';
import type {
  PlaidLinkError,
  PlaidLinkOnEventMetadata,
  PlaidLinkOnExitMetadata,
  PlaidLinkOnSuccessMetadata,
} from '../../link/plaid-types';
import type { ItemToken } from '../../tokens/token';
import type { ItemHealth, ItemRemedy } from '../../types';

/** One `open()` whose promise is not settled yet. */
export type Call = (result: RelinkResult) => void;

/** Where the token of a Link comes from. */
export type TokenSource =
  | { from: 'store'; attempts: number }
  /** The OAuth return: the same token as before the redirect, which already opened Link once. */
  | {
      from: 'redirect';
      token: ItemToken;
      receivedRedirectUri: string;
      origin: RedirectOrigin;
      click: ClickRecord | null;
    };

/** How one Link is built. */
export interface LinkPlan {
  readonly source: TokenSource;
  /** The Links that were built for this click; 0 for one that was prepared before the click. */
  readonly builds: number;
}

/** The Link of a session. */
export type LinkState =
  | { readonly type: 'none' }
  /** Another session's Link still delivers its last events. */
  | { readonly type: 'waiting'; readonly plan: LinkPlan }
  | { readonly type: 'building'; readonly plan: LinkPlan }
  | { readonly type: 'ready'; readonly plan: LinkPlan }
  | {
      readonly type: 'opened';
      readonly plan: LinkPlan;
      /** Whether Link has said that it is showing. */
      readonly isSeen: boolean;
    }
  /** Its outcome is known; its last events still arrive. */
  | { readonly type: 'ending' };

/** What the server is being asked about the Item. One question at a time. */
export type Question =
  | { readonly type: 'none' }
  /** Link succeeded: is the Item healthy now? */
  | { readonly type: 'afterSuccess'; readonly metadata: PlaidLinkOnSuccessMetadata }
  /** The user closed Link: was the Item repaired elsewhere, or does it need something else? */
  | { readonly type: 'afterExit'; readonly calls: readonly Call[]; readonly result: ExitedResult }
  /** Another tab says that it relinked the Item: is it true? A click waits for the answer. */
  | { readonly type: 'otherTab'; readonly isClicked: boolean; readonly isHosted: boolean }
  /**
   * Was the Item repaired on Plaid's own page, which reports nothing? `isBack`: the user is back from there; else the page has
   * only heard that the Item may have changed.
   */
  | { readonly type: 'afterHosted'; readonly isBack: boolean };

/** What repaired the Item: the Link of this session, or what a result `already_healthy` says. */
export type RelinkedBy = 'link' | Extract<RelinkResult, { status: 'already_healthy' }>['by'];

export type ExitedResult = Extract<RelinkResult, { status: 'exited' }>;

/** The state of one Item's session. */
export interface SessionState {
  readonly itemId: string;
  readonly view: RelinkView;
  readonly link: LinkState;
  readonly question: Question;
  /** Plaid's own page, where the app asks for it, or as the way out where Link's script is blocked. */
  readonly hosted: 'none' | 'preparing' | 'ready' | 'open';
  /** The unsettled calls of `open()`. There is one or more exactly while the session is busy. */
  readonly calls: readonly Call[];
  /** The newest options of the component that prepared or clicked last, also after it has unmounted. */
  readonly options: OptionsSource;
  /** What helps the Item, where a failure, an exit or the backend said so. */
  readonly remedy: ItemRemedy | null;
  /**
   * Whether the page has seen the Item broken, at the last click or since. Only then can a healthy Item be called repaired
   * although Link did not succeed: an Item may be healthy for `/item/get` and still need the user.
   */
  readonly wasSeenBroken: boolean;
  /** Whether another tab says that it relinked the Item. It is believed only once the server agrees. */
  readonly otherTab: 'quiet' | 'relinked';
  /** What Link said of its success, while the button shows that the server could not confirm it (`not_confirmed`). */
  readonly unconfirmed: PlaidLinkOnSuccessMetadata | null;
  /** Whether a component shows the Item. */
  readonly audience: 'present' | 'gone';
}

export function initialState(itemId: string): SessionState {
  return {
    itemId,
    view: { status: 'idle', error: null },
    link: { type: 'none' },
    question: { type: 'none' },
    hosted: 'none',
    calls: [],
    options: () => ({}),
    remedy: null,
    wasSeenBroken: false,
    otherTab: 'quiet',
    unconfirmed: null,
    audience: 'present',
  };
}

/** How the user left Link without success. */
export interface LinkExit {
  readonly error: PlaidLinkError | null;
  readonly metadata: PlaidLinkOnExitMetadata;
  readonly isInvalidToken: boolean;
}

/** Why Plaid's own page is prepared. */
export type HostedReason =
  /** The app asks for it, and the user is about to click. */
  | { readonly type: 'intent' }
  /** The app asks for it, and the user has clicked. */
  | { readonly type: 'click' }
  /** Link's script is blocked. */
  | { readonly type: 'blocked'; readonly error: RelinkError };

/** What became of the preparation of Plaid's own page. */
export type Prepared =
  | { readonly type: 'ready' }
  /** The backend offers no such page. */
  | { readonly type: 'missing'; readonly error: RelinkError }
  | { readonly type: 'failed'; readonly error: RelinkError };

/** The server's answer to a question. */
export type Answer =
  | { readonly type: 'healthy'; readonly health: ItemHealth }
  /** The gateway has no `getItem`, so the result cannot be confirmed. */
  | { readonly type: 'unasked' }
  | { readonly type: 'failed'; readonly error: RelinkError }
  /** Update mode may still help, or the server did not answer. */
  | { readonly type: 'undecided'; readonly health: ItemHealth | null };

/**
 * What can happen to a session. An event is read when its turn comes, and dropped if it is stale by then: a callback of a
 * Link that was removed, an answer to a question that was withdrawn.
 */
export type SessionEvent =
  // The app.
  | {
      readonly type: 'prepare';
      readonly options: OptionsSource;
      /** Whether these options ask for Plaid's own page. */
      readonly isHosted: boolean;
      /** Whether what is prepared is what these options ask for, and is fresh. */
      readonly isCurrent: boolean;
    }
  | {
      readonly type: 'click';
      readonly options: OptionsSource;
      readonly call: Call;
      /** Whether the prepared Link is the one that these options ask for. */
      readonly isSameLink: boolean;
      /** Whether these options ask for Plaid's own page. */
      readonly isHosted: boolean;
      /** Whether the page that is ready, or on its way, is the one that these options ask for. */
      readonly isSameHosted: boolean;
      /** Whether the click is to repair the Item. The outcome of any other purpose does not show in the Item's health. */
      readonly isRepair: boolean;
      /** Whether the Item was broken by the last answer of the backend on this page. */
      readonly isSeenBroken: boolean;
      /** Set on an OAuth return page, which opens Link without a click of the user's. */
      readonly resume: TokenSource | null;
    }
  /** The user does not want to wait for Link any longer. */
  | { readonly type: 'cancelled' }
  | { readonly type: 'unobserved' }
  | { readonly type: 'disposed' }
  // Other tabs and other sessions of this page.
  | { readonly type: 'relinkedElsewhere'; readonly isRepair: boolean }
  | { readonly type: 'linkTaken' }
  // Link.
  | { readonly type: 'linkWaits' }
  | { readonly type: 'waitOver' }
  /** `openItemId`: the Item whose Link the user is in. This Item's own where the session is another provider's. */
  | { readonly type: 'linkBusy'; readonly openItemId: string | undefined }
  | { readonly type: 'linkReady' }
  | { readonly type: 'linkRefused' }
  | { readonly type: 'linkFailed'; readonly error: RelinkError }
  /** `isSeen`: whether Link said so itself. */
  | { readonly type: 'linkShown'; readonly isSeen: boolean }
  | {
      readonly type: 'linkEvent';
      readonly eventName: string;
      readonly metadata: PlaidLinkOnEventMetadata;
    }
  | {
      readonly type: 'linkSucceeded';
      readonly publicToken: string | null;
      readonly metadata: PlaidLinkOnSuccessMetadata;
    }
  | { readonly type: 'successTold'; readonly metadata: PlaidLinkOnSuccessMetadata }
  | { readonly type: 'linkExited'; readonly exit: LinkExit }
  | { readonly type: 'exitTold'; readonly exit: LinkExit; readonly isRepair: boolean }
  | { readonly type: 'linkGone' }
  // The server.
  | { readonly type: 'answered'; readonly answer: Answer }
  /**
   * An answer about the Item to any question of this page, a hook's too; never `unavailable`. `isOutdated`: Plaid was asked
   * before it was for the answer that confirmed the last relink.
   */
  | {
      readonly type: 'healthSeen';
      readonly health: ItemHealth;
      readonly isOutdated: boolean;
      readonly isRepair: boolean;
    }
  /** The app says that the Item may have changed. */
  | { readonly type: 'invalidated'; readonly isRepair: boolean }
  // Plaid's own page.
  | { readonly type: 'hostedPrepared'; readonly prepared: Prepared; readonly why: HostedReason }
  /** `isInOtherTab`: else Plaid's page takes the place of this one. */
  | { readonly type: 'hostedOpened'; readonly isInOtherTab: boolean }
  /** The user closed the tab before it showed the page. */
  | { readonly type: 'hostedClosed' }
  | { readonly type: 'hostedRefused'; readonly isSameLink: boolean }
  | { readonly type: 'userReturned'; readonly isRepair: boolean }
  /** Plaid's own page took the place of this one, and has led the user back: the session goes on in a new page. */
  | {
      readonly type: 'pageReturned';
      readonly options: OptionsSource;
      readonly call: Call;
      readonly isSeenBroken: boolean;
    };

export type EventOf<Type extends SessionEvent['type']> = Extract<SessionEvent, { type: Type }>;

/**
 * The actions of a session, as data. The interpreter runs them in order. `options` are those of the component that an
 * effect is for, as they are when the effect runs.
 */
export type Effect =
  | { readonly type: 'show'; readonly view: RelinkView; readonly options: OptionsSource }
  // Link.
  /** Acquires the Link lock and builds Link hidden. Answered by `linkReady`, `linkWaits`, `linkBusy` or `linkFailed`. */
  | { readonly type: 'buildLink'; readonly source: TokenSource; readonly isClicked: boolean }
  /** Answered by `linkShown`, or by `linkRefused` where its token cannot be spent or is due for renewal. */
  | { readonly type: 'openLink'; readonly mustBeFresh: boolean }
  /** Removes Link, or stops waiting for it. */
  | { readonly type: 'dropLink' }
  /** Removes Link shortly, since most of its events arrive with its outcome. Answered by `linkGone`. */
  | { readonly type: 'retireLink' }
  // The server.
  /** Answered by `answered`. */
  | { readonly type: 'ask'; readonly how: 'once' | 'whenVisible' | 'untilHealthy' }
  | { readonly type: 'stopAsking' }
  // Plaid's own page.
  /** Answered by `hostedPrepared`. */
  | { readonly type: 'prepareHosted'; readonly why: HostedReason }
  /** Runs within the click, or the browser blocks the tab: its page is not ready yet. */
  | { readonly type: 'openHostedTab' }
  /**
   * Opens the page that is ready, in the tab that waits for it; without one it runs within the click. Answered by
   * `hostedOpened`, `hostedClosed` or `hostedRefused`.
   */
  | { readonly type: 'openHosted' }
  /** Listens for the user's return from a page that an earlier page of the app has opened. */
  | { readonly type: 'watchHosted' }
  /** Stops listening for the user's return, and closes a tab that waits for its page. A page that is ready stays ready. */
  | { readonly type: 'leaveHosted' }
  | { readonly type: 'forgetHosted' }
  // The app.
  /** A session begins: by a click of the user's, or on an OAuth return page. */
  | {
      readonly type: 'tellBegun';
      readonly options: OptionsSource;
      readonly resume: TokenSource | null;
    }
  | {
      readonly type: 'tellEvent';
      readonly options: OptionsSource;
      readonly eventName: string;
      readonly metadata: PlaidLinkOnEventMetadata;
    }
  /** Answered by `successTold`, after everything that the app does in its callback. */
  | {
      readonly type: 'tellSuccess';
      readonly options: OptionsSource;
      readonly publicToken: string | null;
      readonly metadata: PlaidLinkOnSuccessMetadata;
    }
  /** Answered by `exitTold`, after everything that the app does in its callback. */
  | { readonly type: 'tellExit'; readonly options: OptionsSource; readonly exit: LinkExit }
  | {
      readonly type: 'tellRelinked';
      readonly options: OptionsSource;
      readonly confirmation: Confirmation;
      readonly by: RelinkedBy;
    }
  | { readonly type: 'report'; readonly options: OptionsSource; readonly error: RelinkError }
  /** Tells the developer of a mistake that ends nothing. */
  | { readonly type: 'warn'; readonly options: OptionsSource; readonly error: RelinkError }
  | { readonly type: 'settle'; readonly calls: readonly Call[]; readonly result: RelinkResult }
  // The backend and other tabs.
  /** Tells the backend of a relink that the server has confirmed. After Link's success, the question `untilHealthy` does so. */
  | { readonly type: 'reportRelink' }
  | { readonly type: 'broadcastRelink' };
