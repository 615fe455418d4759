import type { Environment } from '../clock';
import { isRelinkError, type RelinkError } from '../errors/relink-error';
import { sharedFailureOf } from '../item/fetch-item-health';
import type { ItemHealth } from '../types';

/** Tells the app what goes wrong with questions about the health of Items, which no click has asked. */
export interface HealthFailures {
  /**
   * Passes the answer on. Its failure is told once for each Item and code, until the backend answers about the Item; the
   * failure of a request about several Items once for all of them.
   */
  watch(itemId: string, answer: Promise<ItemHealth>): Promise<ItemHealth>;
  /** The backend has answered about the Item to another caller: from now on each cause is told again. */
  onAnswer(itemId: string): void;
}

interface HealthFailuresDeps {
  env: Pick<Environment, 'isOnline' | 'isVisible'>;
  /** Whether a mounted component shows the Item. */
  isShown(itemId: string): boolean;
  onError(error: RelinkError): void;
}

/** What ends a request without an answer. */
const UNANSWERED: readonly string[] = ['network_error', 'timeout'];

/**
 * The first failure is told, though a retry may recover: of a backend that fails at every first request nothing would be
 * heard otherwise. Not told is what says nothing about the backend: that the browser is offline, and a request of a
 * hidden page that ended without an answer, since browsers cut those off. Both are asked again when the page wakes.
 */
export function createHealthFailures({
  env,
  isShown,
  onError,
}: HealthFailuresDeps): HealthFailures {
  /** The codes that were told of each Item since the last answer about it. */
  const told = new Map<string, Set<string>>();
  const toldFailures = new WeakSet<RelinkError>();
  /** The newest question of each Item that was answered. */
  const answered = new Map<string, number>();
  let questions = 0;

  function isAlarm({ code }: RelinkError): boolean {
    if (code === 'offline') return false;
    return !UNANSWERED.includes(code) || (env.isOnline() && env.isVisible());
  }

  function onFailure(itemId: string, question: number, error: RelinkError): void {
    const isLate = (answered.get(itemId) ?? 0) > question;
    if (isLate || !isShown(itemId) || !isAlarm(error)) return;
    const codes = told.get(itemId) ?? new Set();
    if (codes.has(error.code)) return;
    told.set(itemId, codes.add(error.code));
    const failure = sharedFailureOf(error);
    if (toldFailures.has(failure)) return;
    toldFailures.add(failure);
    onError(failure);
  }

  function settle(itemId: string, question: number): void {
    answered.set(itemId, Math.max(question, answered.get(itemId) ?? 0));
    told.delete(itemId);
  }

  return {
    async watch(itemId, answer) {
      const question = (questions += 1);
      try {
        const health = await answer;
        settle(itemId, question);
        return health;
      } catch (error) {
        if (isRelinkError(error)) onFailure(itemId, question, error);
        throw error;
      }
    },
    onAnswer: (itemId) => settle(itemId, questions),
  };
}
