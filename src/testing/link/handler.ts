import type {
  PlaidLinkError,
  PlaidLinkOnEventMetadata,
  PlaidLinkOnExitMetadata,
  PlaidLinkOnSuccessMetadata,
} from '../../core/link/plaid-types';
import { errorBody, PlaidFailure } from '../plaid/errors';
import {
  SANDBOX_CREDENTIALS,
  type LinkAction,
  type LinkBackend,
  type LinkReply,
} from '../plaid/link-sessions';

/** What an app, or react-plaid-link, gives to `Plaid.create`. */
export interface FakeLinkConfig {
  token?: string | null | undefined;
  key?: string | undefined;
  receivedRedirectUri?: string | undefined;
  /** The user finished. */
  onSuccess(publicToken: string | null, metadata: PlaidLinkOnSuccessMetadata): void;
  /** The user closed it. */
  onExit?: ((error: PlaidLinkError | null, metadata: PlaidLinkOnExitMetadata) => void) | undefined;
  /** Most events come only with the outcome. */
  onEvent?: ((eventName: string, metadata: PlaidLinkOnEventMetadata) => void) | undefined;
  /** Its iframe is there. */
  onLoad?: (() => void) | undefined;
}

/** How Link misbehaves, for tests of what happens then. */
export interface FakeLinkBehaviour {
  /** An ad blocker keeps Link's script out. @default 'loads' */
  script: 'loads' | 'blocked';
  /** `create` throws. @default 'ok' */
  create: 'ok' | 'throws';
  /** `onLoad` never comes. @default 'async' */
  load: 'async' | 'never';
  /** The OPEN event is lost. @default 'event' */
  open: 'event' | 'silent';
  /** `is_update_mode` is left out of OPEN. @default 'reported' */
  updateMode: 'reported' | 'missing';
  /** `exit()` is not answered. @default 'callback' */
  exit: 'callback' | 'ignored';
}

/** What a person sees, if anything. */
export interface LinkView {
  show(reply: LinkReply | null, error: PlaidLinkError | null): void;
}

/** One Link that was created. */
export interface FakeLinkHandler {
  readonly config: FakeLinkConfig;
  readonly iframe: HTMLIFrameElement;
  readonly state: 'created' | 'open' | 'closed' | 'destroyed';
  /** What Plaid last answered; null before it has. */
  readonly reply: LinkReply | null;
  /** Shows it, and uses its token up. */
  open(): void;
  /** The app closes it. */
  exit(options?: { force?: boolean }): void;
  /** The app removes it. */
  destroy(): void;
  /** Resolves when Plaid has answered the opening, well or not. */
  opened(): Promise<void>;
  /** The user does one step. */
  act(action: ActionWithoutSession): Promise<void>;
  /** The user does all steps that are left. */
  succeed(metadata?: Partial<PlaidLinkOnSuccessMetadata>): Promise<void>;
  /** The user closes it; `error` is the last one that they saw. */
  close(error?: PlaidLinkError | null, metadata?: Partial<PlaidLinkOnExitMetadata>): void;
  /** Link reports an event. */
  emit(eventName: string, metadata?: Partial<PlaidLinkOnEventMetadata>): void;
}

export type ActionWithoutSession = LinkAction extends infer Action
  ? Action extends { sessionId: string }
    ? Omit<Action, 'sessionId'>
    : never
  : never;

interface HandlerDeps {
  backend: LinkBackend;
  behaviour: Readonly<FakeLinkBehaviour>;
  iframe: HTMLIFrameElement;
  view(handler: FakeLinkHandler): LinkView;
  onState(handler: FakeLinkHandler): void;
}

export function createHandler(config: FakeLinkConfig, deps: HandlerDeps): FakeLinkHandler {
  const { backend, behaviour, iframe } = deps;
  let state: FakeLinkHandler['state'] = 'created';
  let isLoaded = false;
  let isOpenQueued = false;
  let reply: LinkReply | null = null;
  let lastError: PlaidLinkError | null = null;
  let opening: Promise<void> = Promise.resolve();
  let overflow = '';
  let held: [string, Partial<PlaidLinkOnEventMetadata>][] = [];

  function emit(eventName: string, metadata: Partial<PlaidLinkOnEventMetadata> = {}): void {
    config.onEvent?.(eventName, {
      ...EMPTY_EVENT,
      timestamp: new Date().toISOString(),
      link_session_id: reply?.sessionId ?? '',
      request_id: reply?.requestId ?? '',
      institution_id: reply?.institution.institution_id ?? null,
      institution_name: reply?.institution.name ?? null,
      ...metadata,
    });
  }

  /** Most events come only with the outcome (plaid.com/docs/link/web, onEvent). */
  function hold(eventName: string, metadata: Partial<PlaidLinkOnEventMetadata> = {}): void {
    held.push([eventName, { timestamp: new Date().toISOString(), ...metadata }]);
  }

  function setState(next: FakeLinkHandler['state']): void {
    state = next;
    deps.onState(handler);
  }

  function take(next: LinkReply): void {
    reply = next;
    if (next.error) noteError(next.error);
    view.show(reply, next.error);
  }

  function noteError(error: PlaidLinkError): void {
    const { error_type, error_code, error_message, display_message } = error;
    // Of Plaid's error object Link passes on these four.
    lastError = { error_type, error_code, error_message, display_message };
    hold('ERROR', { error_type, error_code, error_message });
  }

  async function ask(action: LinkAction): Promise<void> {
    try {
      take(await backend(action));
    } catch (thrown) {
      const code = thrown instanceof PlaidFailure ? thrown.code : 'INTERNAL_SERVER_ERROR';
      noteError(errorBody(code, ''));
      view.show(null, lastError);
    }
  }

  async function start(): Promise<void> {
    await ask({
      type: 'open',
      token: config.token ?? '',
      key: config.key,
      isOAuthReturn: config.receivedRedirectUri !== undefined,
    });
    if (state !== 'open' || !reply || behaviour.open === 'silent') return;
    emit('OPEN', {
      is_update_mode: behaviour.updateMode === 'missing' ? null : String(reply.isUpdateMode),
    });
    hold('TRANSITION_VIEW', { view_name: reply.step === 'oauth' ? 'OAUTH' : 'CREDENTIAL' });
  }

  function open(): void {
    if (state === 'destroyed' || state === 'open') return;
    if (!isLoaded) {
      isOpenQueued = true;
      return;
    }
    // Another opening is another session: nothing of the one before goes on.
    [reply, lastError, held] = [null, null, []];
    overflow = document.body.style.overflow;
    document.body.style.overflow = 'hidden';
    iframe.style.display = 'block';
    setState('open');
    opening = start();
  }

  function hide(): void {
    if (state !== 'open') return;
    document.body.style.overflow = overflow;
    iframe.style.display = 'none';
    setState('closed');
  }

  function flush(): void {
    const events = held;
    held = [];
    for (const [eventName, metadata] of events) emit(eventName, metadata);
  }

  async function act(action: ActionWithoutSession): Promise<void> {
    await opening;
    if (action.type === 'credentials') hold('SUBMIT_CREDENTIALS');
    if (action.type === 'mfa') hold('SUBMIT_MFA');
    if (action.type === 'oauth') {
      hold('OPEN_OAUTH');
      hold('CLOSE_OAUTH');
    }
    await ask({ ...action, sessionId: reply?.sessionId ?? '' });
    if (action.type !== 'finish' || reply?.step !== 'finished' || state !== 'open') return;
    complete({});
  }

  function complete(metadata: Partial<PlaidLinkOnSuccessMetadata>): void {
    hide();
    flush();
    config.onSuccess(reply?.publicToken ?? null, {
      institution: reply?.institution ?? null,
      accounts: reply?.accounts ?? [],
      link_session_id: reply?.sessionId ?? '',
      transfer_status: null,
      ...metadata,
    });
    emit('HANDOFF');
  }

  const handler: FakeLinkHandler = {
    config,
    iframe,
    get state() {
      return state;
    },
    get reply() {
      return reply;
    },
    open,
    exit() {
      if (behaviour.exit === 'callback') handler.close(lastError);
    },
    destroy() {
      hide();
      iframe.remove();
      setState('destroyed');
    },
    opened: () => opening,
    act,
    async succeed(metadata = {}) {
      const { username, password, mfaCode } = SANDBOX_CREDENTIALS;
      await opening;
      if (!reply)
        throw new Error(`Link cannot succeed: ${lastError?.error_code ?? 'it is not open'}.`);
      if (reply.step === 'credentials') await act({ type: 'credentials', username, password });
      if (reply.step === 'oauth') await act({ type: 'oauth', isAllowed: true });
      if (reply.step === 'mfa') await act({ type: 'mfa', code: mfaCode });
      if (reply.step === 'accounts') {
        await act({ type: 'accounts', accountIds: reply.accounts.map(({ id }) => id) });
      }
      await ask({ type: 'finish', sessionId: reply.sessionId });
      if (reply.step === 'finished') complete(metadata);
      else throw new Error(`Link cannot succeed at step "${reply.step}".`);
    },
    close(error = lastError, metadata = {}) {
      if (state !== 'open') return;
      hide();
      flush();
      config.onExit?.(error, {
        institution: reply?.institution ?? null,
        status: EXIT_STATUS[reply?.step ?? 'credentials'],
        link_session_id: reply?.sessionId ?? '',
        request_id: reply?.requestId ?? '',
        ...metadata,
      });
      emit('EXIT', { exit_status: EXIT_STATUS[reply?.step ?? 'credentials'] });
    },
    emit,
  };
  const view = deps.view(handler);

  if (behaviour.load === 'async') {
    queueMicrotask(() => {
      if (state === 'destroyed') return;
      isLoaded = true;
      config.onLoad?.();
      if (isOpenQueued) open();
    });
  }
  return handler;
}

/** `metadata.status` of onExit (plaid.com/docs/link/web). */
const EXIT_STATUS: Readonly<Record<LinkReply['step'], string | null>> = {
  credentials: 'requires_credentials',
  oauth: 'requires_oauth',
  mfa: 'requires_code',
  accounts: 'requires_account_selection',
  success: null,
  finished: null,
  dead: 'requires_credentials',
};

const EMPTY_EVENT = {
  account_number_mask: null,
  error_type: null,
  error_code: null,
  error_message: null,
  exit_status: null,
  institution_search_query: null,
  is_update_mode: null,
  match_reason: null,
  mfa_type: null,
  routing_number: null,
  view_name: null,
  selection: null,
};
