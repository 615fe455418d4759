import { useEffect, type RefObject } from 'react';
import { browserEnvironment as env } from '../../browser/environment';
import { whenSeen } from '../../browser/page/when-seen';
import { tellActivity } from '../../core/client/activity';
import { itemNoticesOf } from '../../core/client/item-notices';
import { purposeOf } from '../../core/client/purpose';
import type { RelinkOptions } from '../../core/client/session-types';
import type { NoticeTopic } from '../../core/types';
import { useClient } from '../../react/use-client';
import { useLatest } from '../../react/use-latest';
import { noticePurpose } from './notice-purpose';
import type { Notice } from './use-notice';

/** Of these nothing is told: the page does not know how the Item is, or it works again. */
const UNTOLD: readonly NoticeTopic[] = ['unchecked', 'repaired'];

/** Tells the app when the user can see what the notice, or the row, says of its Item. */
export function useShown(
  root: RefObject<HTMLElement | null>,
  itemId: string,
  notice: Notice | null,
  options: RelinkOptions,
): void {
  const client = useClient();
  const topic = notice && !UNTOLD.includes(notice.topic) ? notice.topic : null;
  const latest = useLatest({ health: notice?.health ?? null, options });
  useEffect(() => {
    const element = root.current;
    if (!topic || !element || !client.config().onActivity) return;
    const shown = itemNoticesOf(client).add(itemId, topic);
    const stopWaiting = whenSeen(element, () => {
      if (!shown.see()) return;
      const { health, options } = latest();
      const fields = {
        name: 'shown',
        itemId,
        topic,
        purpose: purposeOf(noticePurpose(topic, health, options)),
        institutionId: health?.institutionId ?? null,
        isOAuth: health?.institution?.oauth ?? null,
      } as const;
      tellActivity(client.config().onActivity, fields, env);
    });
    return () => {
      stopWaiting();
      shown.remove();
    };
  }, [root, client, itemId, topic, latest]);
}
