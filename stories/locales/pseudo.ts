import type { RelinkMessages } from 'react-plaid-relink';

const PLAIN = 'abcdefghijklmnopqrstuvwxyz';
const ACCENTED = 'áƀçðéƒĝĥíĵķłɱñöþǫŕšţüṽŵẋýž';

/**
 * The longest language there is: every text is as much longer as translations of its length get at most. Accents show a
 * text that does not come from `messages`; brackets show one that is cut off.
 */
export function longest(messages: RelinkMessages): RelinkMessages {
  return { ...(lengthened(messages) as RelinkMessages), locale: messages.locale };
}

function lengthened(texts: unknown): unknown {
  if (typeof texts === 'string') return stretch(texts);
  // The name of a bank is no text of ours. It is in the result, though, and it is easier to read a name with accents
  // than to tell it apart.
  if (typeof texts === 'function')
    return (...subjects: unknown[]) => lengthened(Reflect.apply(texts, undefined, subjects));
  if (typeof texts === 'object' && texts !== null)
    return Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [name, lengthened(text)]),
    );
  return texts;
}

/** Short texts grow most: up to 10 letters by the double, long ones by two fifths (w3.org/International/articles/article-text-size). */
function stretch(text: string): string {
  const share = text.length <= 10 ? 1 : text.length <= 30 ? 0.7 : 0.4;
  const accented = text.replaceAll(/[a-z]/g, (letter) => ACCENTED.charAt(PLAIN.indexOf(letter)));
  const extra = 'łöŕéɱ íþšüɱ ðöłöŕ šíţ áɱéţ ';
  const count = Math.ceil(text.length * share);
  const rest = extra
    .repeat(Math.ceil(count / extra.length))
    .slice(0, count)
    .trim();
  return text === '' ? '' : `[${accented} ${rest}]`;
}
