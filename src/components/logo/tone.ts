import type { RelinkIconProps, RelinkTone } from '../../react/slots';
import type { NoticeTopic } from '../../core/types';

/** Each tone goes with a drawing, so that no state is told by colour alone. */
const BADGES: Readonly<Record<NoticeTopic, readonly [RelinkTone, RelinkIconProps['name']]>> = {
  relink: ['warning', 'alert'],
  accounts: ['warning', 'alert'],
  expiring: ['warning', 'alert'],
  migrating: ['warning', 'alert'],
  visit_bank: ['warning', 'alert'],
  duplicate: ['warning', 'alert'],
  new_link: ['danger', 'cross'],
  wait: ['neutral', 'clock'],
  unchecked: ['neutral', 'alert'],
  new_accounts: ['accent', 'plus'],
  repaired: ['success', 'check'],
};

export function toneOf(topic: NoticeTopic): RelinkTone {
  return BADGES[topic][0];
}

export function badgeIconOf(topic: NoticeTopic): RelinkIconProps['name'] {
  return BADGES[topic][1];
}
