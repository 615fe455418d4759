import { describe, expect, it } from 'vitest';
import { readText } from '../support/markdown';
import { testFiles, titlesOf } from '../support/titles';

const titles = testFiles().flatMap((path) => titlesOf(path));

/** How a fragment begins, which only its describe would complete: a conjunction, a verb, a pronoun. */
const FRAGMENT = new RegExp(
  `^(?:${`
    and but or nor also even that which whose who whoever nobody somebody it its they
    when where while whether after before with without for of to by through
    is are was has have does do not may can cannot would
    answers asks believes calls closes comes drops ends fails forgets gets gives goes keeps knows leaves lets makes
    names needs notices opens passes prepares reads refuses rejects relinks remembers removes renders reports resolves
    returns runs says sends shows starts stays stops survives takes tells throws uses waits works
    answer ask call come fail give keep open pass say send show start stay stop take tell throw work
  `
    .trim()
    .split(/\s+/)
    .join('|')})\\b`,
);
/** An identifier may be a verb: `open()`. */
const CALL = /^[\w.]+\(/;

/** Whether a title needs its describe to be understood. */
function isFragment(title: string): boolean {
  const words = title.replace(/^G\d+( G\d+)*: /, '').replace(/^G%s: /, '');
  const isTooShort = words.replaceAll(/%\w|\$\w+|\$\{[^}]*\}/g, 'X').split(/\W+/).length < 3;
  return isTooShort || (FRAGMENT.test(words) && !CALL.test(words));
}

/** The numbers of docs/plaid-facts.md: of its rows, and of its sections. */
const facts = new Set(
  [...readText('docs/plaid-facts.md').matchAll(/^(?:\| |#+ )((?:\d|D)[\d.]*[a-c]?)\b/gm)].map(
    ([, number = '']) => number.replace(/\.$/, ''),
  ),
);
const NUMBER = String.raw`(?:\d+(?:\.\d+)+|D\d+[a-c]?)`;
const CITATION = new RegExp(`plaid-facts (${NUMBER}(?:, ${NUMBER})*)`, 'g');
/** In the list of what the fakes cannot show, at the head of a contract test. */
const LISTED = new RegExp(String.raw`^ \* - (${NUMBER}(?:, ${NUMBER})*):`, 'gm');

function citedIn(text: string): string[] {
  return [...text.matchAll(CITATION), ...text.matchAll(LISTED)].flatMap(([, numbers = '']) =>
    numbers.split(', '),
  );
}

describe('the titles of tests', () => {
  it('every title is a sentence that can be quoted without its describe', () => {
    expect(titles.length).toBeGreaterThan(800);
    expect(titles.filter(({ title }) => isFragment(title))).toEqual([]);
  });

  it('the check of titles finds fragments and placeholders, and passes sentences', () => {
    const code = `
      it('and passes the right answer', () => {});
      it.each([1])('%s: %j', () => {});
      it('G12: after a blocked script', () => {});
      it('G1: is renewed on waking up', () => {});
      it.skip(isThere ? 'says why' : 'a button says why', () => {});
      it('open() resolves with the outcome', () => {});
      it(\`\${RUNS} requests mint nothing\`, () => {});`;
    const found = titlesOf('example.ts', code).filter(({ title }) => isFragment(title));
    expect(found.map(({ title }) => title)).toEqual([
      'and passes the right answer',
      '%s: %j',
      'G12: after a blocked script',
      'G1: is renewed on waking up',
      'says why',
    ]);
  });
});

describe('docs/plaid-facts.md', () => {
  it('every fact that a test cites is in docs/plaid-facts.md', () => {
    const cited = testFiles().flatMap((path) => citedIn(readText(path)));
    expect(cited.length).toBeGreaterThan(150);
    expect(facts.size).toBeGreaterThan(150);
    expect(cited.filter((number) => !facts.has(number))).toEqual([]);
  });

  it('no title cites a number without naming its list', () => {
    const bare = new RegExp(`^(?:${NUMBER})[:,]`);
    expect(titles.filter(({ title }) => bare.test(title))).toEqual([]);
  });

  it('the check of citations finds a number that is not in docs/plaid-facts.md', () => {
    expect(
      citedIn('it("x (plaid-' + 'facts 5.16, D99)")\n * - 1.2, 9.9: no').filter(
        (n) => !facts.has(n),
      ),
    ).toEqual(['D99', '9.9']);
  });
});
