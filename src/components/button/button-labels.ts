import { ENGLISH_BUTTON } from '../../messages/button';
import type { RelinkMessages } from '../../messages/types';

/** The labels that a button may have, one in each line: styles.css makes it as wide as the widest. */
export function labelsOf(idle: string, messages?: Partial<RelinkMessages>): string {
  const texts: Partial<RelinkMessages> = { ...ENGLISH_BUTTON, ...messages };
  return [
    idle,
    texts.opening,
    texts.open,
    texts.confirming,
    texts.relinked,
    texts.tryAgain,
    texts.checkAgain,
  ]
    .filter(Boolean)
    .join('\n');
}

/** Made once: a page may have a thousand buttons. */
export const ENGLISH_LABELS = /* @__PURE__ */ labelsOf(ENGLISH_BUTTON.idle);
