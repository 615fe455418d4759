import type {
  PlaidLinkError,
  PlaidLinkOnEventMetadata,
  PlaidLinkOnExitMetadata,
  PlaidLinkOnSuccessMetadata,
} from './plaid-link-types';
import type { LinkAction, LinkReply } from '../plaid/sessions/link-backend';

/** What an app, or react-plaid-link, passes to `Plaid.create`. */
export interface FakeLinkConfig {
  token?: string | null | undefined;
  key?: string | undefined;
  receivedRedirectUri?: string | undefined;
  /** The user finished. */
  onSuccess(publicToken: string | null, metadata: PlaidLinkOnSuccessMetadata): void;
  /** The user, or the app, closed Link. */
  onExit?: ((error: PlaidLinkError | null, metadata: PlaidLinkOnExitMetadata) => void) | undefined;
  /** Most events arrive only together with the outcome. */
  onEvent?: ((eventName: string, metadata: PlaidLinkOnEventMetadata) => void) | undefined;
  /** The iframe has loaded. */
  onLoad?: (() => void) | undefined;
}

/** How Link misbehaves. */
export interface FakeLinkBehaviour {
  /** 'blocked': an ad blocker keeps Link's script out. @default 'loads' */
  script: 'loads' | 'blocked';
  /** 'throws': `Plaid.create` throws. @default 'ok' */
  create: 'ok' | 'throws';
  /** 'never': `onLoad` is not called. @default 'async' */
  load: 'async' | 'never';
  /** 'silent': the OPEN event is lost. @default 'event' */
  open: 'event' | 'silent';
  /** 'missing': OPEN has no `is_update_mode`. @default 'reported' */
  updateMode: 'reported' | 'missing';
  /** 'ignored': `exit()` does not call `onExit`. @default 'callback' */
  exit: 'callback' | 'ignored';
}

/** What a user types into Link's form for the login. */
export interface FakeLinkCredentials {
  readonly username: string;
  readonly password: string;
}

/** What a person sees of a fake Link. */
export interface LinkView {
  show(reply: LinkReply | null, error: PlaidLinkError | null): void;
}

/** One Link that was created. */
export interface FakeLinkHandler {
  readonly config: FakeLinkConfig;
  readonly iframe: HTMLIFrameElement;
  readonly state: 'created' | 'open' | 'closed' | 'destroyed';
  /** Plaid's last answer; null before the first one. */
  readonly reply: LinkReply | null;
  /** Opens it and spends its token. */
  open(): void;
  /** Closes it, called by the app. */
  exit(options?: { force?: boolean }): void;
  /** Removes it from the page, called by the app. */
  destroy(): void;
  /** Resolves when Plaid has answered the opening, also with an error. */
  opened(): Promise<void>;
  /** Does one step as the user. */
  act(action: ActionWithoutSession): Promise<void>;
  /** Does all remaining steps as the user. Rejects if Link cannot succeed. */
  succeed(metadata?: Partial<PlaidLinkOnSuccessMetadata>): Promise<void>;
  /** Closes it as the user. `error` is by default the last error that the user saw. */
  close(error?: PlaidLinkError | null, metadata?: Partial<PlaidLinkOnExitMetadata>): void;
  /** Makes Link report an event. */
  emit(eventName: string, metadata?: Partial<PlaidLinkOnEventMetadata>): void;
}

export type ActionWithoutSession = LinkAction extends infer Action
  ? Action extends { sessionId: string }
    ? Omit<Action, 'sessionId'>
    : never
  : never;
