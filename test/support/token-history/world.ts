import type { ItemToken } from '../../../src/core/tokens/token';
import type { FakeEnvironment } from '../fake-environment';
import type { Backend } from './backend';
import type { TokenModel } from './model';
import type { Reader, Readers } from './readers';

/** The state of one history. */
export interface TokenWorld {
  env: FakeEnvironment;
  model: TokenModel;
  backend: Backend;
  surface: Readers;
  /** Whether the page notices at once that its clock was set, as it does of most things that come with it. */
  isClockHeard: boolean;
  readers: Reader[];
  /** Tokens that sessions have got, and may open Link with. */
  prepared: ItemToken[];
  /** How many callers wait for a key, in a hidden page or not: a click, or `refresh()`. */
  waiting: Map<string, number>;
  /** Keys with a request under way. */
  inFlight: Set<string>;
  requests: { keyId: string; at: number }[];
  /** What the user did. Each action may cost a request of its own. */
  actions: number;
  /** How often a reader showed a token. */
  shown: number;
  /** How often a session opened Link. */
  opened: number;
}

/** A reader opens its Link with the token that it shows. */
export function openLinkOf(reader: Reader, token: string, { model }: TokenWorld): void {
  model.spend(token, reader.key, 'reader');
  reader.pinned = token;
}

/** Counts the caller as waiting for this key until `work` is done. Resolves to null where `work` fails. */
export async function whileWaiting<T>(
  { waiting }: TokenWorld,
  keyId: string,
  work: () => Promise<T>,
): Promise<T | null> {
  waiting.set(keyId, (waiting.get(keyId) ?? 0) + 1);
  try {
    return await work();
  } catch {
    return null;
  } finally {
    waiting.set(keyId, (waiting.get(keyId) ?? 0) - 1);
  }
}
