import type { RelinkMessages } from '../../messages/types';

/**
 * The language of our texts, for `lang` of the elements around them. Undefined where the app replaces texts and does not say
 * in which language: the page's own language counts then.
 */
export function langOf(messages: Partial<RelinkMessages> | undefined): string | undefined {
  return messages ? messages.locale : 'en';
}
