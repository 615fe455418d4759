import { useState } from 'react';
import { isBusy, type RelinkView } from '../../core/client/session-types';
import type { RelinkError } from '../../core/errors/relink-error';
import type { ItemHealth, NoticeTopic } from '../../core/types';
import { topicOf, type KnownTopic } from './notice-topic';

interface Past {
  itemId: string;
  health: ItemHealth | null;
  /** Set where the user, or time, has taken the notice of the repair away. */
  dismissed: { isOutdated: boolean } | null;
}

/**
 * The topic to show. A problem that disappears becomes 'repaired': a banner that only vanished would leave a doubt.
 *
 * @returns the topic, and a function that ends a repair: the notice is gone then, or offers new accounts
 */
export function useTopic(
  itemId: string,
  health: ItemHealth | null,
  { status }: RelinkView,
  offersNewAccounts: boolean,
): [topic: KnownTopic | null, dismissRepair: () => void] {
  const [before, setBefore] = useState<Past>({ itemId, health, dismissed: null });
  const isSameItem = before.itemId === itemId;
  const past = isSameItem && !before.dismissed ? before.health : null;
  const hadTopic = past ? topicOf(past, offersNewAccounts) : null;
  // A repair is told until it is dismissed: new accounts are offered after that.
  const offers = offersNewAccounts && (hadTopic === null || hadTopic === 'new_accounts');
  const topic = health && topicOf(health, offers);
  const isSameHealth = isSameItem && before.health === health;
  const isRelinked = status === 'relinked';
  // The session learns of a repair before the next health arrives: until then the known health is out of date.
  const isOutdated = isRelinked && isSameHealth && before.dismissed?.isOutdated !== false;
  const isNews = !isSameHealth && !isRelinked && (topic || !hadTopic);
  if (isNews || !isSameItem) setBefore({ itemId, health, dismissed: null });
  const dismiss = (): void => setBefore({ itemId, health, dismissed: { isOutdated } });
  return [shown(), dismiss];

  function shown(): KnownTopic | null {
    // While the user is in Link the topic stays: the session will tell how it ended.
    if (hadTopic && !topic && isBusy(status)) return hadTopic;
    if (topic && !isOutdated) return topic;
    return hadTopic ? 'repaired' : null;
  }
}

interface PastTopic {
  itemId: string;
  topic: NoticeTopic | null;
  /** The error that was about the topic before this one. */
  error: RelinkError | null;
}

/**
 * The session's error, for as long as the topic is the one that the error was about. An error that says what the notice says
 * anyway is left out: the user has merely closed Link, and the bank still has to be visited first.
 */
export function useErrorOfTopic(
  itemId: string,
  topic: NoticeTopic | null,
  { error }: RelinkView,
  health: ItemHealth | null,
): RelinkError | null {
  const [past, setPast] = useState<PastTopic>({ itemId, topic, error: null });
  // Before an Item's first topic nothing was said, so nothing is past.
  if (past.itemId !== itemId) setPast({ itemId, topic, error: null });
  else if (past.topic !== topic) setPast({ itemId, topic, error: past.topic ? error : past.error });
  const isSaid = error?.code === 'not_relinkable' && error.remedy === health?.remedy;
  return error === past.error || isSaid ? null : error;
}
