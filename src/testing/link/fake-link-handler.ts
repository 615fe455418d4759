import type { PlaidLinkError, PlaidLinkOnSuccessMetadata } from './plaid-link-types';
import type { LinkAction, LinkBackend, LinkReply } from '../plaid/sessions/link-backend';
import { errorBody, PlaidError } from '../plaid/state/plaid-error';
import { createLinkEvents } from './link-events';
import type {
  ActionWithoutSession,
  FakeLinkBehaviour,
  FakeLinkConfig,
  FakeLinkHandler,
  LinkView,
} from './link-types';
import { EXIT_STATUS, successfulAction, USER_STEPS } from './user-steps';

interface HandlerDeps {
  backend: LinkBackend;
  behaviour: Readonly<FakeLinkBehaviour>;
  iframe: HTMLIFrameElement;
  createView(handler: FakeLinkHandler): LinkView;
  onState(handler: FakeLinkHandler): void;
}

/** Creates one Link. Its iframe loads in a microtask, as Plaid's loads later than `Plaid.create` returns. */
export function createFakeLinkHandler(config: FakeLinkConfig, deps: HandlerDeps): FakeLinkHandler {
  const { backend, behaviour, iframe } = deps;
  let state: FakeLinkHandler['state'] = 'created';
  let loading: 'loading' | 'opens_when_loaded' | 'loaded' = 'loading';
  let reply: LinkReply | null = null;
  let lastError: PlaidLinkError | null = null;
  let opening: Promise<void> = Promise.resolve();
  let overflow = '';
  const events = createLinkEvents(config, () => reply);

  function setState(next: FakeLinkHandler['state']): void {
    state = next;
    deps.onState(handler);
  }

  function noteError(error: PlaidLinkError): void {
    const { error_type, error_code, error_message, display_message } = error;
    // Link passes on these four fields of Plaid's error object.
    lastError = { error_type, error_code, error_message, display_message };
    events.hold('ERROR', { error_type, error_code, error_message });
  }

  async function send(action: LinkAction): Promise<void> {
    try {
      reply = await backend(action);
      if (reply.error) noteError(reply.error);
      view.show(reply, reply.error);
    } catch (thrown) {
      const code = thrown instanceof PlaidError ? thrown.code : 'INTERNAL_SERVER_ERROR';
      noteError(errorBody(code, ''));
      view.show(null, lastError);
    }
  }

  async function startSession(): Promise<void> {
    await send({
      type: 'open',
      token: config.token ?? '',
      key: config.key,
      isOAuthReturn: config.receivedRedirectUri !== undefined,
    });
    if (state !== 'open' || !reply || behaviour.open === 'silent') return;
    events.emit('OPEN', {
      is_update_mode: behaviour.updateMode === 'missing' ? null : String(reply.isUpdateMode),
    });
    events.hold('TRANSITION_VIEW', { view_name: reply.step === 'oauth' ? 'OAUTH' : 'CREDENTIAL' });
  }

  function open(): void {
    if (state === 'destroyed' || state === 'open') return;
    if (loading !== 'loaded') {
      loading = 'opens_when_loaded';
      return;
    }
    // Each opening is a session of its own: it starts without the reply, error and events of the last one.
    reply = null;
    lastError = null;
    events.clear();
    overflow = document.body.style.overflow;
    document.body.style.overflow = 'hidden';
    iframe.style.display = 'block';
    setState('open');
    opening = startSession();
  }

  function hide(): void {
    if (state !== 'open') return;
    document.body.style.overflow = overflow;
    iframe.style.display = 'none';
    setState('closed');
  }

  async function act(action: ActionWithoutSession): Promise<void> {
    await opening;
    if (action.type === 'credentials') events.hold('SUBMIT_CREDENTIALS');
    if (action.type === 'mfa') events.hold('SUBMIT_MFA');
    if (action.type === 'oauth') {
      events.hold('OPEN_OAUTH');
      events.hold('CLOSE_OAUTH');
    }
    await send({ ...action, sessionId: reply?.sessionId ?? '' });
    if (action.type !== 'finish' || reply?.step !== 'finished' || state !== 'open') return;
    reportSuccess({});
  }

  function reportSuccess(metadata: Partial<PlaidLinkOnSuccessMetadata>): void {
    hide();
    events.flush();
    config.onSuccess(reply?.publicToken ?? null, {
      institution: reply?.institution ?? null,
      accounts: reply?.accounts ?? [],
      link_session_id: reply?.sessionId ?? '',
      transfer_status: null,
      ...metadata,
    });
    events.emit('HANDOFF');
  }

  /** Plaid hears of it too. Nothing waits for that: Link has left the page. */
  function reportExit(error: PlaidLinkError | null, status: string | null): void {
    if (!reply) return;
    const told = backend({
      type: 'exit',
      sessionId: reply.sessionId,
      status,
      error: error && { ...error },
    });
    void told.catch(() => {});
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
      await opening;
      if (!reply)
        throw new Error(`Link cannot succeed: ${lastError?.error_code ?? 'it is not open'}.`);
      for (const step of USER_STEPS) {
        if (reply.step === step) await act(successfulAction(step, reply));
      }
      await send({ type: 'finish', sessionId: reply.sessionId });
      if (reply.step === 'finished') reportSuccess(metadata);
      else throw new Error(`Link cannot succeed at step "${reply.step}".`);
    },
    close(error = lastError, metadata = {}) {
      if (state !== 'open') return;
      hide();
      events.flush();
      const exitStatus = EXIT_STATUS[reply?.step ?? 'credentials'];
      config.onExit?.(error, {
        institution: reply?.institution ?? null,
        status: exitStatus,
        link_session_id: reply?.sessionId ?? '',
        request_id: reply?.requestId ?? '',
        ...metadata,
      });
      events.emit('EXIT', { exit_status: exitStatus });
      reportExit(error, exitStatus);
    },
    emit: events.emit,
  };
  const view = deps.createView(handler);

  if (behaviour.load === 'async') {
    queueMicrotask(() => {
      if (state === 'destroyed') return;
      const opensNow = loading === 'opens_when_loaded';
      loading = 'loaded';
      config.onLoad?.();
      if (opensNow) open();
    });
  }
  return handler;
}
