import noticeTypes from '../../src/messages/notice-types.ts?raw';
import types from '../../src/messages/types.ts?raw';

/** When each text shows: what the types say of it. */
export const WHEN: ReadonlyMap<string, string> = new Map(
  [...`${types}\n${noticeTypes}`.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(\w+)\??:/g)].map(
    ([, comment = '', name = '']) => [name, plain(comment)],
  ),
);

function plain(comment: string): string {
  return comment
    .replaceAll(/\s*\n\s*\*?\s*/g, ' ')
    .replaceAll('`', '')
    .replace(/@default/, 'Default:')
    .trim();
}
