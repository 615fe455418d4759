import {
  tellActivity,
  type ActivityFields,
  type ClickRecord,
  type RelinkActivity,
} from '../client/activity';
import type { RelinkConfig } from '../client/config';
import type { ItemNotices } from '../client/item-notices';
import type { KnownHealth } from '../client/known-health';
import { elapsedMs, type Environment, type Mark } from '../clock';
import type { RelinkErrorCode } from '../errors/code';
import type {
  PlaidLinkOnEventMetadata,
  PlaidLinkOnExitMetadata,
  PlaidLinkOnSuccessMetadata,
} from '../link/plaid-types';
import { REPAIR } from '../tokens/token';
import type { NoticeTopic } from '../types';
import { nonEmptyString } from '../unknown';
import { LAST_EVENTS_MS } from './link-attempt';
import type { LinkExit } from './machine/state';

/** Tells the app the steps of one Item's session. Each method says what has happened. */
export interface SessionActivity {
  /** @param at in milliseconds since the epoch: the click may have waited for the engine */
  clicked(purpose: string, at: number): void;
  /** The session goes on that a click on the page before an OAuth redirect began. */
  resumed(purpose: string, click: ClickRecord | null): void;
  /** The session goes on that a click on the page before Plaid's own page began. */
  returned(click: ClickRecord | null): void;
  /** What an OAuth redirect keeps of the click; null where no click began the session. */
  click(): ClickRecord | null;
  linkBuilt(): void;
  /** An event of Link's, which may come after Link's outcome. */
  heard(eventName: string, metadata: PlaidLinkOnEventMetadata): void;
  opened(name: 'opened' | 'hosted'): void;
  /** Link reported that the user has left. */
  exited(exit: LinkExit): void;
  /** The button shows that the user has left, whether Link reported it or not. */
  exitShown(): void;
  succeeded(metadata: PlaidLinkOnSuccessMetadata): void;
  confirmed(by: RelinkActivity['by']): void;
  failed(code: RelinkErrorCode): void;
  /** The session is over: what happens from now on is not the click's. */
  ended(): void;
  /** Tells an exit that waits for Link's last events: the Item's next session is another's to tell. */
  release(): void;
  /** The provider goes: nothing is told any more. */
  close(): void;
}

interface SessionActivityDeps {
  itemId: string;
  env: Environment;
  config(): RelinkConfig;
  known: Pick<KnownHealth, 'healthOf'>;
  notices: Pick<ItemNotices, 'topicOf'>;
}

/** What began a session. */
interface Beginning {
  purpose: string;
  topic: NoticeTopic | null;
  clickedAt: Mark | null;
  /** Whether the user has come back from the bank's own page. */
  isResumed: boolean;
}

const NO_CLICK: Beginning = { purpose: REPAIR, topic: null, clickedAt: null, isResumed: false };

/** What Link has said of itself. */
interface LinkWords {
  linkSessionId: string | null;
  institutionId: string | null;
  leftForBank: boolean;
  /** The view of Link that the user saw last, and since when. */
  view: { name: string; at: number } | null;
}

const NO_WORDS: LinkWords = {
  linkSessionId: null,
  institutionId: null,
  leftForBank: false,
  view: null,
};

/** The view in which Link asks whether the user wants to leave (plaid.com/docs/link/web): it is no place to give up at. */
const LEAVING = 'EXIT';

export function createSessionActivity({
  itemId,
  env,
  config,
  known,
  notices,
}: SessionActivityDeps): SessionActivity {
  let beginning = NO_CLICK;
  let words = NO_WORDS;
  /** What was told of this session. */
  let [hasOpened, hasExited] = [false, false];
  let isClosed = false;
  /** Tells an exit that waits for Link's last events. */
  let tellExit: (() => void) | null = null;

  type Told = Pick<ActivityFields, 'name'> & Partial<ActivityFields>;

  function sinceClickMs({ clickedAt }: Beginning): number | null {
    return clickedAt && Math.round(elapsedMs(clickedAt, env));
  }

  function tell(told: Told, began: Beginning = beginning): void {
    tellExit?.();
    if (isClosed) return;
    const health = known.healthOf(itemId);
    // What Link said before the click was about another session.
    const link = began === NO_CLICK ? NO_WORDS : words;
    const leftForBank = began.isResumed || link.leftForBank;
    const fields = {
      itemId,
      purpose: began.purpose,
      topic: began.topic,
      institutionId: health?.institutionId ?? link.institutionId,
      linkSessionId: link.linkSessionId,
      isOAuth: leftForBank || (health?.institution?.oauth ?? null),
      sinceClickMs: sinceClickMs(began),
      ...told,
    };
    tellActivity(config().onActivity, fields, env);
  }

  /** Link sends most of its events beside its outcome, in no order: the view that the user left may come after the exit. */
  function holdExit({ error, metadata }: LinkExit): void {
    const began = beginning;
    const left = { at: new Date(env.wallNow()), sinceClickMs: sinceClickMs(began) };
    const release = (): void => {
      if (tellExit !== release) return;
      tellExit = null;
      cancelTimer();
      stopWaking();
      const exit = {
        exitStatus: nonEmptyString(metadata.status),
        errorCode: nonEmptyString(error?.error_code),
        view: words.view?.name ?? null,
      };
      tell({ name: 'exited', ...left, ...exit }, began);
    };
    tellExit = release;
    const cancelTimer = env.setTimer(release, LAST_EVENTS_MS);
    // A page that goes takes what was not told with it.
    const stopWaking = env.onWake(() => {
      if (!env.isVisible()) release();
    });
  }

  function begin(next: Beginning): void {
    beginning = next;
    // To the user it is the Link that showed before the redirect.
    [hasOpened, hasExited] = [next.isResumed, false];
  }

  function opened(name: 'opened' | 'hosted'): void {
    if (!beginning.isResumed) tell({ name });
    hasOpened = true;
  }

  return {
    clicked(purpose, at) {
      tellExit?.();
      const topic = notices.topicOf(itemId);
      const clickedAt = { wall: at, monotonic: env.monotonicNow() };
      begin({ purpose, topic, clickedAt, isResumed: false });
      tell({ name: 'clicked', at: new Date(at), sinceClickMs: 0 });
    },
    resumed(purpose, click) {
      const clickedAt = click && { wall: click.at, monotonic: env.monotonicNow() };
      begin({ purpose, topic: click?.topic ?? null, clickedAt, isResumed: true });
    },
    returned(click) {
      const clickedAt = click && { wall: click.at, monotonic: env.monotonicNow() };
      begin({ purpose: REPAIR, topic: click?.topic ?? null, clickedAt, isResumed: false });
    },
    click: () => beginning.clickedAt && { at: beginning.clickedAt.wall, topic: beginning.topic },
    linkBuilt() {
      words = NO_WORDS;
    },
    heard(eventName, metadata) {
      const { link_session_id, institution_id, view_name, timestamp } = metadata;
      words = {
        linkSessionId: nonEmptyString(link_session_id) ?? words.linkSessionId,
        institutionId: nonEmptyString(institution_id) ?? words.institutionId,
        leftForBank: words.leftForBank || eventName === 'OPEN_OAUTH',
        view: words.view,
      };
      const name = eventName === 'TRANSITION_VIEW' ? nonEmptyString(view_name) : null;
      const at = Date.parse(timestamp);
      if (name && name !== LEAVING && !(words.view && words.view.at > at))
        words = { ...words, view: { name, at } };
    },
    opened,
    exited(exit) {
      hasExited = true;
      words = { ...words, ...idsOf(exit.metadata, words) };
      holdExit(exit);
    },
    exitShown() {
      if (!hasExited) tell({ name: 'exited' });
      hasExited = true;
    },
    succeeded(metadata) {
      words = { ...words, ...idsOf(metadata, words) };
      // Link's OPEN event may have been lost.
      if (!hasOpened) opened('opened');
      tell({ name: 'succeeded' });
    },
    confirmed(by) {
      tell({ name: 'confirmed', by });
      beginning = NO_CLICK;
    },
    failed: (errorCode) => tell({ name: 'failed', errorCode }),
    ended() {
      beginning = NO_CLICK;
    },
    release: () => tellExit?.(),
    close() {
      tellExit?.();
      isClosed = true;
    },
  };
}

type Ids = Pick<LinkWords, 'linkSessionId' | 'institutionId'>;

/** What the metadata of an outcome says, in place of what was known. */
function idsOf(
  { link_session_id, institution }: PlaidLinkOnSuccessMetadata | PlaidLinkOnExitMetadata,
  known: Ids,
): Ids {
  return {
    linkSessionId: nonEmptyString(link_session_id) ?? known.linkSessionId,
    institutionId: nonEmptyString(institution?.institution_id) ?? known.institutionId,
  };
}
