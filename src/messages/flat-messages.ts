import type { MessageOverrides } from './groups';
import type { RelinkMessages } from './types';

type Entry = [name: string, text: unknown];

/** The flat names of each group's texts. Those without the group's prefix are the same in the group. */
const NOTICE = /^(notice[A-Z]|(locale|yourBank|trust|lastUpdated|lastChecked|openBank|done)$)/;
const LIST = /^(list|row)[A-Z]/;
const ANNOUNCEMENT = /^announce[A-Z]/;
const OF_OTHERS = [NOTICE, LIST, ANNOUNCEMENT];

/**
 * The one shape that the components read: flat names, each with a text. A text that is undefined, which TypeScript
 * allows by default, counts as left out.
 */
export function flatMessages(
  messages: MessageOverrides | undefined,
): Partial<RelinkMessages> | undefined {
  if (!messages) return undefined;
  const { button, notice, list, announcements, ...flat } = messages;
  const entries = [
    ...given(flat),
    ...given(button).filter(([name]) => !OF_OTHERS.some((names) => names.test(name))),
    ...textsOf(notice, NOTICE, 'notice'),
    ...textsOf(list, LIST, 'list'),
    ...textsOf(announcements, ANNOUNCEMENT, 'announce'),
  ];
  return Object.fromEntries(
    entries.map(([name, text]) => {
      const isSameForEachBank = typeof text === 'string' && ANNOUNCEMENT.test(name);
      return [name, isSameForEachBank ? () => text : text];
    }),
  );
}

const given = (texts: object | undefined): Entry[] =>
  Object.entries({ ...texts }).filter(([, text]) => text !== undefined);

/** The texts of one group, which has them under their short names or, as `germanMessages` does, under the flat ones. */
function textsOf(group: object | undefined, flatNames: RegExp, prefix: string): Entry[] {
  const entries = given(group);
  const names = entries.map(([name]) => name);
  return entries.flatMap(([name, text]): Entry[] => {
    if (flatNames.test(name)) return [[name, text]];
    const flat = prefix + name.charAt(0).toUpperCase() + name.slice(1);
    return names.includes(flat) ? [] : [[flat, text]];
  });
}
